"""Subjects: anything that can be talked about, found by its ref among what a person may see."""

from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.http import Http404

from folkmoot.domains.people.models import Visitor
from folkmoot.kit.preparing import prepared
from folkmoot.kit.refs import key
from folkmoot.kit.together import rows_of


def subject_for(person: Visitor, pointer: str) -> Any:
    """The thing behind the pointer, which has a ``community``. Http404 if this person may not see it."""
    try:
        (found,) = rows_of([_seen((pointer.partition("/")[0],), person, key(pointer))])
    except (LookupError, ValueError, AttributeError):
        raise Http404 from None
    if not found:
        raise Http404
    return found[0]


@prepared
def _seen(kind: tuple[str], person: Visitor, pk: int) -> "QuerySet[Any]":
    things: QuerySet[Any] = apps.get_model(kind[0])._default_manager.visible_to(person).with_names()
    return things.filter(pk=pk)
