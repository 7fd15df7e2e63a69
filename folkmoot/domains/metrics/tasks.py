"""Counting and drawing, in the worker. What draws is loaded here only, when there is something to draw."""

from dataclasses import asdict
from datetime import date
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from folkmoot.kit import clock
from folkmoot.kit.jobs import defer_once

from . import actions
from .courses import courses_of, weeks_until
from .kpis import in_order
from .models import Chart
from .pictures import Picture, of_course
from .scopes import Scope, public

RETRY = RetryStrategy(max_attempts=4, exponential_wait=4)
#: One at a time: counting years for two askers at once helps neither.
LOCK = "metrics"


@app.task(name="metrics.count_and_draw", queue="default", lock=LOCK, retry=RETRY)
def count_and_draw(contexts: list[str], day: str) -> None:
    """The year until this day, for these communities: measured where it is not, then drawn."""
    scope, on = Scope.of(contexts), date.fromisoformat(day)
    actions.measure(scope, weeks_until(on))
    for name, course in courses_of(scope, on).items():
        if course.has_numbers:
            _draw(of_course(course, in_order()[name].unit))


@app.task(name="metrics.draw", queue="default", lock=LOCK, retry=RETRY)
def draw(picture: dict[str, Any]) -> None:
    """One picture whose numbers are known already."""
    _draw(Picture.from_json(picture))


def _draw(picture: Picture) -> None:
    from .drawing import draw as drawn  # noqa: PLC0415  (90 MB, and only where it draws)

    if not Chart.objects.filter(digest=picture.digest).exists():
        actions.keep_chart(picture.digest, drawn(picture))


@app.periodic(cron="23 0 * * *")
@app.task(name="metrics.every_night", queue="default", queueing_lock="metrics.every_night")
def every_night(timestamp: int) -> None:
    """The newest week of all that is public, together and each alone; and old drawings leave."""
    everything = public()
    if everything.contexts:
        for scope in {one.key: one for one in (everything, *everything.parts())}.values():
            ask_for_year(scope, clock.today())
    actions.forget_old_charts()


def ask_for_year(scope: Scope, day: date, *, in_seconds: int = 0) -> None:
    """Have the year until this day counted and drawn, if nobody asked for it already."""
    week = weeks_until(day)[-1].isoformat()
    lock = f"metrics/{scope.key}/{week}"
    if not _is_asked(lock):
        defer_once(count_and_draw, lock=lock, in_seconds=in_seconds, contexts=list(scope.contexts), day=week)


def ask_for_drawing(picture: Picture) -> None:
    """Have a picture drawn, if nobody asked for it already."""
    lock = f"metrics/{picture.digest}"
    if not _is_asked(lock):
        defer_once(draw, lock=lock, picture=asdict(picture))


def _is_asked(lock: str) -> bool:
    """Whether it waits or is being done. The queue's own lock knows only what waits, and says no in the log."""
    waiting = ProcrastinateJob.objects.filter(queueing_lock=lock, status__in=["todo", "doing"])
    return waiting.exists()
