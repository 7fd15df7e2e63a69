"""Comparing: one KPI in every community that the reader may see, with what chance alone could make of it."""

from dataclasses import dataclass

from .figures import Figure
from .kpis import figure_of, in_order
from .questions import Question
from .scopes import Scope, names
from .showing import Shown

MOST = 100


@dataclass(frozen=True)
class Compared:
    """A community's figure. ``side`` is 1 or -1 where its whole interval lies above or below that of all, else 0."""

    key: int
    name: str
    shown: Shown
    side: int


def compared(asked: Question, name: str, *, by: str) -> tuple[list[Compared], Shown]:
    """All communities (at most 100), by name or by ``value``, and the figure of all together beside them."""
    kpi = in_order()[name]
    everything = Scope.of(f"communities.community/{key}" for key in asked.names)
    whole = Shown(name, kpi, figure_of(name, everything.stream, asked.day))
    rows = []
    for key, label in list(names(everything).items())[:MOST]:
        figure = figure_of(name, Scope((f"communities.community/{key}",)).stream, asked.day)
        rows.append(Compared(key, label, Shown(name, kpi, figure), _side(figure, whole.figure)))
    if by == "value":
        rows.sort(key=lambda row: (row.shown.figure.value is None, -(row.shown.figure.value or 0), row.name))
    return rows, whole


def _side(figure: Figure, whole: Figure) -> int:
    """Counts of a part are always below those of the whole: only shares and durations are set beside it."""
    if figure.low is None or whole.value is None or whole.low is None:
        return 0
    if whole.high is not None and figure.low > whole.high:
        return 1
    return -1 if figure.high is not None and figure.high < whole.low else 0
