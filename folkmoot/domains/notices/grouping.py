"""Grouping what is told by the thing it is about: a digest reads by things, not by moments."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from folkmoot.activity.telling import Told
from folkmoot.kit.audiences import quote_of

from .models import Notice


@dataclass(frozen=True)
class Line:
    """One thing told: when, the sentence, the page it leads to, and what was said, where that may be read."""

    at: datetime
    sentence: str
    path: str
    quote: str


@dataclass
class Group:
    """Everything told about one page; the newest first. ``thread`` is the ref by which mails of it hang together."""

    about: str
    path: str
    thread: str
    told: list[Line] = field(default_factory=list)


def grouped(told: Sequence[Told[Notice]]) -> list[Group]:
    """By the thing, in the order of what happened last to each."""
    groups: dict[str, Group] = {}
    for one in told:
        thread = one.thread
        group = groups.setdefault(thread, Group(one.about, one.path, thread))
        # Two answers to one thing read the same: the newer one leads to both.
        if (one.sentence, one.path) not in {(other.sentence, other.path) for other in group.told}:
            said = "" if one.is_hidden else quote_of(one.what)
            group.told.append(Line(one.what.made_at, one.sentence, one.path, said))
    return list(groups.values())
