"""Conflicts: what changed there and here, side by side; a manager takes theirs or keeps ours."""

from collections.abc import Callable
from typing import Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema

from folkmoot.domains.channels import actions, rules
from folkmoot.domains.channels.models import Conflict
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import Closed, May, may_of
from folkmoot.kit.sparse import wants

from .shapes import import_for, router


class ConflictShape(Schema):
    """``title`` and ``body`` are theirs; ``idea`` is the key of ours, whose ``version_number`` is what ``after`` asks
    for."""

    id: int
    idea: int = Field(alias="idea_id")
    version_number: int = Field(alias="idea.version_number")
    title: str
    body: str
    body_html: str
    why: str
    decision: str
    may: dict[str, May] = {}


class ConflictSheet(Schema):
    items: list[ConflictShape]
    next: str


class ConflictsAsked(Asked):
    decision: Literal["", "open", "taken", "kept"] = ""


class Decided(Closed):
    """``after`` is the ``version_number`` that you saw."""

    after: int | None = None


class SettledShape(Schema):
    """How many were decided."""

    settled: int


@router.get("/imports/{int:pk}/conflicts/", response=ConflictSheet, url_name="conflicts")
def read_conflicts(request: SignedInRequest, pk: int, asked: Query[ConflictsAsked]) -> dict[str, object]:
    """Ideas that changed there and here, in their order."""
    found = Conflict.objects.filter(of=import_for(request, pk)).select_related("idea", "of__community")
    listed, after = sheet(found.filter(decision=asked.decision) if asked.decision else found, asked, by="id")
    return {"items": [_shown(request, one) for one in listed], "next": after}


@router.post("/conflicts/{int:pk}/take/", response=ConflictShape, url_name="take_conflict")
def take_conflict(request: SignedInRequest, pk: int, decided: Decided) -> Conflict:
    """Theirs, after all; ours stay readable beneath. 409 if it was changed here once more."""
    return _decide(request, pk, actions.take, decided)


@router.post("/conflicts/{int:pk}/keep/", response=ConflictShape, url_name="keep_conflict")
def keep_conflict(request: SignedInRequest, pk: int, decided: Decided) -> Conflict:
    """Ours, as it is. 409 if it was changed here once more."""
    return _decide(request, pk, actions.keep, decided)


@router.post("/imports/{int:pk}/take-all/", response=SettledShape, url_name="take_all")
def take_all_conflicts(request: SignedInRequest, pk: int) -> dict[str, int]:
    """Theirs, wherever nothing was changed here since the import."""
    return {"settled": actions.take_all(import_for(request, pk), by=request.user)}


@router.post("/imports/{int:pk}/keep-all/", response=SettledShape, url_name="keep_all")
def keep_all_conflicts(request: SignedInRequest, pk: int) -> dict[str, int]:
    """Ours, everywhere."""
    return {"settled": actions.keep_all(import_for(request, pk), by=request.user)}


def _decide(request: SignedInRequest, pk: int, action: Callable[..., Conflict], decided: Decided) -> Conflict:
    action(_seen(request, pk), by=request.user, after=decided.after)
    return _shown(request, _seen(request, pk))


def _seen(request: SignedInRequest, pk: int) -> Conflict:
    seen = Conflict.objects.visible_to(request.user).select_related("idea", "of__community")
    return get_object_or_404(seen, pk=pk)


def _shown(request: SignedInRequest, one: Conflict) -> Conflict:
    if wants(request, "may"):
        person = request.user
        one.may = may_of(take=rules.may_take(person, one), keep=rules.may_keep(person, one))  # type: ignore[attr-defined]
    return one
