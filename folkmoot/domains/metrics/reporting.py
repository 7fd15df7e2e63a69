"""The report of a month: where the five figures stand, what moved for sure, and what may be said of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from .figures import FIRST_DAY
from .kpis import Direction, in_order
from .questions import Question
from .scopes import Scope
from .showing import Shown, shown
from .targets import Aim, aim_of, aims_of


@dataclass(frozen=True)
class Moved:
    """A figure at the end of the month and of the month before. ``change`` is 1 or -1 only where the two intervals do
    not overlap: a move that chance could have made is no move."""

    now: Shown
    before: Shown
    aim: Aim | None

    @property
    def change(self) -> int:
        now, before = self.now.figure, self.before.figure
        if now.value is None or before.value is None or now.low is None or before.low is None:
            return 0
        if before.high is not None and now.low > before.high:
            return 1
        return -1 if now.high is not None and now.high < before.low else 0

    @property
    def is_better(self) -> bool:
        return (self.change > 0) == (self.now.kpi.direction == Direction.MORE)


@dataclass(frozen=True)
class Period:
    """What the slot ``metrics.report.below`` is asked about: the contexts of a scope, from one day through another."""

    scope: Scope
    first: date
    until: date


@dataclass(frozen=True)
class Report:
    """``first`` and ``last`` are the days of the month; ``until`` is the last that has come."""

    first: date
    last: date
    until: date
    figures: list[Moved]

    @property
    def is_over(self) -> bool:
        return self.until == self.last

    @property
    def sentences(self) -> list[str]:
        """What happened, in sentences that each rest on one figure: none for a change that chance could have made."""
        said = [_sentence(one) for one in self.figures if one.change]
        return said or [_("No figure moved further than chance alone could have moved it.")]


def _sentence(one: Moved) -> str:
    words = {
        "what": str(one.now.kpi.label),
        "before": one.before.value,
        "now": one.now.value,
        "interval": one.now.interval,
    }
    if one.is_better:
        return _("%(what)s got better: from %(before)s to %(now)s (95%%: %(interval)s).") % words
    return _("%(what)s got worse: from %(before)s to %(now)s (95%%: %(interval)s).") % words


def month_of(words: str, *, today: date) -> date:
    """The first day of a month written like 2026-10; else, or if it has not come, of the last month that is over."""
    try:
        year, month = words.split("-")
        first = date(int(year), int(month), 1)
    except ValueError:
        first = date.max
    last_over = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    return first if FIRST_DAY <= first <= today else last_over


def report_of(asked: Question, first: date, *, today: date) -> Report:
    """The report of the month that begins on this day, as known at its end (or today)."""
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    until = min(last, today)
    now, before = (shown(in_order(), asked.scope.stream, day) for day in (until, first - timedelta(days=1)))
    aims = aims_of(asked.context)
    figures = [
        Moved(
            now[name],
            before[name],
            aim_of(aims[name], now[name].kpi, now[name].figure, today=today) if name in aims else None,
        )
        for name in in_order()
    ]
    return Report(first, last, until, figures)
