"""The schema (OpenAPI 3.1), with what holds for every operation: how it fails, who may ask, and the headers."""

from typing import Any

from django.http import HttpResponse
from ninja.openapi.schema import OpenAPISchema

from folkmoot.kit import repeats, sparse
from folkmoot.kit.problems import MEDIA_TYPE, Problem
from folkmoot.site.programs import scope_of

ERRORS = {
    "4XX": {"description": "It cannot be done, and why"},
    "5XX": {"description": "A fault or an outage here: try again later"},
}
TEXT = {"type": "string"}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of an answer that you have: 304 if it is still the same.",
    "schema": TEXT,
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of what you saw at this address: 412 if it was changed since.",
    "schema": TEXT,
}
REPEAT = {
    "name": repeats.HEADER,
    "in": "header",
    "required": False,
    "description": "A fresh key of yours: sent again with it, this is done once and answered alike, for 24 hours.",
    "schema": {"type": "string", "pattern": repeats.PATTERN},
}
ETAG = {"ETag": {"description": "Changes with the answer.", "schema": TEXT}}


def documented(schema: OpenAPISchema) -> OpenAPISchema:
    schema["components"]["schemas"] |= _shape_of_problems()
    schema["components"]["securitySchemes"] = {"Token": {"type": "http", "scheme": "bearer"}}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            _told(operation, path, method, schema, can_match="get" in operations)
    return schema


def _told(
    operation: dict[str, Any], path: str, method: str, schema: OpenAPISchema, *, can_match: bool
) -> None:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    operation["responses"] |= {code: said | {"content": content} for code, said in ERRORS.items()}
    is_free = method == "get" and {"TokenOrVisitor": []} in operation["security"]
    if form := operation.get("requestBody", {}).get("content", {}).get("multipart/form-data"):
        _told_of_form(operation, form, schema)
    needed = {"Token": [scope_of(path, method).value]}
    operation["security"] = [needed, {}] if is_free else [needed]
    if method == "get":
        _told_of_reading(operation, schema)
    else:
        operation["parameters"] += [REPEAT, IF_MATCH] if can_match else [REPEAT]


def _told_of_form(operation: dict[str, Any], form: dict[str, Any], schema: OpenAPISchema) -> None:
    """By a name of its own, for clients that make a type of it; and closed, as all that is sent."""
    name = "".join(part.title() for part in operation["operationId"].split("_")) + "Form"
    closed = {"title": name, "additionalProperties": False}
    schema["components"]["schemas"][name] = form["schema"] | closed
    form["schema"] = {"$ref": f"#/components/schemas/{name}"}


def _told_of_reading(operation: dict[str, Any], schema: OpenAPISchema) -> None:
    answer = operation["responses"][200]
    answer["headers"] = ETAG
    operation["responses"]["304"] = {"description": HttpResponse(status=304).reason_phrase}
    if "application/json" in answer["content"]:
        _told_of_fields(operation, answer, schema)
    operation["parameters"].append(IF_NONE_MATCH)


def _told_of_fields(operation: dict[str, Any], answer: dict[str, Any], schema: OpenAPISchema) -> None:
    shape = answer["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    names = _names_in(schema["components"]["schemas"], shape)
    answer["content"][sparse.PART] = {
        "schema": {"type": "object", "description": "The same with the fields that were asked for alone."}
    }
    fields = {
        "name": "fields",
        "in": "query",
        "required": False,
        "description": "Which fields you want; without it, all.",
        "style": "form",
        "explode": False,
        "schema": {"type": "array", "items": {"type": "string", "enum": names}},
    }
    operation["parameters"].append(fields)


def _names_in(shapes: dict[str, Any], shape: str) -> list[str]:
    """The fields of a thing; of a list, those of its items."""
    known = shapes[shape]["properties"]
    if {"items", "next"} <= set(known):
        known = shapes[known["items"]["items"]["$ref"].rpartition("/")[2]]["properties"]
    return list(known)


def _shape_of_problems() -> dict[str, Any]:
    shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**shape.pop("$defs"), "Problem": shape}
