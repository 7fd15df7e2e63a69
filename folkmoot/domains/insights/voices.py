"""Voices as a page shows them: the words, who gave them, where, and how many stood with them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from folkmoot.domains.people.models import Visitor
from folkmoot.kit.oversight import is_shown_to
from folkmoot.kit.refs import load, ref

from .models import Insight


@dataclass(frozen=True)
class Voice:
    """One piece of evidence, with its ref. What is gone, taken back or hidden from whoever asks is none."""

    subject: str
    quote: str
    name: str
    path: str
    at: datetime | None
    support_count: int


def voices_of(insight: Insight, person: Visitor, *, most: int = 100) -> list[Voice]:
    """The evidence of an insight that is still there, in its order; withdrawn things keep their place in the count."""
    evidence = list(insight.evidence.all()[:most])
    things = load(one.subject for one in evidence)
    for kind in {type(thing) for thing in things.values()}:
        prefetch_related_objects([thing for thing in things.values() if type(thing) is kind], "author")
    me = person.pk if person.is_authenticated else None
    return [
        _voice(things[one.subject], one.quote)
        for one in evidence
        if one.subject in things
        and is_shown_to(me, things[one.subject])
        and getattr(things[one.subject], "taken_back_at", None) is None
    ]


def _voice(thing: Any, quote: str) -> Voice:
    return Voice(
        subject=ref(thing),
        quote=quote or getattr(thing, "title", "") or thing.body,
        name=thing.author.name,
        path=thing.get_absolute_url(),
        at=getattr(thing, "published_at", None) or getattr(thing, "said_at", None),
        support_count=getattr(thing, "support_count", 0),
    )
