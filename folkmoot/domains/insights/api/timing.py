"""The calendar of the organisation, and the reply clock of a community."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema
from ninja.params.functions import Path

from folkmoot.domains.communities.models import Community
from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.models import (
    DAYS_TO_ANSWER,
    DAYS_TO_ESCALATION,
    FreeDay,
    ReplyTerms,
)
from folkmoot.domains.insights.working import proposed_day, working_days
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit import clock
from folkmoot.kit.bearers import Token
from folkmoot.kit.cursors import MOST
from folkmoot.kit.shapes import NO_NUL, SLUG, Closed, Key, Named

from .shapes import router, with_office

SlugInPath = Annotated[str, Path(pattern=SLUG)]
Weekday = Annotated[int, Field(ge=0, le=6)]
MOST_DAYS = 400


class DayShape(Schema):
    """``source`` is the country whose holiday it is (ISO 3166), or ``own``."""

    id: int
    on: date
    name: str
    source: str


class DaySheet(Schema):
    items: list[DayShape]
    next: str


class DaysAsked(Schema):
    """Up to ``limit`` days from ``cursor`` on; without it, from today."""

    cursor: str = Field("", pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")
    limit: int = Field(20, ge=1, le=MOST)


class NewDay(Closed):
    on: date
    name: str = Field("", max_length=120, pattern=NO_NUL)


class NewDays(Closed):
    days: list[NewDay] = Field(min_length=1, max_length=MOST_DAYS)


class Holidays(Closed):
    """``country`` by its code (ISO 3166), ``part`` such as BY, or empty for all of it."""

    country: str = Field(pattern="^[A-Z]{2}$")
    part: str = Field("", max_length=12, pattern="^[A-Za-z0-9]*$")
    year: int = Field(ge=2000, le=9000)


class AddedShape(Schema):
    """How many days are new."""

    added: int


class WeekShape(Schema):
    """The weekdays on which nobody works; 0 is Monday."""

    weekdays: list[int]


class NewWeek(Closed):
    weekdays: list[Weekday] = Field(max_length=6)


class ClockShape(Schema):
    """In working days. ``proposed`` is by when an insight that is given today is answered; without ``escalates_to``,
    the managers are told."""

    days_to_answer: int
    days_to_escalation: int
    escalates_to: Named | None
    proposed: date


class NewClock(Closed):
    """``escalates_to`` is the key of a manager or a decision owner."""

    days_to_answer: int = Field(DAYS_TO_ANSWER, ge=1, le=250)
    days_to_escalation: int = Field(DAYS_TO_ESCALATION, ge=1, le=250)
    escalates_to: Key | None = None


@router.get("/calendar/", response=DaySheet, url_name="calendar", auth=Token())
def read_calendar(request: SignedInRequest, asked: Query[DaysAsked]) -> dict[str, object]:
    """The dates to come on which nobody works; for managers and administrators."""
    rules.may_free(request.user).insist()
    days = FreeDay.objects.filter(on__gte=_day(asked.cursor) or clock.today())
    found = list(days.order_by("on")[: asked.limit + 1])
    after = found[asked.limit].on.isoformat() if len(found) > asked.limit else ""  # type: ignore[union-attr]
    return {"items": found[: asked.limit], "next": after}


@router.post("/calendar/", response=AddedShape, url_name="calendar")
def free_days(request: SignedInRequest, new: NewDays) -> dict[str, int]:
    """Add days of your own, each with its name. What is free already stays as it is."""
    return {"added": actions.free([(day.on, day.name) for day in new.days], by=request.user)}


@router.post("/calendar/fill/", response=AddedShape, url_name="fill_calendar")
def fill_calendar(request: SignedInRequest, asked: Holidays) -> dict[str, int]:
    """Add the public holidays of a country."""
    return {"added": actions.fill(by=request.user, **asked.dict())}


@router.get("/calendar/week/", response=WeekShape, url_name="week", auth=Token())
def read_week(request: SignedInRequest) -> dict[str, list[int]]:
    """On which weekdays nobody works."""
    rules.may_week(request.user).insist()
    return {"weekdays": sorted(working_days().weekdays & set(range(7)))}


@router.put("/calendar/week/", response=WeekShape, url_name="week")
def set_week(request: SignedInRequest, new: NewWeek) -> dict[str, list[int]]:
    """Nobody works on these weekdays from now on."""
    actions.week(new.weekdays, by=request.user)
    return read_week(request)


@router.delete("/calendar/{int:pk}/", response={204: None}, url_name="free_day")
def unfree_day(request: SignedInRequest, pk: int) -> None:
    """This day is worked on."""
    rules.may_unfree(request.user).insist()
    actions.unfree(get_object_or_404(FreeDay, pk=pk, on__isnull=False), by=request.user)


@router.get("/communities/{slug:slug}/clock/", response=ClockShape, url_name="clock", auth=Token())
def read_clock(request: SignedInRequest, slug: SlugInPath) -> dict[str, Any]:
    """How fast this community is answered, and who is told when it is not; for its managers."""
    community = _community(request, slug)
    rules.may_set_clock(request.user, community).insist()
    kept = ReplyTerms.objects.filter(community=community).select_related("escalates_to").first()
    terms = kept or ReplyTerms(community=community)
    return {
        "days_to_answer": terms.days_to_answer,
        "days_to_escalation": terms.days_to_escalation,
        "escalates_to": terms.escalates_to,
        "proposed": proposed_day(community.pk),
    }


@router.put("/communities/{slug:slug}/clock/", response=ClockShape, url_name="clock")
def set_clock(request: SignedInRequest, slug: SlugInPath, new: NewClock) -> dict[str, Any]:
    """The clock runs by this from now on."""
    community = _community(request, slug)
    rules.may_set_clock(request.user, community).insist()
    told = with_office(community.pk, new.escalates_to) if new.escalates_to else None
    days = {"days_to_answer": new.days_to_answer, "days_to_escalation": new.days_to_escalation}
    actions.set_clock(community, by=request.user, escalates_to=told, **days)
    return read_clock(request, slug)


def _community(request: SignedInRequest, slug: str) -> Community:
    return get_object_or_404(Community.objects.visible_to(request.user), slug=slug)


def _day(cursor: str) -> date | None:
    """Http404 for a day that no calendar has."""
    if not cursor:
        return None
    try:
        return date.fromisoformat(cursor)
    except ValueError:
        raise Http404("no such day") from None
