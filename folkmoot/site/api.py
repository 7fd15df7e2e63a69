"""The API: the doors of the rooms under one address, one way to sign in, and one form for all that goes wrong."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.security import HttpBearer

from folkmoot.domains.communities.api import router as communities
from folkmoot.domains.discussions.api import router as discussions
from folkmoot.domains.ideas.api import router as ideas
from folkmoot.domains.people.models import Visitor
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.answers import Overtaken, Refused
from folkmoot.kit.limits import READING
from folkmoot.kit.problems import MEDIA_TYPE, Problem, problem
from folkmoot.site.programs import scopes_of, token_of

ABOUT = (
    "Read without a token what a visitor sees; with a token, what you see. Errors are problems (RFC 9457). "
    "Lists come in sheets: ask again with `next` as `cursor` until it is empty."
)
ERRORS = {
    "4XX": {"description": "It cannot be done, and why"},
    "5XX": {"description": "A fault or an outage here: try again later"},
}


class Token(HttpBearer):
    """A token of a person; ``programs.AnswerPrograms`` has looked at it already."""

    def __call__(self, request: HttpRequest) -> Visitor | None:
        return request.user if request.user.is_authenticated else None

    def authenticate(self, request: HttpRequest, token: str) -> Visitor | None:
        return self(request)


class TokenOrVisitor(Token):
    """Reading is free for visitors."""

    def __call__(self, request: HttpRequest) -> Visitor | None:
        return request.user if request.method in READING else super().__call__(request)


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The schema, with what holds for every operation: how it fails, and who may ask."""
        schema = super().get_openapi_schema(**options)
        schema["components"]["schemas"] |= _shape_of_problems()
        schema["components"]["securitySchemes"] = {"Token": {"type": "http", "scheme": "bearer"}}
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                operation["responses"] |= {code: said | {"content": content} for code, said in ERRORS.items()}
                is_free = method == "get" and {"TokenOrVisitor": []} in operation["security"]
                operation["security"] = [{"Token": []}, {}] if is_free else [{"Token": []}]
        return schema


def _shape_of_problems() -> dict[str, Any]:
    shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**shape.pop("$defs"), "Problem": shape}


api = Api(
    title="Folkmoot",
    version="1",
    description=ABOUT,
    docs_url=None,
    urls_namespace="api",
    auth=TokenOrVisitor(),
)
me = Router(tags=["me"], auth=Token())
for router in (me, communities, ideas, discussions):
    api.add_router("", router)


class MeShape(Schema):
    id: int
    name: str
    scopes: list[str]


@me.get("/me/", response=MeShape, url_name="me")
def read_me(request: SignedInRequest) -> dict[str, object]:
    """Whose token this is, and what it is for."""
    return {"id": request.user.pk, "name": request.user.name, "scopes": scopes_of(token_of(request))}


@api.exception_handler(Refused)
def refused(request: HttpRequest, because: Refused) -> HttpResponse:
    return problem(409 if isinstance(because, Overtaken) else 403, str(because))


@api.exception_handler(Http404)
def not_found(request: HttpRequest, because: Http404) -> HttpResponse:
    return problem(404, _("There is nothing here that you may see."))


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, because: AuthenticationError) -> HttpResponse:
    response = problem(401, _("This needs a token: make one on your page, under “Tokens”."))
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(HttpError)
def wrong(request: HttpRequest, because: HttpError) -> HttpResponse:
    return problem(because.status_code, HTTPStatus(because.status_code).description)


@api.exception_handler(ValidationError)
def misshapen(request: HttpRequest, because: ValidationError) -> HttpResponse:
    """What was sent is not sent back: only where the fault stands, and why."""
    faults = [
        {"where": ".".join(str(step) for step in fault["loc"]), "because": str(fault["msg"])}
        for fault in because.errors[:20]
    ]
    return problem(422, _("What was sent has not the shape that is asked for."), faults)
