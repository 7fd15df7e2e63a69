"""Foreseeing: how many people a word will reach, and by which way, before it is said."""

from collections import Counter
from dataclasses import dataclass

from folkmoot.activity.models import Activity
from folkmoot.activity.telling import tell_apart
from folkmoot.activity.vocabulary import Verb
from folkmoot.kit import clock
from folkmoot.kit.refs import ref

from .actions.telling import whom_it_concerns
from .pacing import Pace
from .ways import ways_to


@dataclass(frozen=True)
class Reach:
    """How many are told on the page, and of those how many by a letter at once, by one later, in a browser, and with
    none of these; and the sentence that they read."""

    people: int
    at_once: int
    later: int
    pushed: int
    only_page: int
    sentence: str


def foresee(
    verb: Verb | str, *, actor: object, object: object, target: object = "", context: object = ""
) -> Reach:
    """Whom this would reach if it were said now. Nothing is written."""
    activity = Activity(
        verb=verb if isinstance(verb, str) else verb.name,
        actor=ref(actor),  # type: ignore[arg-type]
        object=ref(object),  # type: ignore[arg-type]
        target=ref(target),  # type: ignore[arg-type]
        context=ref(context),  # type: ignore[arg-type]
    )
    people = whom_it_concerns(activity)
    ways = ways_to(people, clock.now()) if people else {}
    paces = Counter(way.pace for way in ways.values() if way.mail_at)
    (told,) = tell_apart([activity], to=None)
    return Reach(
        people=len(people),
        at_once=paces[Pace.AT_ONCE],
        later=paces[Pace.DAILY] + paces[Pace.WEEKLY],
        pushed=sum(way.push_at is not None for way in ways.values()),
        only_page=sum(way.mail_at is None and way.push_at is None for way in ways.values()),
        sentence=told.sentence,
    )
