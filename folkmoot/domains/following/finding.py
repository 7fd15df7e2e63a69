"""Finding what can be followed, among what a person may see."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from folkmoot.domains.people.models import Visitor
from folkmoot.kit.refs import ref

from .models import KINDS

NOBODY = AnonymousUser()


def visible(kind: str, person: Visitor) -> QuerySet[Any]:
    visible: QuerySet[Any] = apps.get_model(kind).objects.visible_to(person)
    return visible


def visible_things(pointers: Iterable[str], person: Visitor) -> dict[str, Model]:
    """Those of these things that can be followed and that the person sees, by ref; one query per kind."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for pointer in pointers:
        kind, _slash, pk = pointer.partition("/")
        if kind in KINDS.values() and pk.isascii() and pk.isdigit() and len(pk) < 19:
            by_kind[kind].add(int(pk))
    return {
        f"{kind}/{pk}": thing
        for kind, pks in by_kind.items()
        for pk, thing in visible(kind, person).in_bulk(pks).items()
    }


def thing_of(pointer: str, person: Visitor) -> Model | None:
    """The thing behind a ref if it can be followed and the person sees it."""
    return next(iter(visible_things([pointer], person).values()), None)


def is_visible_to(person: Visitor, thing: Model) -> bool:
    return thing_of(ref(thing), person) is not None


def page_of(thing: Any) -> str:
    """Whatever can be followed has a page."""
    return str(thing.get_absolute_url())
