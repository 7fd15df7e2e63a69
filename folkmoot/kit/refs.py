"""Refs: a plain-text pointer to any thing, such as ``ideas.idea/7``. It outlives the thing."""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model


def ref(thing: Model | str) -> str:
    """The pointer to this thing; a pointer stays as it is."""
    return thing if isinstance(thing, str) else f"{thing._meta.label_lower}/{thing.pk}"


def key(pointer: str) -> int:
    """The primary key in a pointer; 0 for the empty pointer."""
    return int(pointer.rpartition("/")[2] or 0)


def find(pointer: str) -> Model | None:
    """The thing that a pointer means, or None if it is gone (or the pointer is empty)."""
    return load([pointer]).get(pointer)


def load(pointers: Iterable[str]) -> dict[str, Model]:
    """All the things that are still there, by pointer: one query per kind, however many pointers."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for pointer in pointers:
        label, _, pk = pointer.partition("/")
        if pk:
            by_kind[label].add(pk)
    return {
        f"{label}/{pk}": thing
        for label, pks in by_kind.items()
        for pk, thing in apps.get_model(label)._default_manager.in_bulk(pks).items()
    }
