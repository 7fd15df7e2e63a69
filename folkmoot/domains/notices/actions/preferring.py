"""Preferring: how somebody wants to be told. Their own affair: the stream does not hear of it."""

from collections.abc import Iterable, Mapping
from datetime import time

from django.db import transaction

from folkmoot.domains.notices import rules
from folkmoot.domains.notices.models import OCCASIONS, Preference, Rhythm
from folkmoot.domains.notices.pacing import Pace
from folkmoot.domains.notices.ways import preferred, usual
from folkmoot.domains.people.models import Person
from folkmoot.domains.privacy import actions as privacy
from folkmoot.domains.privacy.rules import has_consent
from folkmoot.kit.audiences import Occasion


@transaction.atomic
def prefer(
    *,
    by: Person,
    paces: Mapping[str, str],
    pushed: Iterable[str],
    digest_hour: int,
    digest_weekday: int,
    quiet_from: time | None = None,
    quiet_until: time | None = None,
) -> None:
    """Be told of each occasion at this pace, pushed where it is among ``pushed``, and at these hours.

    What waits to be told already keeps its moment.
    """
    rules.may_prefer(by).insist()
    pushed = set(pushed)
    _keep(by, {Occasion(one): (Pace(pace), one in pushed) for one, pace in paces.items()})
    Rhythm.objects.update_or_create(
        person=by,
        defaults={
            "digest_hour": digest_hour,
            "digest_weekday": digest_weekday,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
        },
    )


def _keep(person: Person, wanted: Mapping[Occasion, tuple[Pace, bool]]) -> None:
    Preference.objects.bulk_create(
        [
            Preference(person=person, occasion=occasion, pace=pace, is_pushed=is_pushed)
            for occasion, (pace, is_pushed) in wanted.items()
        ],
        update_conflicts=True,
        unique_fields=["person", "occasion"],
        update_fields=["pace", "is_pushed"],
    )


@transaction.atomic
def unsubscribe(person: Person, *, occasions: Iterable[str] = ()) -> None:
    """No more letters of these occasions; without any, no letters at all. The page goes on telling."""
    occasions = _known(occasions)
    if not occasions:
        if has_consent(person, "letters"):
            privacy.withdraw("letters", by=person, channel="letter")
        return
    _set_pace(person, dict.fromkeys(occasions, Pace.NEVER))


@transaction.atomic
def resubscribe(person: Person, *, occasions: Iterable[str] = ()) -> None:
    """Take the click back: letters of these occasions come as they usually do; without any, letters come again."""
    occasions = _known(occasions)
    if not has_consent(person, "letters"):
        privacy.give("letters", by=person, channel="letter")
    _set_pace(person, {occasion: usual(occasion)[0] for occasion in occasions})


def _known(occasions: Iterable[str]) -> list[Occasion]:
    values = {str(value) for value, _label in OCCASIONS}
    return [Occasion(one) for one in dict.fromkeys(occasions) if one in values]


def _set_pace(person: Person, paces: Mapping[Occasion, Pace]) -> None:
    now = preferred([person.pk])
    _keep(
        person,
        {
            occasion: (pace, now.get((person.pk, occasion), usual(occasion))[1])
            for occasion, pace in paces.items()
        },
    )
