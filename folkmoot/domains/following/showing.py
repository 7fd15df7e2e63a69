"""What somebody follows, as their page shows it."""

from dataclasses import dataclass
from datetime import datetime

from folkmoot.domains.people.models import Person

from .finding import visible_things
from .models import Follow
from .rules import MOST


@dataclass(frozen=True)
class Followed:
    """A thing that somebody follows; without a path where they may not see it any more."""

    ref: str
    name: str
    path: str
    since: datetime


def followed_by(person: Person) -> list[Followed]:
    """All that a person follows and still may see, the newest first; one statement for each kind and a few more."""
    rows = list(Follow.objects.of(person).newest_first()[:MOST])
    things = visible_things((one.thing for one in rows), person)
    return [
        Followed(one.thing, str(things[one.thing]), things[one.thing].get_absolute_url(), one.since)  # type: ignore[attr-defined]
        for one in rows
        if one.thing in things
    ]
