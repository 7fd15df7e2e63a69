"""Doors for programs: imports and how far they are, for managers. Files are brought on the page."""

from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.answers import Refused
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import May, Slug, may_of
from folkmoot.kit.sparse import wants

from . import actions, rules
from .models import Import, State
from .samples import samples_of
from .tasks import run_import

router = Router(tags=["imports"])


class ImportShape(Schema):
    """``position`` of ``rows`` are safely in; ``rows`` is empty where nobody has counted them."""

    id: int
    community: str = Field(alias="community.slug")
    by: str = Field(alias="by.name")
    format: str
    names: list[str]
    state: str
    rows: int | None
    position: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    conflicted: int
    problem: str
    started_at: datetime
    finished_at: datetime | None
    may: dict[str, May] = {}
    url: str = Field(alias="get_absolute_url")


class ImportSheet(Schema):
    items: list[ImportShape]
    next: str


class RejectedShape(Schema):
    """A row that could not be taken: where it stands, and why."""

    where: str
    why: str
    cells: list[str]


class RejectedSheet(Schema):
    items: list[RejectedShape]
    next: str


class ImportsAsked(Asked):
    community: Slug = ""
    state: State | None = None


@router.get("/imports/", response=ImportSheet, url_name="imports")
def read_imports(request: SignedInRequest, asked: Query[ImportsAsked]) -> dict[str, object]:
    """Imports into communities that you manage, the newest first."""
    chosen = {"community__slug": asked.community, "state": asked.state}
    seen = Import.objects.visible_to(request.user).select_related("community", "by")
    found = seen.filter(**{name: value for name, value in chosen.items() if value})
    items, after = sheet(found, asked, by="id", newest_first=True)
    return {"items": items, "next": after}


@router.get("/imports/{int:pk}/", response=ImportShape, url_name="import")
def read_import(request: SignedInRequest, pk: int) -> Import:
    """One import, and what you may do with it on its page."""
    one = _seen(request, pk)
    if wants(request, "may"):
        verbs = ("start", "stop", "resume", "undo")
        answers = {verb: getattr(rules, f"may_{verb}")(request.user, one) for verb in verbs}
        one.may = may_of(**answers)  # type: ignore[attr-defined]
    return one


@router.get("/imports/{int:pk}/rejected/", response=RejectedSheet, url_name="rejected")
def read_rejected_rows(request: SignedInRequest, pk: int, asked: Query[Asked]) -> dict[str, object]:
    """The rows that could not be taken, in their order."""
    items, after = sheet(_seen(request, pk).rejected_rows.all(), asked, by="id")
    rows = [{"where": one.where, "why": one.why, "cells": [str(c) for c in one.cells]} for one in items]
    return {"items": rows, "next": after}


@router.post("/imports/{int:pk}/start/", response=ImportShape, url_name="start")
def start_import(request: SignedInRequest, pk: int) -> Import:
    """Let it run, once somebody has looked at its first rows on the page."""
    one = _seen(request, pk)
    rules.may_start(request.user, one).insist()
    samples = samples_of(one)
    if samples.problem:
        raise Refused(samples.problem)
    with transaction.atomic():
        actions.start(one, by=request.user, rows=samples.count)
        run_import.defer(import_id=pk)
    return read_import(request, pk)


@router.post("/imports/{int:pk}/stop/", response=ImportShape, url_name="stop")
def stop_import(request: SignedInRequest, pk: int) -> Import:
    """Bring no more in; what is in stays."""
    actions.stop(_seen(request, pk), by=request.user)
    return read_import(request, pk)


@router.post("/imports/{int:pk}/resume/", response=ImportShape, url_name="resume")
def resume_import(request: SignedInRequest, pk: int) -> Import:
    """Go on after the last row that is in."""
    with transaction.atomic():
        actions.resume(_seen(request, pk), by=request.user)
        run_import.defer(import_id=pk)
    return read_import(request, pk)


@router.post("/imports/{int:pk}/undo/", response=ImportShape, url_name="undo_import")
def undo_import(request: SignedInRequest, pk: int) -> Import:
    """Take out what it brought, if nobody has touched it since."""
    actions.undo(_seen(request, pk), by=request.user)
    return read_import(request, pk)


def _seen(request: SignedInRequest, pk: int) -> Import:
    return get_object_or_404(Import.objects.visible_to(request.user).select_related("community", "by"), pk=pk)
