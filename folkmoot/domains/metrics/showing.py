"""Showing: a figure as people read it, in the words and digits of its unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import EmptyResultSet
from django.utils.translation import gettext as _

from folkmoot.activity.keeping import recent, remember
from folkmoot.activity.models import ActivityQuerySet
from folkmoot.kit.times import number, percent
from folkmoot.kit.together import rows_of

from .figures import Figure, Reason
from .kpis import Kpi, Unit, figure_of, in_order


@dataclass(frozen=True)
class Shown:
    """One KPI with its figure, and both in words."""

    name: str
    kpi: type[Kpi]
    figure: Figure

    @property
    def id(self) -> str:
        """By which a number is told apart wherever it stands: the KPI and its version."""
        return f"{self.name}/{self.kpi.version}"

    def in_words(self, value: float) -> str:
        """Another value of the same number: its target."""
        return written(value, self.kpi.unit)

    @property
    def value(self) -> str:
        if self.figure.reason == Reason.NOT_REACHED:
            return _("not reached")
        return "–" if self.figure.value is None else written(self.figure.value, self.kpi.unit)

    @property
    def interval(self) -> str:
        """The interval in words; why there is no number, where there is none."""
        figure = self.figure
        if figure.value is None and figure.reason != Reason.NOT_REACHED:
            return str(Reason(figure.reason).label)
        return interval_of(figure.low, figure.high, self.kpi.unit)

    @property
    def basis(self) -> str:
        """What stands behind it; empty where nothing does."""
        figure = self.figure
        is_empty = figure.value is None and not figure.n
        return "" if is_empty else str(self.kpi.basis) % {"k": number(figure.k), "n": number(figure.n)}

    @property
    def further(self) -> list[str]:
        """What else is known of how long things take."""
        more = self.figure.more
        if not more or not self.figure.k:
            return []
        p90, interval = more["p90"], interval_of(more["within_low"], more["within_high"], Unit.SHARE)
        slow = _("90%% within %(days)s days") % {"days": written(p90, Unit.DAYS)} if p90 is not None else ""
        within = _("%(share)s within 30 days") % {"share": percent(more["within"] or 0)}
        return [slow or _("90%: not reached"), f"{within} ({interval})" if interval else within]

    @property
    def most(self) -> float:
        """The right end of the scale on which the interval is drawn."""
        if self.kpi.unit == Unit.SHARE:
            return 1.0
        ends = (self.figure.value, self.figure.low, self.figure.high)
        return max([1.0, *(end * 1.1 for end in ends if end)])

    @property
    def drawn_high(self) -> float | None:
        """Where the drawn interval ends: an upper end that is not reached goes on to the edge."""
        is_open = self.figure.high is None and self.figure.low is not None
        return self.most if is_open else self.figure.high


def shown(names: Iterable[str], stream: ActivityQuerySet, day: date) -> dict[str, Shown]:
    """These KPIs over a part of the stream, as known at the end of a day, by name.

    Computed from all that happened, which at fifty thousand ideas takes a second: once, until something happens.
    """
    names = tuple(names)
    (last,) = rows_of([recent()])

    def compute() -> dict[str, Figure]:
        return {name: figure_of(name, stream, day) for name in names}

    figures = remember((names, _words_of(stream), day), last, compute)
    return {name: Shown(name, in_order()[name], figures[name]) for name in names}


def _words_of(stream: ActivityQuerySet) -> str:
    """Which part of the stream it is: the same words, the same part."""
    try:
        return str(stream.query)
    except EmptyResultSet:
        return ""


def written(value: float | None, unit: str) -> str:
    """A number of this unit as text; empty for None."""
    if value is None:
        return ""
    if unit == Unit.SHARE:
        return percent(value)
    return number(round(value, 1 if unit == Unit.DAYS and value < 20 else 0))


def interval_of(low: float | None, high: float | None, unit: str) -> str:
    if low is None and high is None:
        return ""
    if high is None:
        return _("%(low)s or more") % {"low": written(low, unit)}
    return _("%(low)s to %(high)s") % {"low": written(low, unit), "high": written(high, unit)}
