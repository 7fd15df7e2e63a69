"""Galleries: the charts of a page, drawn before or asked for now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.kit.times import locale, percent

from . import tasks
from .courses import Course, courses_of, is_outgrown
from .models import Chart, Measurement
from .pictures import Picture, labelled, of_course, of_curve
from .questions import Question
from .showing import Shown, interval_of, written

#: A year that newer arrivals outgrew is counted anew, at most so often, in seconds.
PATIENCE = 60


@dataclass(frozen=True)
class Week:
    """One measured week in words."""

    point: Measurement
    value: str
    interval: str


@dataclass(frozen=True)
class Hung:
    """One chart. ``svg`` is empty while it is being drawn, or where a year holds no number."""

    shown: Shown
    title: str
    note: str
    svg: SafeString
    weeks: list[Week]
    is_awaited: bool


@dataclass(frozen=True)
class Gallery:
    """``is_waiting``: something is being counted or drawn; ``is_outgrown``: older things arrived since."""

    courses: list[Hung]
    curves: list[Hung]
    is_waiting: bool
    is_outgrown: bool


def gallery_of(asked: Question, shown: Iterable[Shown]) -> Gallery:
    """The year of these figures, and the curve of those that have one. What is missing is asked for."""
    shown = list(shown) if asked.scope.contexts else []
    found = courses_of(asked.scope, asked.day)
    courses = {one.name: _picture_of(one, found[one.name]) for one in shown}
    curves = {one.name: of_curve(one.figure) for one in shown if one.figure.curve and one.figure.k}
    wanted = [picture for picture in [*courses.values(), *curves.values()] if picture]
    drawn = dict(Chart.objects.filter(digest__in=[one.digest for one in wanted]).values_list("digest", "svg"))
    is_counting = not all(found[one.name].is_complete for one in shown)
    outgrown = not is_counting and is_outgrown(asked.scope, asked.day)
    missing = [picture for picture in wanted if picture.digest not in drawn]
    _ask(asked, missing, is_counting=is_counting, is_outgrown=outgrown)
    return Gallery(
        [_hang_course(one, found[one.name], courses[one.name], drawn) for one in shown],
        [_hang_curve(one, curves[one.name], drawn) for one in shown if one.name in curves],
        is_waiting=is_counting or bool(missing),
        is_outgrown=outgrown,
    )


def _ask(asked: Question, missing: list[Picture], *, is_counting: bool, is_outgrown: bool) -> None:
    if is_counting:
        tasks.ask_for_year(asked.scope, asked.day)
    elif is_outgrown:
        tasks.ask_for_year(asked.scope, asked.day, in_seconds=PATIENCE)
    for picture in missing:
        tasks.ask_for_drawing(picture)


def _picture_of(one: Shown, course: Course) -> Picture | None:
    return of_course(course, one.kpi.unit) if course.is_complete and course.has_numbers else None


def _hang_course(one: Shown, course: Course, picture: Picture | None, drawn: dict[str, str]) -> Hung:
    weeks = [_week(point, one) for point in course.points]
    numbers = [week for week in weeks if week.point.value is not None]
    trend = ""
    if numbers:
        trend = _("%(first)s on %(from)s, %(last)s on %(until)s") % {
            "first": numbers[0].value,
            "from": _day(numbers[0].point.day),
            "last": numbers[-1].value,
            "until": _day(numbers[-1].point.day),
        }
        weeks = weeks[weeks.index(numbers[0]) :]
    label = _("%(name)s, week by week: %(trend)s") % {"name": one.kpi.label, "trend": trend}
    return Hung(
        one,
        title=str(one.kpi.label),
        note=trend or (_("no number in this year") if course.is_complete else ""),
        svg=_svg(picture, drawn, label),
        weeks=weeks,
        is_awaited=not course.is_complete or (picture is not None and picture.digest not in drawn),
    )


def _day(on: date) -> str:
    return str(format_date(on, "medium", locale=locale()))


def _week(point: Measurement, one: Shown) -> Week:
    value = written(point.value, one.kpi.unit) or point.get_reason_display()
    return Week(point, value, interval_of(point.low, point.high, one.kpi.unit))


def _hang_curve(one: Shown, picture: Picture, drawn: dict[str, str]) -> Hung:
    within = percent(one.figure.more["within"] or 0)
    note = _("%(share)s are answered within 30 days; half: %(median)s") % {
        "share": within,
        "median": one.value,
    }
    label = _("Share of ideas answered after so many days. %(note)s") % {"note": note}
    return Hung(
        one,
        title=_("Answered after how many days"),
        note=note,
        svg=_svg(picture, drawn, label),
        weeks=[],
        is_awaited=picture.digest not in drawn,
    )


def _svg(picture: Picture | None, drawn: dict[str, str], label: str) -> SafeString:
    svg = drawn.get(picture.digest) if picture else None
    return labelled(svg, label) if svg else SafeString("")
