"""Voices as a page shows them: the words, who gave them, where, and how many stood with them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from folkmoot.domains.people.models import Visitor
from folkmoot.kit.refs import load

from .models import Insight


@dataclass(frozen=True)
class Voice:
    """One piece of evidence; ``thing`` is None where it is gone or hidden from whoever asks."""

    quote: str
    name: str
    path: str
    at: datetime | None
    support_count: int


def voices_of(insight: Insight, person: Visitor, *, most: int = 100) -> list[Voice]:
    """The evidence of an insight that is still there, in its order; withdrawn things keep their place in the count."""
    evidence = list(insight.evidence.all()[:most])
    things = load(one.subject for one in evidence)
    return [_voice(things[one.subject], one.quote) for one in evidence if one.subject in things]


def _voice(thing: Any, quote: str) -> Voice:
    return Voice(
        quote=quote or getattr(thing, "title", "") or thing.body,
        name=thing.author.name,
        path=thing.get_absolute_url(),
        at=getattr(thing, "published_at", None) or getattr(thing, "said_at", None),
        support_count=getattr(thing, "support_count", 0),
    )
