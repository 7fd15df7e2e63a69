"""Doors for programs: what the organisation promises, in the words of each version."""

from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from ninja import Query, Router, Schema

from folkmoot.kit.cursors import Asked, sheet

from .models import Edition, Kind

router = Router(tags=["agreements"])


class EditionShape(Schema):
    """One version of one agreement in one language; ``change`` says what is new in it."""

    kind: str
    language: str
    number: int
    body: str
    body_html: str
    change: str
    published_at: datetime


class EditionSheet(Schema):
    items: list[EditionShape]
    next: str


@router.get("/agreements/", response=EditionSheet, url_name="agreements")
def read_agreements(request: HttpRequest, asked: Query[Asked]) -> dict[str, object]:
    """Every version of every agreement, the newest first."""
    items, after = sheet(Edition.objects.all(), asked, by="published_at", newest_first=True)
    return {"items": items, "next": after}


@router.get("/agreements/{slug:kind}/", response=EditionShape, url_name="agreement")
def read_agreement(request: HttpRequest, kind: str) -> Edition:
    """What holds now, in your language where there is one: privacy, terms, imprint or accessibility."""
    known = kind if kind in Kind.values else ""
    edition = Edition.objects.best_for(known, get_language() or "")
    return get_object_or_404(Edition, pk=edition.pk if edition else 0)
