"""Imports as programs read them, and how they are found."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from folkmoot.domains.channels import rules
from folkmoot.domains.channels.models import Import
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.shapes import May, may_of
from folkmoot.kit.sparse import wants

#: One for the room: two routers would hide each other's methods at one address.
router = Router(tags=["imports"])
VERBS = ("start", "match", "stop", "resume", "undo")


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


def import_for(request: SignedInRequest, pk: int) -> Import:
    """Http404 unless this person manages its community."""
    return get_object_or_404(Import.objects.visible_to(request.user).select_related("community", "by"), pk=pk)


def shown(request: SignedInRequest, pk: int) -> Import:
    one = import_for(request, pk)
    if wants(request, "may"):
        answers = {verb: getattr(rules, f"may_{verb}")(request.user, one) for verb in VERBS}
        one.may = may_of(**answers)  # type: ignore[attr-defined]
    return one
