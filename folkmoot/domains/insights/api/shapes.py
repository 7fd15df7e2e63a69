"""Insights as programs read them, and how they are found."""

from datetime import date, datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from folkmoot.domains.communities.models import Community
from folkmoot.domains.insights import rules
from folkmoot.domains.insights.models import Insight
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit.shapes import May, Named, may_of
from folkmoot.kit.sparse import wants

#: One for the room: two routers would hide each other's methods at one address.
router = Router(tags=["insights"])


class InsightShape(Schema):
    """``outcome`` is what the ideas behind it are told, ``decision`` what was decided; both empty without an answer."""

    id: int
    community: str = Field(alias="community.slug")
    title: str
    summary: str
    contradicting: str
    state: str
    outcome: str
    decision: str
    owner: Named | None
    due_on: date | None
    days_late: int
    is_late: bool
    made_at: datetime
    given_at: datetime | None
    answered_at: datetime | None
    people_count: int
    may: dict[str, May] = {}
    url: str = Field(alias="get_absolute_url")


class InsightSheet(Schema):
    items: list[InsightShape]
    next: str


def insight_for(person: Visitor, pk: int) -> Insight:
    """Http404 if this person may not see it."""
    seen = Insight.objects.visible_to(person).select_related("community", "owner", "delivery__owner")
    return get_object_or_404(seen, pk=pk)


def community_named(person: Visitor, slug: str) -> Community | None:
    """Http404 for one that this person does not see; None if none is named."""
    return get_object_or_404(Community.objects.visible_to(person), slug=slug) if slug else None


def shown(request: HttpRequest, pk: int) -> Insight:
    insight = insight_for(request.user, pk)
    if wants(request, "may"):
        person = request.user
        insight.may = may_of(  # type: ignore[attr-defined]
            give=rules.may_give(person, insight),
            answer=rules.may_answer(person, insight),
            hand_over=rules.may_hand_over(person, insight),
            frame=rules.may_frame(person, insight),
        )
    return insight


def with_office(community_id: int, pk: int) -> Person:
    """Somebody who may owe an answer there. Http404 for all others: nobody learns by guessing keys who is here."""
    people = Person.objects.filter(memberships__community=community_id, memberships__role__in=rules.OFFICE)
    person: Person = get_object_or_404(people.distinct(), pk=pk)
    return person
