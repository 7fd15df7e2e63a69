"""The reply clock: free days, terms of a community, reminders and escalations. Each is told once."""

from collections.abc import Iterable, Sequence
from datetime import date

import holidays
from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.communities.models import Community
from folkmoot.domains.insights import activities, rules
from folkmoot.domains.insights.models import (
    DAYS_BEFORE_REMINDER,
    DAYS_TO_ESCALATION,
    NO_WEEKDAY,
    OWN,
    FreeDay,
    Insight,
    InsightQuerySet,
    ReplyTerms,
    State,
)
from folkmoot.domains.insights.working import WorkingDays, working_days
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused

MOST_AT_ONCE = 400  # free days in one form; insights in one round
HOUSE = ""  # nobody did it: the clock ran
CALENDAR = "insights.freeday/0"  # all free days together


@transaction.atomic
def free(days: Sequence[tuple[date, str]], *, by: Person) -> int:
    """Add days on which nobody works, each with its name. Returns how many are new."""
    rules.may_free(by).insist()
    if not days or len(days) > MOST_AT_ONCE:
        raise Refused(_("Give at least one day, and 400 at most."))
    return _add(days, source=OWN, by=by)


@transaction.atomic
def fill(*, country: str, year: int, by: Person, part: str = "") -> int:
    """Add the public holidays of a country (ISO 3166) and, if one is named, of a part of it. Own days stay."""
    rules.may_fill(by).insist()
    this_year = clock.today().year
    if not this_year - 1 <= year <= this_year + 5:
        raise Refused(_("Choose a year that is near."))
    try:
        found = holidays.country_holidays(country, subdiv=part or None, years=year)
    except (NotImplementedError, KeyError, AttributeError):
        raise Refused(_("The holidays of this country, or of this part of it, are not known here.")) from None
    return _add(sorted(found.items()), source=country, by=by)


@transaction.atomic
def unfree(day: FreeDay, *, by: Person) -> None:
    """From now on this day is worked on."""
    rules.may_unfree(by).insist()
    day.delete()
    record(activities.FREED, actor=by, object=CALENDAR)


@transaction.atomic
def week(weekdays: Iterable[int], *, by: Person) -> None:
    """Set the weekdays (0 is Monday) on which nobody works."""
    rules.may_week(by).insist()
    wanted = {day for day in weekdays if day in range(7)}
    if len(wanted) > 6:
        raise Refused(_("Somebody works on one day of the week at least."))
    kept = wanted or {NO_WEEKDAY}
    FreeDay.objects.filter(weekday__isnull=False).exclude(weekday__in=kept).delete()
    FreeDay.objects.bulk_create([FreeDay(weekday=day) for day in sorted(kept)], ignore_conflicts=True)
    record(activities.FREED, actor=by, object=CALENDAR)


@transaction.atomic
def set_clock(
    community: Community,
    *,
    by: Person,
    days_to_answer: int,
    days_to_escalation: int,
    escalates_to: Person | None = None,
) -> ReplyTerms:
    """How many working days whoever must answer has here, and who is told when that was not enough."""
    rules.may_set_clock(by, community, escalates_to).insist()
    if not (1 <= days_to_answer <= 250 and 1 <= days_to_escalation <= 250):
        raise Refused(_("Choose between 1 and 250 working days."))
    terms, _is_new = ReplyTerms.objects.update_or_create(
        community=community,
        defaults={
            "days_to_answer": days_to_answer,
            "days_to_escalation": days_to_escalation,
            "escalates_to": escalates_to,
        },
    )
    record(activities.TIMED, actor=by, object=community, context=community, days=days_to_answer)
    return terms


@transaction.atomic
def remind() -> int:
    """Remind each owner once, two working days before the day. Whoever has answered, or is about to, hears nothing."""
    today, calendar = clock.today(), working_days()
    last = calendar.after(today, DAYS_BEFORE_REMINDER)
    soon = _open().filter(reminded_at=None, due_on__range=(today, last))
    due = list(soon.order_by("due_on", "pk")[:MOST_AT_ONCE])
    for insight in due:
        insight.reminded_at = clock.now()
        insight.save(update_fields=["reminded_at"])
        # Without a context: a reminder is between the house and its owner, and stands in nobody's feed.
        record(activities.REMINDED, actor=HOUSE, object=insight, target=f"people.person/{insight.owner_id}")
    return len(due)


@transaction.atomic
def escalate() -> int:
    """Tell of each insight once whose answer is late by more working days than its community allows."""
    today, calendar = clock.today(), working_days()
    late = _open().filter(escalated_at=None, due_on__lt=today).order_by("due_on", "pk")
    terms = dict(ReplyTerms.objects.values_list("community", "days_to_escalation"))
    due = [one for one in late[:MOST_AT_ONCE] if _is_long_late(one, today, calendar, terms)]
    for insight in due:
        insight.escalated_at = clock.now()
        insight.save(update_fields=["escalated_at"])
        record(
            activities.ESCALATED,
            actor=HOUSE,
            object=insight,
            target=f"people.person/{insight.owner_id}",
            context=insight.community,
            days_late=insight.days_late,
        )
    return len(due)


def _is_long_late(insight: Insight, today: date, calendar: WorkingDays, terms: dict[int, int]) -> bool:
    allowed = terms.get(insight.community_id, DAYS_TO_ESCALATION)
    return insight.due_on is not None and calendar.between(insight.due_on, today) >= allowed


def _open() -> InsightQuerySet:
    """Owed, without an answer that is on its way; those that somebody else looks at just now come next time."""
    rows = Insight.objects.filter(state=State.GIVEN).unheld().select_related("community")
    return rows.select_for_update(of=("self",), skip_locked=True)


def _add(days: Iterable[tuple[date, str]], *, source: str, by: Person) -> int:
    before = FreeDay.objects.count()
    rows = [FreeDay(on=on, name=name[:120], source=source) for on, name in days]
    FreeDay.objects.bulk_create(rows, ignore_conflicts=True)
    record(activities.FREED, actor=by, object=CALENDAR)
    return FreeDay.objects.count() - before
