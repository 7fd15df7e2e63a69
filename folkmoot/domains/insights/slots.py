"""Insights on other pages: what is owed for an idea, what came of what was said, the desk in the head."""

from typing import Any

from django.http import HttpRequest

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.refs import ref
from folkmoot.kit.slots import Filling, fills

from . import rules
from .models import Insight

ANSWERED_SHOWN = 6


@fills("ideas.idea.fate")
def insights_of_an_idea(request: HttpRequest, idea: Any) -> Filling | None:
    """Who owes an answer for it, by when, and how late it is."""
    seen = Insight.objects.visible_to(request.user).filter(evidence__subject=ref(idea)).with_names()
    insights = list(seen.order_by("-id")[:5])
    return Filling("insights/owed.html", {"insights": insights}) if insights else None


@fills("communities.community.below", order=10, most=4)
def you_said_we_did(request: HttpRequest, community: Community) -> Filling | None:
    answered = Insight.objects.filter(community=community).answered().with_names()
    newest = list(
        answered.prefetch_related("answers__by", "evidence").order_by("-answered_at")[:ANSWERED_SHOWN]
    )
    return Filling("insights/ledger.html", {"insights": newest}) if newest else None


@fills("site.home.below", order=10, most=4)
def what_came_of_it(request: HttpRequest, nothing: None) -> Filling | None:
    answered = Insight.objects.visible_to(request.user).answered().with_names()
    newest = list(answered.prefetch_related("answers__by", "evidence").order_by("-answered_at")[:3])
    return Filling("insights/ledger.html", {"insights": newest}) if newest else None


@fills("communities.community.side", order=10)
def what_waits(request: HttpRequest, community: Community) -> Filling:
    """What waits for an answer here; the late ones first, with the name of whoever owes it."""
    waiting = Insight.objects.filter(community=community, owner__isnull=False, answered_at=None)
    context = {"waiting": waiting.with_names().due_first()[:6], "today": clock.today()}
    return Filling("insights/waiting.html", context)


@fills("intelligence.theme.tools")
def make_an_insight(request: HttpRequest, theme: Any) -> Filling | None:
    """What fits no theme says nothing together, so no insight is made of it."""
    may = rules.may_make(request.user, theme.community)
    return Filling("insights/make_button.html", {"may": may}) if may and not theme.is_rest else None


@fills("site.top", order=20)
def my_desk(request: HttpRequest, nothing: None) -> Filling | None:
    if not isinstance(request.user, Person):
        return None
    waiting = Insight.objects.waiting_for(request.user).count()
    return Filling("insights/desk_link.html", {"waiting": waiting}) if waiting else None
