"""Exports: a KPI as CSV, with everything that is needed to check it."""

import csv
from io import StringIO

from .courses import courses_of
from .questions import Question
from .showing import Shown

HEAD = ["kpi", "version", "unit", "scope", "day", "value", "low", "high", "n", "k", "reason"]


def csv_of(asked: Question, one: Shown) -> str:
    """The weeks that are measured, then the day asked. Empty cells where there is no number."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    first = [one.name, one.kpi.version, str(one.kpi.unit), asked.scope.key]
    for point in courses_of(asked.scope, asked.day)[one.name].points:
        if point.day != asked.day:
            numbers = [point.value, point.low, point.high, point.n, point.k, point.reason]
            writer.writerow([*first, point.day, *numbers])
    figure = one.figure
    writer.writerow(
        [*first, asked.day, figure.value, figure.low, figure.high, figure.n, figure.k, str(figure.reason)]
    )
    return text.getvalue()
