"""Programmes: the shelf of playbooks, one of them to be read and used, and what was set up."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status
from ninja.params.functions import Path

from folkmoot.domains.communities import actions, rules
from folkmoot.domains.communities.models import Programme
from folkmoot.domains.communities.plans import Draft
from folkmoot.domains.communities.playbooks import Office, Playbook, in_order
from folkmoot.domains.communities.showing import Door, Seat, Shown, Step, shown
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.bearers import Token
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import NO_NUL, SLUG, SOME_WORDS, Closed, May, Words, may_of

from .routing import router

NameInPath = Annotated[str, Path(pattern=SLUG)]
#: Whether it is one, the action says: in words, for each office.
Address = Annotated[str, Field(max_length=254, pattern=NO_NUL)]
MOST_PARTS = 20


class PlaybookShape(Schema):
    """``days`` is how long it usually takes."""

    name: str
    version: int
    label: Words
    objective: Words
    days: int


class PlaybookSheet(Schema):
    items: list[PlaybookShape]
    next: str


class PlaceShape(Schema):
    """A community that it founds; ``joining`` is how it is meant to be joined, once its door is opened."""

    key: str
    name: Words
    summary: Words
    joining: str


class OfficeShape(Schema):
    """A role to be filled in ``places``, and what whoever has it answers for."""

    key: str
    label: Words
    role: str
    places: list[str]
    answers_for: Words


class PhaseShape(Schema):
    """``gate`` is what ends it; ``by_hand`` what is done there without a page of Folkmoot."""

    name: Words
    work: Words
    gate: Words
    days: int
    by_hand: Words


class GoalShape(Schema):
    """A value to aim at by a number, so many days after it was set up; a share is 0 to 1."""

    number: str
    value: float
    days: int
    places: list[str]


class WholePlaybookShape(PlaybookShape):
    places: list[PlaceShape]
    offices: list[OfficeShape]
    phases: list[PhaseShape]
    goals: list[GoalShape]
    guard_rails: list[Words]
    reports: list[Words]


class NewPlace(Closed):
    """``key`` is that of a place in the playbook."""

    key: str = Field(max_length=60, pattern=SLUG)
    name: str = Field(max_length=120, pattern=SOME_WORDS)
    summary: str = Field("", max_length=600, pattern=NO_NUL)


class NewProgramme(Closed):
    """``offices`` names an address by the key of an office, ``targets`` a value by a number; both may be left out."""

    playbook: str = Field(max_length=60, pattern=SLUG)
    title: str = Field(max_length=120, pattern=SOME_WORDS)
    communities: list[NewPlace] = Field(min_length=1, max_length=MOST_PARTS)
    offices: dict[str, Address] = Field({}, max_length=MOST_PARTS)
    targets: dict[str, float] = Field({}, max_length=MOST_PARTS)


class NewTitle(Closed):
    """``after`` is the ``edit_number`` that you saw."""

    title: str = Field(max_length=120, pattern=SOME_WORDS)
    after: int | None = None


class ProgrammeLine(Schema):
    """``edit_number`` is what ``after`` asks for when you rename it."""

    id: int
    title: str
    playbook: str
    version: int
    set_up_at: datetime
    edit_number: int
    url: str = Field(alias="get_absolute_url")


class ProgrammeSheet(Schema):
    items: list[ProgrammeLine]
    next: str


class DoorShape(Schema):
    """A community of the programme: whether its door is open, and whether it is meant to be."""

    slug: str
    name: str
    is_open: bool
    is_meant_open: bool
    may: dict[str, May]


class SeatShape(Schema):
    """Who has a role in one community; nobody, perhaps."""

    community: str
    names: list[str]


class AppointedShape(Schema):
    key: str
    label: Words
    role: str
    answers_for: Words
    seats: list[SeatShape]


class StepOfProgramme(PhaseShape):
    """A phase by the calendar."""

    begins: date
    ends: date
    is_now: bool


class AimShape(Schema):
    """What was aimed at on the day of the set-up, in words."""

    label: Words
    value: str
    by_day: date


class ProgrammeShape(ProgrammeLine):
    """``newer`` is the version that is shipped, if it is newer than the one that was used, else 0; ``changes`` says
    what is not as the playbook had it."""

    newer: int
    communities: list[DoorShape]
    offices: list[AppointedShape]
    phases: list[StepOfProgramme]
    targets: list[AimShape]
    guard_rails: list[Words]
    reports: list[Words]
    changes: list[str]
    may: dict[str, May]


@router.get("/playbooks/", response=PlaybookSheet, url_name="playbooks", auth=Token())
def read_playbooks(request: SignedInRequest) -> dict[str, object]:
    """Ways to run a programme; for administrators. One sheet."""
    rules.may_found(request.user).insist()
    return {"items": [_line(one) for one in in_order().values()], "next": ""}


@router.get("/playbooks/{slug:name}/", response=WholePlaybookShape, url_name="playbook", auth=Token())
def read_playbook(request: SignedInRequest, name: NameInPath) -> dict[str, object]:
    """One playbook: what it founds, who answers for what, its phases and what it aims at."""
    rules.may_found(request.user).insist()
    one = _playbook(name)
    parts = ("places", "offices", "phases", "goals", "guard_rails", "reports")
    return _line(one) | {part: list(getattr(one, part)) for part in parts}


@router.get("/programmes/", response=ProgrammeSheet, url_name="programmes", auth=Token())
def read_programmes(request: SignedInRequest, asked: Query[Asked]) -> dict[str, object]:
    """What was set up, the newest first; for administrators, and the managers of its communities."""
    seen = Programme.objects.visible_to(request.user)
    items, after = sheet(seen, asked, by="set_up_at", newest_first=True)
    return {"items": items, "next": after}


@router.post("/programmes/", response={201: ProgrammeShape}, url_name="programmes")
def set_up_programme(request: SignedInRequest, new: NewProgramme) -> Status[Any]:
    """Found the communities of a playbook, by invitation until somebody opens them; for administrators."""
    rules.may_found(request.user).insist()
    made = actions.set_up(
        _playbook(new.playbook),
        by=request.user,
        title=new.title,
        communities=[Draft(one.key, one.name, one.summary) for one in new.communities],
        offices=new.offices,
        targets=new.targets,
    )
    return Status(201, read_programme(request, made.pk))


@router.get("/programmes/{int:pk}/", response=ProgrammeShape, url_name="programme", auth=Token())
def read_programme(request: SignedInRequest, pk: int) -> dict[str, object]:
    """One programme: its doors, who has which role, its phases by the calendar, and what it aims at."""
    one = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    return _whole(shown(one, request.user)) | {"may": may_of(rename=rules.may_rename(request.user, one))}


@router.put("/programmes/{int:pk}/title/", response=ProgrammeShape, url_name="rename_programme")
def rename_programme(request: SignedInRequest, pk: int, new: NewTitle) -> dict[str, object]:
    """Another title; for administrators. 409 if it was renamed after what you saw."""
    one = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    actions.rename(one, by=request.user, title=new.title, after=new.after)
    return read_programme(request, pk)


def _playbook(name: str) -> type[Playbook]:
    if (found := in_order().get(name)) is None:
        raise Http404("there is no such playbook")
    return found


def _line(one: type[Playbook]) -> dict[str, object]:
    told = {"version": one.version, "label": one.label, "objective": one.objective}
    return {"name": one.name(), **told, "days": one.days()}


def _whole(one: Shown) -> dict[str, object]:
    programme = one.programme
    names = ("id", "title", "playbook", "version", "set_up_at", "edit_number")
    return {name: getattr(programme, name) for name in names} | {
        "get_absolute_url": programme.get_absolute_url(),
        "newer": one.newer,
        "communities": [_door(door) for door in one.doors],
        "offices": [_appointed(office, seats) for office, seats in one.offices],
        "phases": [_step(step) for step in one.steps],
        "targets": [{"label": label, "value": value, "by_day": day} for label, value, day in one.goals],
        "guard_rails": list(one.said.guard_rails),
        "reports": list(one.said.reports),
        "changes": list(one.changes),
    }


def _door(door: Door) -> dict[str, object]:
    community = door.community
    told = {"slug": community.slug, "name": community.name, "is_open": community.is_open}
    return told | {"is_meant_open": door.is_meant_open, "may": may_of(manage=door.may_manage)}


def _appointed(office: Office, seats: Sequence[Seat]) -> dict[str, object]:
    names = ("key", "label", "role", "answers_for")
    sat = [{"community": seat.community.slug, "names": list(seat.names)} for seat in seats]
    return {name: getattr(office, name) for name in names} | {"seats": sat}


def _step(step: Step) -> dict[str, object]:
    names = ("name", "work", "gate", "days", "by_hand")
    by_calendar = {"begins": step.begins, "ends": step.ends, "is_now": step.is_now}
    return {name: getattr(step.phase, name) for name in names} | by_calendar
