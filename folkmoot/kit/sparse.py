"""Sparse answers: a program names the fields that it wants (``fields=id,title``), and gets those alone."""

from collections.abc import Iterable
from typing import Any, get_args

from django.http import HttpRequest
from pydantic import BaseModel

#: A part of a shape lacks what the shape promises, so it is told apart by its media type.
PART = "application/vnd.folkmoot.part+json"
_ASKED = "_fields_asked"


def fields_of(shape: type[BaseModel]) -> list[str]:
    """What can be asked for: the fields of a thing; of a list, those of its items."""
    named = shape.model_fields
    if {"items", "next"} <= set(named):
        shape = get_args(named["items"].annotation)[0]
    return list(shape.model_fields)


def names_in(asked: Iterable[str]) -> list[str]:
    """The names in ``fields=id,title``, or in ``fields=id&fields=title``; each once."""
    return list(dict.fromkeys(name.strip() for one in asked if one for name in one.split(",")))


def ask_for(request: HttpRequest, names: Iterable[str]) -> None:
    """Note what a request wants; without any name, all."""
    request.__dict__[_ASKED] = frozenset(names)


def asked_for(request: HttpRequest) -> frozenset[str]:
    names: frozenset[str] = request.__dict__.get(_ASKED, frozenset())
    return names


def wants(request: HttpRequest, name: str) -> bool:
    """Whether a field is to be answered: a door asks before it spends a statement on it."""
    asked = asked_for(request)
    return not asked or name in asked


def part_of(data: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """The same thing, or the same list, with these fields alone."""
    if {"items", "next"} <= set(data):
        return {**data, "items": [_only(item, names) for item in data["items"]]}
    return _only(data, names)


def _only(item: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name in names}
