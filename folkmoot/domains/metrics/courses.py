"""Courses: how a KPI went over a year, week by week, from what the worker has measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .figures import FIRST_DAY
from .kpis import in_order
from .models import Measurement
from .scopes import Scope

WEEKS = 53


def weeks_until(day: date) -> list[date]:
    """The last days (Sundays) of the weeks of a year that were over by this day, oldest first.

    All days of one week have the same course, so what is measured and drawn is bounded by weeks, not by askers.
    """
    last = day - timedelta(days=day.isoweekday() % 7)
    weeks = [last - timedelta(weeks=back) for back in range(WEEKS)]
    return [week for week in reversed(weeks) if week >= FIRST_DAY]


@dataclass(frozen=True)
class Course:
    """The measured weeks of one KPI, in order; ``is_complete`` if none is missing."""

    points: Sequence[Measurement]
    is_complete: bool

    @property
    def has_numbers(self) -> bool:
        return any(point.value is not None for point in self.points)


def courses_of(scope: Scope, day: date) -> dict[str, Course]:
    """The course of every KPI until this day: one statement."""
    weeks = weeks_until(day)
    measured = Measurement.objects.filter(scope=scope.key, day__in=weeks).order_by("day")
    kept: dict[tuple[str, int], list[Measurement]] = {}
    for point in measured:
        kept.setdefault((point.kpi, point.version), []).append(point)
    found = {name: kept.get((name, kpi.version), []) for name, kpi in in_order().items()}
    return {name: Course(points, len(points) == len(weeks)) for name, points in found.items()}


def is_outgrown(scope: Scope, day: date) -> bool:
    """Whether something arrived since that happened before one of these weeks was over."""
    return Measurement.objects.outgrown(scope).filter(day__in=weeks_until(day)).exists()
