"""Pictures: what a chart shows, as plain data. The worker draws it; its digest is the name of the drawing."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .courses import Course
from .figures import Figure
from .kpis import Unit

#: A change of how pictures are drawn is a new number: all charts are drawn anew.
DRAWING = 3
Row = tuple[str | float, float | None, float | None, float | None]


@dataclass(frozen=True)
class Picture:
    """``kind`` is course (x is an ISO day) or curve (x is a number of days); rows are x, value, low, high."""

    kind: str
    unit: str
    rows: tuple[Row, ...]

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps([DRAWING, asdict(self)]).encode()).hexdigest()

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> "Picture":
        """The picture from the arguments of a job."""
        return cls(given["kind"], given["unit"], tuple(_row(row) for row in given["rows"]))


def _row(row: list[Any]) -> Row:
    x, value, low, high = row
    return x, value, low, high


def of_course(course: Course, unit: Unit) -> Picture:
    rows = tuple((p.day.isoformat(), _short(p.value), _short(p.low), _short(p.high)) for p in course.points)
    return Picture("course", str(unit), rows)


def of_curve(figure: Figure) -> Picture:
    """What share was answered after how many days: the curve of Kaplan and Meier, turned up."""
    rows = tuple(
        (round(s.at, 3), _short(1 - s.waiting), _short(1 - s.high), _short(1 - s.low)) for s in figure.curve
    )
    return Picture("curve", str(Unit.SHARE), rows)


def _short(value: float | None) -> float | None:
    """Five digits: more than a drawing can show, and the same on every machine."""
    return None if value is None else float(f"{value:.5g}")


def labelled(svg: str, label: str) -> SafeString:
    """The stored drawing with its description, as it goes into a page. ``svg`` comes from the worker, sanitised."""
    return mark_safe(format_html('<svg role="img" aria-label="{}"', label) + svg.removeprefix("<svg"))
