"""Picking words out of an idea or a comment, verifying them, putting them under an insight."""

from datetime import datetime
from typing import Annotated

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.models import Highlight
from folkmoot.domains.insights.models.picking import CODE_LENGTH, MOST_CODES, HighlightQuerySet
from folkmoot.domains.insights.things import shown_among, thing_named
from folkmoot.domains.people.models import Visitor
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import REF, SOME_WORDS, Closed, Key, May, Ref, Slug, may_of
from folkmoot.kit.sparse import wants

from .shapes import community_named, insight_for, router

Code = Annotated[str, Field(max_length=CODE_LENGTH, pattern=SOME_WORDS)]


class HighlightShape(Schema):
    """Words ``start`` to ``end`` of one version of a text; a comment has version 0. ``insight`` is a key."""

    id: int
    thing: str = Field(alias="subject")
    community: str = Field(alias="community.slug")
    version: int
    start: int
    end: int
    quote: str
    codes: list[str]
    by: str = Field(alias="by.name")
    at: datetime
    is_verified: bool
    insight: int | None = Field(alias="insight_id")
    may: dict[str, May] = {}


class HighlightSheet(Schema):
    items: list[HighlightShape]
    next: str


class HighlightsAsked(Asked):
    """``insight`` is a key."""

    community: Slug = ""
    thing: str = Field("", pattern=f"^$|{REF}")
    insight: Key | None = None


class NewHighlight(Closed):
    """``quote`` are words as they stand there; ``near`` says from which letter on, where they stand there twice."""

    thing: Ref
    quote: str = Field(max_length=20_000, pattern=SOME_WORDS)
    codes: list[Code] = Field(min_length=1, max_length=MOST_CODES)
    near: int = Field(0, ge=0, le=100_000)


class Attached(Closed):
    """``insight`` is a key."""

    insight: Key


@router.get("/highlights/", response=HighlightSheet, url_name="highlights")
def read_highlights(request: HttpRequest, asked: Query[HighlightsAsked]) -> dict[str, object]:
    """Words that were picked and verified, the newest first; with an office, all. A sheet may hold fewer than
    ``limit``."""
    found = _seen(request.user)
    if community := community_named(request.user, asked.community):
        found = found.filter(community=community)
    chosen = {"subject": asked.thing, "insight": asked.insight}
    found = found.filter(**{name: value for name, value in chosen.items() if value})
    listed, after = sheet(found, asked, by="at", newest_first=True)
    there = shown_among((one.subject for one in listed), request.user)
    return {"items": [_shown(request, one) for one in listed if one.subject in there], "next": after}


@router.post("/highlights/", response={201: HighlightShape}, url_name="highlights")
def highlight_words(request: SignedInRequest, new: NewHighlight) -> Status[Highlight]:
    """Pick words, with short codes for what they speak of; for those with an office. Again, it adds the codes."""
    thing = thing_named(request.user, new.thing)
    made = actions.highlight(thing, by=request.user, quote=new.quote, codes=new.codes, near=new.near)
    return Status(201, _now(request, made))


@router.post("/highlights/{int:pk}/verify/", response=HighlightShape, url_name="verify")
def verify_highlight(request: SignedInRequest, pk: int) -> Highlight:
    """Say that these words are there, and mean that; another person does it than who picked them."""
    return _now(request, actions.verify(_one(request, pk), by=request.user))


@router.post("/highlights/{int:pk}/attach/", response=HighlightShape, url_name="attach_highlight")
def attach_highlight(request: SignedInRequest, pk: int, attached: Attached) -> Highlight:
    """Put verified words under an insight of the same community."""
    one = _one(request, pk)
    rules.may_attach(request.user, one).insist()
    insight = insight_for(request.user, attached.insight)
    return _now(request, actions.attach(one, by=request.user, insight=insight))


def _seen(person: Visitor) -> HighlightQuerySet:
    """Verified ones for everybody who sees the community, all for those with an office there."""
    office = Community.objects.with_role_of(person, *rules.OFFICE, Role.MODERATOR)
    shown = Highlight.objects.visible_to(person).shown().select_related("by", "community")
    return shown.filter(Q(verified_at__isnull=False) | Q(community__in=office))


def _one(request: SignedInRequest, pk: int) -> Highlight:
    seen = Highlight.objects.visible_to(request.user).select_related("by", "community")
    return get_object_or_404(seen, pk=pk)


def _now(request: SignedInRequest, one: Highlight) -> Highlight:
    return _shown(request, _one(request, one.pk))


def _shown(request: HttpRequest, one: Highlight) -> Highlight:
    if wants(request, "may"):
        person = request.user
        may = may_of(verify=rules.may_verify(person, one), attach=rules.may_attach(person, one))
        one.may = may  # type: ignore[attr-defined]
    return one
