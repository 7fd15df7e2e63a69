"""What the worker writes down: measurements of past days, and drawings; and what people aim at."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Min, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import record
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref

from . import activities, rules
from .figures import Figure, end_of
from .kpis import Unit, figure_of, in_order
from .models import Chart, Measurement, Target
from .scopes import Scope

#: Numbers of activities are drawn before they are committed: younger ones may still be outrun by smaller numbers.
SETTLED_AFTER = timedelta(minutes=5)
_WHICH = ["scope", "kpi", "version", "day"]
_WHAT = ["value", "low", "high", "n", "k", "reason", "until", "heard_until", "measured_at"]
CHARTS_KEPT = timedelta(days=30)


def measure(scope: Scope, days: Iterable[date]) -> int:
    """Measure every KPI on those of these days that are not measured yet, or that the stream has outgrown.

    Returns how many numbers were made. May be run twice.
    """
    days = list(days)
    heard_until = _heard_until()
    begins = scope.stream.aggregate(first=Min("happened_at"))["first"]
    done = 0
    for name in in_order():
        figures = _figures(scope, name, _to_do(scope, name, days), begins=begins)
        made = [_measured(scope, name, day, one, heard_until) for day, one in figures.items()]
        Measurement.objects.bulk_create(
            made, update_conflicts=True, unique_fields=_WHICH, update_fields=_WHAT
        )
        done += len(made)
    _confirm(scope, days, heard_until=heard_until)
    return done


def _figures(scope: Scope, name: str, days: list[date], *, begins: datetime | None) -> dict[date, Figure]:
    """The figure of each day. All days before anything happened have the same one: it is asked for once."""
    empty = [day for day in days if begins is None or end_of(day) <= begins]
    figures = {day: figure_of(name, scope.stream, day) for day in days if day not in empty}
    if empty:
        figures |= dict.fromkeys(empty, figure_of(name, scope.stream, empty[0]))
    return figures


def _heard_until() -> int:
    """Up to here no activity can be missing: it is older than any transaction, or all smaller numbers are there."""
    settled = Activity.objects.filter(recorded_at__lt=timezone.now() - SETTLED_AFTER).aggregate(
        newest=Max("id")
    )
    last: int = settled["newest"] or 0
    row = Window(RowNumber(), order_by="id")
    young = Activity.objects.filter(id__gt=last).annotate(row=row).filter(id=F("row") + last)
    return max(young.values_list("id", flat=True), default=last)


def _to_do(scope: Scope, name: str, days: list[date]) -> list[date]:
    kept = Measurement.objects.filter(
        scope=scope.key, kpi=name, version=in_order()[name].version, day__in=days
    )
    outgrown = set(kept.outgrown(scope).values_list("day", flat=True))
    known = set(kept.values_list("day", flat=True))
    return [day for day in days if day not in known or day in outgrown]


def _measured(scope: Scope, name: str, day: date, figure: Figure, heard_until: int) -> Measurement:
    return Measurement(
        scope=scope.key,
        kpi=name,
        version=in_order()[name].version,
        day=day,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        n=figure.n,
        k=figure.k,
        reason=figure.reason,
        until=end_of(day),
        heard_until=heard_until,
    )


@transaction.atomic
def _confirm(scope: Scope, days: list[date], *, heard_until: int) -> None:
    """What nothing has outgrown holds until here, so that the next look has less to look through."""
    kept = Measurement.objects.filter(scope=scope.key, day__in=days, heard_until__lt=heard_until)
    outgrown = kept.outgrown(scope).values_list("pk", flat=True)
    kept.exclude(pk__in=list(outgrown)).update(heard_until=heard_until)


def keep_chart(digest: str, svg: str) -> None:
    Chart.objects.update_or_create(digest=digest, defaults={"svg": svg, "drawn_at": clock.now()})


def forget_old_charts() -> int:
    """Remove drawings that are older than a month: whoever asks again has them drawn again."""
    return Chart.objects.filter(drawn_at__lt=clock.now() - CHARTS_KEPT).delete()[0]


@transaction.atomic
def aim(name: str, *, by: Any, context: str, value: float | None, by_day: date | None) -> Target:
    """Aim at this value of a KPI until a day, in a community or (an empty context) in the house; None gives it up.

    A share is written as 0 to 1.
    """
    rules.may_aim(by, context).insist()
    kpi = in_order()[name]
    if value is not None and kpi.unit == Unit.SHARE and value > 1:
        raise Refused(_("A share is at most 100%."))
    if value is not None and (by_day is None or by_day < clock.today()):
        raise Refused(_("A target has a day that is still to come."))
    target = Target.objects.create(
        context=context,
        kpi=name,
        value=value,
        by_day=by_day if value is not None else None,
        set_by=ref(by),
    )
    record(activities.AIMED, actor=by, object=target, context=context, kpi=name, value=value)
    return target


@transaction.atomic
def aim_first(targets: Mapping[str, Mapping[str, Any]], *, by: Any, since: datetime) -> int:
    """Aim at these values by contexts and KPIs, where nobody has said anything of them since; returns how many.

    May be run twice. What is refused, such as a day that has passed, is left out.
    """
    done = 0
    for context, name, wish in [
        (place, kpi, one) for place, them in targets.items() for kpi, one in them.items()
    ]:
        said = Target.objects.filter(context=context, kpi=name, set_at__gte=since)
        if name not in in_order() or said.exists():
            continue
        with suppress(Refused):
            aim(name, by=by, context=context, value=wish["value"], by_day=date.fromisoformat(wish["by_day"]))
            done += 1
    return done
