"""Doors for programs: everything that is held about me, as one file."""

from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from ninja import Query, Router, Schema, Status

from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.cursors import Asked, sheet

from . import actions
from .models import Export
from .purposes import PURPOSES
from .showing import consents_of
from .tasks import run_export

router = Router(tags=["me"])


class ExportShape(Schema):
    """Once its state is ``done`` the file is at ``url``, for you, signed in, until ``expires_at``."""

    id: int
    state: str
    records: int
    size: int | None
    sha256: str
    asked_at: datetime
    expires_at: datetime
    url: str


class ExportSheet(Schema):
    items: list[ExportShape]
    next: str


class ConsentShape(Schema):
    """``since`` is empty where you never said a word."""

    purpose: str
    title: str
    words: str
    version: int
    is_given: bool
    since: datetime | None


class ConsentSheet(Schema):
    items: list[ConsentShape]
    next: str


@router.get("/me/exports/", response=ExportSheet, url_name="exports")
def read_exports(request: SignedInRequest, asked: Query[Asked]) -> dict[str, object]:
    """Your exports of this week, the newest first."""
    items, after = sheet(Export.objects.of(request.user), asked, by="id", newest_first=True)
    return {"items": [_export(one) for one in items], "next": after}


@router.post("/me/exports/", response={202: ExportShape}, url_name="exports")
def export_everything(request: SignedInRequest) -> Status[dict[str, object]]:
    """Have everything that is held about you written into one file."""
    with transaction.atomic():
        one = actions.export(by=request.user)
        run_export.defer(export_id=one.pk)
    return Status(202, _export(one))


@router.get("/me/consents/", response=ConsentSheet, url_name="consents")
def read_consents(request: SignedInRequest) -> dict[str, object]:
    """Each purpose that you are asked about, in its words, and your last word on it."""
    items = [
        {
            "purpose": one.purpose.name,
            "title": str(one.purpose.title),
            "words": str(one.purpose.words),
            "version": one.purpose.version,
            "is_given": one.is_given,
            "since": one.since,
        }
        for one in consents_of(request.user)
    ]
    return {"items": items, "next": ""}


@router.post("/me/consents/{slug:purpose}/give/", response={204: None}, url_name="give_consent")
def give_consent(request: SignedInRequest, purpose: str) -> None:
    """Agree to a purpose."""
    actions.give(_known(purpose), by=request.user, channel="api")


@router.post("/me/consents/{slug:purpose}/withdraw/", response={204: None}, url_name="withdraw_consent")
def withdraw_consent(request: SignedInRequest, purpose: str) -> None:
    """Do not agree to it any more; it holds from now on."""
    actions.withdraw(_known(purpose), by=request.user, channel="api")


def _known(purpose: str) -> str:
    if purpose not in PURPOSES:
        raise Http404
    return purpose


def _export(one: Export) -> dict[str, object]:
    names = ("state", "records", "size", "sha256", "asked_at", "expires_at")
    found = {name: getattr(one, name) for name in names}
    return {"id": one.pk, "url": reverse("privacy:download", args=[one.pk]), **found}
