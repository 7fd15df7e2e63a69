"""Opportunities: who needs what, and how much of it there is."""

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.models import Opportunity, OpportunityState
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import NO_NUL, SOME_WORDS, Closed, Key, May, Named, Slug, may_of
from folkmoot.kit.sparse import wants

from .delivering import exact
from .shapes import community_named, insight_for, router


class OpportunityShape(Schema):
    """Its size is a range in ``unit``, with its source; ``insights`` are keys."""

    id: int
    community: str = Field(alias="community.slug")
    who: str
    need: str
    size_low: float | None
    size_high: float | None
    unit: str
    source: str
    owner: Named
    state: str
    because: str
    framed_by: str = Field(alias="framed_by.name")
    framed_at: datetime
    insights: list[int] = Field(alias="insight_keys")
    may: dict[str, May] = {}
    url: str = Field(alias="get_absolute_url")


class OpportunitySheet(Schema):
    items: list[OpportunityShape]
    next: str


class OpportunitiesAsked(Asked):
    community: Slug = ""
    state: OpportunityState | None = None


class NewOpportunity(Closed):
    """Its size is a range with a unit and a source, or is left out."""

    who: str = Field(max_length=200, pattern=SOME_WORDS)
    need: str = Field(max_length=300, pattern=SOME_WORDS)
    size_low: float | None = Field(None, ge=0, le=1e11)
    size_high: float | None = Field(None, ge=0, le=1e11)
    unit: str = Field("", max_length=60, pattern=NO_NUL)
    source: str = Field("", max_length=300, pattern=NO_NUL)


class Linked(Closed):
    """``insight`` is a key."""

    insight: Key


class Settled(Closed):
    state: Literal["taken", "left"]
    because: str = Field(max_length=2000, pattern=SOME_WORDS)


def _shown(request: HttpRequest, found: list[Opportunity]) -> list[Opportunity]:
    """With the keys of their insights, read at once for all, and what this person may do."""
    keys: dict[int, list[int]] = {one.pk: [] for one in found}
    links = Opportunity.insights.through.objects.filter(opportunity__in=found) if found else []
    for link in links:
        keys[link.opportunity_id].append(link.insight_id)
    for one in found:
        one.insight_keys = sorted(keys[one.pk])  # type: ignore[attr-defined]
        if wants(request, "may"):
            person = request.user
            may = may_of(link=rules.may_link(person, one), settle=rules.may_settle(person, one))
            one.may = may  # type: ignore[attr-defined]
    return found


@router.get("/opportunities/", response=OpportunitySheet, url_name="opportunities")
def read_opportunities(request: HttpRequest, asked: Query[OpportunitiesAsked]) -> dict[str, object]:
    """What insights open up, the newest first."""
    seen = Opportunity.objects.visible_to(request.user).select_related("community", "owner", "framed_by")
    if community := community_named(request.user, asked.community):
        seen = seen.filter(community=community)
    if asked.state:
        seen = seen.filter(state=asked.state)
    items, after = sheet(seen, asked, by="framed_at", newest_first=True)
    return {"items": _shown(request, items), "next": after}


@router.get("/opportunities/{int:pk}/", response=OpportunityShape, url_name="opportunity")
def read_opportunity(request: HttpRequest, pk: int) -> Opportunity:
    """One opportunity."""
    seen = Opportunity.objects.visible_to(request.user).select_related("community", "owner", "framed_by")
    return _shown(request, [get_object_or_404(seen, pk=pk)])[0]


@router.post("/insights/{int:pk}/opportunities/", response={201: OpportunityShape}, url_name="frame")
def frame_opportunity(request: SignedInRequest, pk: int, new: NewOpportunity) -> Status[Opportunity]:
    """Say what an insight opens up; for managers and decision owners."""
    one = actions.frame(
        insight_for(request.user, pk),
        by=request.user,
        who=new.who,
        need=new.need,
        size_low=exact(new.size_low),
        size_high=exact(new.size_high),
        unit=new.unit,
        source=new.source,
    )
    return Status(201, read_opportunity(request, one.pk))


@router.post("/opportunities/{int:pk}/link/", response=OpportunityShape, url_name="link")
def link_opportunity(request: SignedInRequest, pk: int, named: Linked) -> Opportunity:
    """Another insight speaks of the same need."""
    one = read_opportunity(request, pk)
    actions.link(one, by=request.user, insight=insight_for(request.user, named.insight))
    return read_opportunity(request, pk)


@router.post("/opportunities/{int:pk}/settle/", response=OpportunityShape, url_name="settle")
def settle_opportunity(request: SignedInRequest, pk: int, settled: Settled) -> Opportunity:
    """It is taken up or left, and why; once."""
    one = read_opportunity(request, pk)
    actions.settle(one, by=request.user, state=settled.state, because=settled.because)
    return read_opportunity(request, pk)
