"""Doors for programs: the figures, each with its interval and its formula, its course, and what stands behind it."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from folkmoot.kit import clock
from folkmoot.kit.cursors import MOST
from folkmoot.kit.shapes import Closed, May, may_of
from folkmoot.kit.sparse import wants

from . import actions, rules
from .courses import courses_of
from .drilling import lines_of
from .figures import FIRST_DAY
from .kpis import in_order, items_of
from .questions import COMMUNITY
from .scopes import Scope, seen_by
from .showing import Shown, shown
from .targets import aim_of, aims_of

router = Router(tags=["numbers"])


class TargetShape(Schema):
    """What is aimed at until a day, and where the figure stands; a share is written as 0 to 1."""

    value: float
    by_day: date
    standing: str


class FigureShape(Schema):
    """``low`` and ``high`` are the interval (95%). ``k`` of ``n`` things stand behind the value; without a value,
    ``reason`` says why. ``version`` is that of the formula."""

    name: str
    label: str
    meaning: str
    formula: str
    version: int
    unit: str
    direction: str
    day: date
    value: float | None
    low: float | None
    high: float | None
    k: int
    n: int
    reason: str
    target: TargetShape | None = None
    may: dict[str, May] = {}


class FigureSheet(Schema):
    items: list[FigureShape]
    next: str


class PointShape(Schema):
    day: date
    value: float | None
    low: float | None
    high: float | None
    k: int
    n: int
    reason: str


class PointSheet(Schema):
    items: list[PointShape]
    next: str


class BehindShape(Schema):
    """One of the ``n`` things behind a figure; ``is_counted``: it is one of the ``k``."""

    thing: str
    name: str
    at: datetime
    value: float | None
    day: str
    is_counted: bool
    url: str


class BehindSheet(Schema):
    items: list[BehindShape]
    next: str


class Of(Schema):
    """Of which community (its key; 0: all that you may see), as known at the end of which day (today)."""

    community: int = Field(0, ge=0, lt=2**63)
    day: date | None = None


class OfSheet(Of):
    cursor: str = Field("", pattern=r"^[0-9]{0,9}$")
    limit: int = Field(20, ge=1, le=MOST)


class Aim(Closed):
    """Without a value the target is given up; a share is written as 0 to 1."""

    community: int = Field(0, ge=0, lt=2**63)
    value: float | None = Field(None, ge=0, le=1e12)
    by_day: date | None = None


def _scope(request: HttpRequest, community: int) -> Scope:
    """Http404 for a community that this person does not see."""
    everything = seen_by(request.user)
    if not community:
        return everything
    if f"{COMMUNITY}{community}" not in everything.contexts:
        raise Http404
    return Scope((f"{COMMUNITY}{community}",))


def _day(asked: date | None) -> date:
    """A day that has not come, or is too long ago, is no day of which anything is known."""
    day = asked or clock.today()
    if not FIRST_DAY <= day <= clock.today():
        raise Http404
    return day


def _known(name: str) -> str:
    if name not in in_order():
        raise Http404
    return name


def _context(community: int) -> str:
    return f"{COMMUNITY}{community}" if community else ""


def _figures(request: HttpRequest, names: list[str], of: Of) -> list[dict[str, Any]]:
    scope, day = _scope(request, of.community), _day(of.day)
    context = _context(of.community)
    targets = aims_of(context) if wants(request, "target") else {}
    may = may_of(aim=rules.may_aim(request.user, context)) if wants(request, "may") else {}
    return [
        _figure(one, day) | {"may": may, "target": _target(one, targets.get(one.name))}
        for one in shown(names, scope.stream, day).values()
    ]


def _figure(one: Shown, day: date) -> dict[str, Any]:
    kpi, figure = one.kpi, one.figure
    words = {name: str(getattr(kpi, name)) for name in ("label", "meaning", "formula")}
    numbers = {name: getattr(figure, name) for name in ("value", "low", "high", "k", "n", "reason")}
    more = {"version": kpi.version, "unit": kpi.unit.value, "direction": kpi.direction.value}
    return {"name": one.name, "day": day, **words, **more, **numbers}


def _target(one: Shown, target: Any) -> dict[str, object] | None:
    if target is None:
        return None
    aim = aim_of(target, one.kpi, one.figure, today=clock.today())
    return {"value": aim.value, "by_day": aim.by_day, "standing": str(aim.mark.word)}


@router.get("/numbers/", response=FigureSheet, url_name="numbers")
def read_numbers(request: HttpRequest, of: Query[Of]) -> dict[str, object]:
    """All figures, computed now from the stream. One sheet."""
    return {"items": _figures(request, list(in_order()), of), "next": ""}


@router.get("/numbers/{slug:name}/", response=FigureShape, url_name="number")
def read_number(request: HttpRequest, name: str, of: Query[Of]) -> dict[str, Any]:
    """One figure."""
    return _figures(request, [_known(name)], of)[0]


@router.get("/numbers/{slug:name}/series/", response=PointSheet, url_name="series")
def read_series(request: HttpRequest, name: str, of: Query[Of]) -> dict[str, object]:
    """How it went, week by week over a year, as far as it is measured. One sheet, the oldest first."""
    course = courses_of(_scope(request, of.community), _day(of.day))[_known(name)]
    return {"items": list(course.points), "next": ""}


@router.get("/numbers/{slug:name}/items/", response=BehindSheet, url_name="number_items")
def read_number_items(request: HttpRequest, name: str, of: Query[OfSheet]) -> dict[str, object]:
    """What stands behind it, thing by thing."""
    scope, day, after = _scope(request, of.community), _day(of.day), int(of.cursor or 0)
    one = shown([_known(name)], scope.stream, day)[name]
    found = items_of(name, scope.stream, day, most=of.limit + 1, after=after)
    lines = lines_of(found[: of.limit], one, request.user)
    items = [
        {
            "thing": line.item.ref,
            "name": line.name,
            "at": line.item.at,
            "value": line.item.value,
            "day": line.item.day,
            "is_counted": line.item.is_counted,
            "url": line.path,
        }
        for line in lines
    ]
    return {"items": items, "next": str(after + of.limit) if len(found) > of.limit else ""}


@router.put("/numbers/{slug:name}/target/", response=FigureShape, url_name="aim")
def aim_number(request: HttpRequest, name: str, aim: Aim) -> dict[str, Any]:
    """Aim at a value until a day; for whoever steers the community, or the house."""
    _scope(request, aim.community)
    context = _context(aim.community)
    actions.aim(_known(name), by=request.user, context=context, value=aim.value, by_day=aim.by_day)
    return read_number(request, name, Of(community=aim.community))
