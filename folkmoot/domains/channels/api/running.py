"""Imports and how far they are, for managers: to read, start, stop, resume and undo."""

from typing import Literal

from django.db import transaction
from django.http import Http404, HttpResponse
from ninja import Field, Query, Schema

from folkmoot.domains.channels import actions, rules
from folkmoot.domains.channels.models import Import
from folkmoot.domains.channels.rejected_files import name_of_file, rejected_file
from folkmoot.domains.channels.samples import samples_of
from folkmoot.domains.channels.tasks import run_import
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.answers import Refused
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.files import file_answer, gives
from folkmoot.kit.shapes import NO_NUL, Slug

from .shapes import ImportShape, ImportSheet, import_for, router, shown

CSV = "text/csv; charset=utf-8"


class RejectedShape(Schema):
    """A row that could not be taken: where it stands, and why."""

    where: str
    why: str
    cells: list[str]


class RejectedSheet(Schema):
    items: list[RejectedShape]
    next: str


class TableAsked(Schema):
    """``table`` is the name of a file, or of a sheet of a workbook, as ``where`` names it."""

    table: str = Field("", max_length=200, pattern=NO_NUL)


class ImportsAsked(Asked):
    community: Slug = ""
    state: Literal["", "preview", "waiting", "running", "done", "failed", "stopped", "undone"] = ""


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
    """One import, and what you may do with it."""
    return shown(request, pk)


@router.get("/imports/{int:pk}/rejected/", response=RejectedSheet, url_name="rejected")
def read_rejected_rows(request: SignedInRequest, pk: int, asked: Query[Asked]) -> dict[str, object]:
    """The rows that could not be taken, in their order."""
    items, after = sheet(import_for(request, pk).rejected_rows.all(), asked, by="id")
    rows = [{"where": one.where, "why": one.why, "cells": [str(c) for c in one.cells]} for one in items]
    return {"items": rows, "next": after}


@router.get("/imports/{int:pk}/rejected/file/", url_name="rejected_file", openapi_extra=gives(CSV))
def read_rejected_file(request: SignedInRequest, pk: int, asked: Query[TableAsked]) -> HttpResponse:
    """The rows of one table that could not be taken, as CSV: to be mended and sent again."""
    if not (found := rejected_file(import_for(request, pk), asked.table)):
        raise Http404
    return file_answer(found, CSV, name=name_of_file(asked.table))


@router.post("/imports/{int:pk}/start/", response=ImportShape, url_name="start")
def start_import(request: SignedInRequest, pk: int) -> Import:
    """Let it run, once you have looked at its first rows."""
    one = import_for(request, pk)
    rules.may_start(request.user, one).insist()
    samples = samples_of(one)
    if samples.problem:
        raise Refused(samples.problem)
    with transaction.atomic():
        actions.start(one, by=request.user, rows=samples.count)
        run_import.defer(import_id=pk)
    return shown(request, pk)


@router.post("/imports/{int:pk}/stop/", response=ImportShape, url_name="stop")
def stop_import(request: SignedInRequest, pk: int) -> Import:
    """Bring no more in; what is in stays."""
    actions.stop(import_for(request, pk), by=request.user)
    return shown(request, pk)


@router.post("/imports/{int:pk}/resume/", response=ImportShape, url_name="resume")
def resume_import(request: SignedInRequest, pk: int) -> Import:
    """Go on after the last row that is in."""
    with transaction.atomic():
        actions.resume(import_for(request, pk), by=request.user)
        run_import.defer(import_id=pk)
    return shown(request, pk)


@router.post("/imports/{int:pk}/undo/", response=ImportShape, url_name="undo_import")
def undo_import(request: SignedInRequest, pk: int) -> Import:
    """Take out what it brought, if nobody has touched it since."""
    actions.undo(import_for(request, pk), by=request.user)
    return shown(request, pk)
