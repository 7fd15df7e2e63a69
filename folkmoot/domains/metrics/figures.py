"""Figures: what is asked of the stream, and the number that comes back, never alone."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.activity.models import ActivityQuerySet
from folkmoot.activity.vocabulary import Kind, names_of
from folkmoot.kit import clock

from .estimates import Step, Survival, garwood, wilson

#: Earlier days are not asked for; the stream may hold older things, which count from this day on.
FIRST_DAY = date(1990, 1, 1)


#: More than a drawing can show
STEPS_DRAWN = 200


class Reason(TextChoices):
    """Why there is no number. Missing is not zero."""

    NOTHING_YET = "nothing_yet", _("nothing had happened here by this day")
    NO_IDEA = "no_idea", _("no idea had been published by this day")
    NONE_OWED = "none_owed", _("no answer was owed on this day")
    NOT_REACHED = "not_reached", _("fewer than half were answered")


@dataclass(frozen=True)
class Figure:
    """A number with its interval (95%). ``k`` of ``n`` things stand behind it; ``reason`` says why value is None.

    ``more`` holds further numbers by name, ``curve`` the steps of a curve.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    k: int = 0
    reason: str = ""
    more: dict[str, float | None] = field(default_factory=dict)
    curve: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Item:
    """One thing behind a figure: its ref, its moment, who did it, a number of its own (days, say), and a day.

    ``is_counted``: it is one of the ``k``; all items together are the ``n``.
    """

    ref: str
    at: datetime
    actor: str = ""
    value: float | None = None
    day: str = ""
    is_counted: bool = True


@dataclass(frozen=True)
class Asked:
    """The part of the stream that a KPI may look at, as it was known at the end of a day."""

    stream: ActivityQuerySet
    day: date

    @property
    def end(self) -> datetime:
        return end_of(self.day)

    @property
    def seen_until(self) -> datetime:
        """What still waits is seen until then: the end of the day, or now if the day is not over."""
        return min(self.end, clock.now())

    def since(self, days: int) -> ActivityQuerySet:
        """What happened in so many days, this one the last."""
        return self.stream.filter(happened_at__gte=end_of(self.day - timedelta(days=days)))


def end_of(day: date) -> datetime:
    """The moment at which this day is over, in the organisation's time zone."""
    midnight = datetime.combine(day + timedelta(days=1), time.min)
    return timezone.make_aware(midnight, timezone.get_default_timezone())


def verbs_of(reads: tuple[str | Kind, ...]) -> list[str]:
    """The names of all verbs that are meant: by name, or by their kind."""
    named = [one for one in reads if not isinstance(one, Kind)]
    return named + names_of(*(one for one in reads if isinstance(one, Kind)))


def counted(count: int, *, n: int) -> Figure:
    low, high = garwood(count)
    return Figure(float(count), low, high, n=n, k=count)


def share(k: int, *, n: int, otherwise: Reason) -> Figure:
    if not n:
        return Figure(None, reason=otherwise)
    low, high = wilson(k, n)
    return Figure(k / n, low, high, n=n, k=k)


def duration(waits: Survival, *, limit: float, otherwise: Reason) -> Figure:
    """The median of how long things take; ``more`` has p90 and the share within the limit with its interval."""
    if not waits.count:
        return Figure(None, reason=otherwise)
    low, high = waits.median_interval
    within, within_low, within_high = waits.within(limit)
    more = {
        "p90": waits.quantile(0.9),
        "within": within,
        "within_low": within_low,
        "within_high": within_high,
    }
    reason = "" if waits.median is not None else Reason.NOT_REACHED
    return Figure(waits.median, low, high, waits.count, waits.ended, reason, more, waits.drawn(STEPS_DRAWN))
