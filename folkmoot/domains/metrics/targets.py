"""Targets: what is aimed at, and how far a figure is from it, in words that the interval allows."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from folkmoot.kit.states import Mark

from .figures import Figure
from .kpis import Direction, Kpi
from .models import Target


@dataclass(frozen=True)
class Aim:
    """A target beside its figure."""

    value: float
    by_day: date
    mark: Mark


def aims_of(context: str) -> dict[str, Target]:
    """The targets of a community, or (empty) of the house, by KPI."""
    return {one.kpi: one for one in Target.objects.now(context)}


def aim_of(target: Target, kpi: type[Kpi], figure: Figure, *, today: date) -> Aim:
    """The target and where the figure stands."""
    assert target.value is not None
    assert target.by_day is not None
    return Aim(target.value, target.by_day, _mark(target.value, kpi.direction, figure, target.by_day < today))


def _mark(value: float, direction: Direction, figure: Figure, is_past: bool) -> Mark:
    """Reached for sure only where the whole interval lies on the right side."""
    low, point, high = figure.low, figure.value, figure.high
    if point is None:
        return Mark("", "info", _("no number yet"))
    is_more = direction == Direction.MORE
    worst = low if is_more else high
    if worst is not None and (worst >= value if is_more else worst <= value):
        return Mark("yes", "check", _("reached"))
    if point >= value if is_more else point <= value:
        return Mark("open", "check", _("reached, within chance"))
    return Mark("late", "flag", _("missed")) if is_past else Mark("wait", "clock", _("not yet"))
