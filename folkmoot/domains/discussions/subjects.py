"""Subjects: anything that can be talked about, found by its ref among what a person may see."""

from typing import Any

from django.apps import apps
from django.http import Http404

from folkmoot.domains.people.models import Visitor
from folkmoot.kit.refs import key


def subject_for(person: Visitor, pointer: str) -> Any:
    """The thing behind the pointer, which has a ``community``. Http404 if this person may not see it."""
    try:
        model = apps.get_model(pointer.partition("/")[0])
        things = model._default_manager.visible_to(person).filter(pk=key(pointer))
    except (LookupError, ValueError, AttributeError):
        raise Http404 from None
    if (thing := things.select_related("community").first()) is None:
        raise Http404
    return thing
