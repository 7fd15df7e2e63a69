"""Exports: numbers as CSV, with everything that is needed to check them."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from .comparing import Compared
from .courses import courses_of
from .figures import Figure
from .kpis import items_of
from .questions import Question
from .showing import Shown

HEAD = ["kpi", "version", "unit", "scope", "day", "value", "low", "high", "n", "k", "reason"]
MOST_ITEMS = 50_000  # rows of a file of items: some 4 MB


def csv_of(asked: Question, one: Shown) -> str:
    """The weeks that are measured, then the day asked. Empty cells where there is no number."""
    first = _first(asked, one)
    rows: list[list[Any]] = []
    for point in courses_of(asked.scope, asked.day)[one.name].points:
        if point.day != asked.day:
            numbers = [point.value, point.low, point.high, point.n, point.k, point.reason]
            rows.append([*first, point.day, *numbers])
    return _written(HEAD, [*rows, _row(asked, one)])


def csv_of_all(asked: Question, figures: Iterable[Shown]) -> str:
    """Every KPI on the day asked."""
    return _written(HEAD, [_row(asked, one) for one in figures])


def csv_of_items(asked: Question, one: Shown) -> str:
    """What stands behind a figure, by refs: at most 50,000. No names, for those may change and go."""
    items = items_of(one.name, asked.scope.stream, asked.day, most=MOST_ITEMS)
    head = ["kpi", "version", "day", "ref", "at", "actor", "value", "due_on", "is_counted"]
    rows = [
        [one.name, one.kpi.version, asked.day, item.ref, item.at.isoformat(), item.actor]
        + [item.value, item.day, int(item.is_counted)]
        for item in items
    ]
    return _written(head, rows)


def csv_of_compared(asked: Question, rows: Iterable[Compared]) -> str:
    """One row for each community."""
    return _written(
        HEAD,
        [
            [row.shown.name, row.shown.kpi.version, str(row.shown.kpi.unit)]
            + [f"communities.community/{row.key}", asked.day, *_numbers(row.shown.figure)]
            for row in rows
        ],
    )


def _first(asked: Question, one: Shown) -> list[Any]:
    return [one.name, one.kpi.version, str(one.kpi.unit), asked.scope.key]


def _row(asked: Question, one: Shown) -> list[Any]:
    return [*_first(asked, one), asked.day, *_numbers(one.figure)]


def _numbers(figure: Figure) -> list[Any]:
    return [figure.value, figure.low, figure.high, figure.n, figure.k, str(figure.reason)]


def _written(head: list[str], rows: Iterable[list[Any]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()
