"""Ways: how each of some people wants to be told of something. A few statements, however many people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from folkmoot.domains.people.models import Person
from folkmoot.domains.privacy.rules import refusing
from folkmoot.kit.audiences import Occasion

from .models import Device, Preference, Rhythm
from .pacing import PACES, PUSHED, Hours, Pace, after_the_quiet, moment_of
from .reaching import out_of_reach


@dataclass(frozen=True)
class Way:
    """``pace`` as the person wants it; ``mail_at`` and ``push_at`` are None where they are not told so."""

    occasion: Occasion
    pace: Pace
    mail_at: datetime | None
    push_at: datetime | None


def ways_to(people: Mapping[int, Occasion], now: datetime) -> dict[int, Way]:
    """How each of these people is told, if something happens now."""
    wanted = preferred(people)
    hours = hours_of(people)
    reachable = with_letters(people)
    on_devices = set(Device.objects.filter(person__in=people).values_list("person_id", flat=True))
    ways = {}
    for person, occasion in people.items():
        pace, is_pushed = wanted.get((person, occasion), usual(occasion))
        mail_at = moment_of(pace, hours[person], now) if person in reachable else None
        push_at = after_the_quiet(hours[person], now) if is_pushed and person in on_devices else None
        ways[person] = Way(occasion, pace, mail_at, push_at)
    return ways


def usual(occasion: Occasion) -> tuple[Pace, bool]:
    """How somebody is told who never said how."""
    return PACES[occasion], occasion in PUSHED


def preferred(people: Iterable[int]) -> dict[tuple[int, Occasion], tuple[Pace, bool]]:
    """What these people said of how they want to be told: the pace of letters, and whether it is pushed."""
    rows = Preference.objects.filter(person__in=list(people))
    return {
        (person, Occasion(occasion)): (Pace(pace), is_pushed)
        for person, occasion, pace, is_pushed in rows.values_list(
            "person_id", "occasion", "pace", "is_pushed"
        )
    }


def hours_of(people: Iterable[int]) -> dict[int, Hours]:
    """The hours of each of these people, in their own zone."""
    people = list(people)
    zones = dict(Person.objects.filter(pk__in=people).values_list("pk", "time_zone"))
    rhythms = Rhythm.objects.in_bulk(people)
    return {person: _hours(rhythms.get(person), zones.get(person, "")) for person in people}


def _hours(rhythm: Rhythm | None, zone: str) -> Hours:
    if rhythm is None:
        return Hours(zone=_zone(zone))
    return Hours(
        rhythm.digest_hour, rhythm.digest_weekday, rhythm.quiet_from, rhythm.quiet_until, _zone(zone)
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)


def with_letters(people: Iterable[int]) -> set[int]:
    """Those of them to whom letters may go: they have an address that takes mail, and did not say no."""
    known = Person.objects.filter(pk__in=list(people), email__isnull=False)
    willing = known.exclude(pk__in=refusing("letters").values("person"))
    addresses = dict(willing.values_list("pk", "email"))
    broken = out_of_reach(addresses.values())
    return {person for person, email in addresses.items() if email.lower() not in broken}
