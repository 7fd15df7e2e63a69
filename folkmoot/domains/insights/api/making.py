"""Making an insight of what was heard, given to whoever must answer in the same request."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Status

from folkmoot.domains.communities.models import Community
from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.models import Insight
from folkmoot.domains.insights.things import things_named
from folkmoot.domains.insights.working import proposed_day
from folkmoot.domains.intelligence.models import Theme
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.shapes import NO_NUL, SOME_WORDS, Closed, Key, Ref, Slug

from .shapes import InsightShape, router, shown, with_office


class Said(Closed):
    """``owner`` is the key of a decision owner of the community; without ``due_on``, the day is by its clock.

    ``contradicting`` is what speaks against it. Or: none found, and where you looked.
    """

    title: str = Field(max_length=200, pattern=SOME_WORDS)
    summary: str = Field("", max_length=5_000, pattern=NO_NUL)
    contradicting: str = Field(max_length=2_000, pattern=SOME_WORDS)
    owner: Key
    due_on: date | None = None


class NewVoice(Closed):
    """``quote`` are words as they stand there; left empty, its first words."""

    thing: Ref
    quote: str = Field("", max_length=20_000, pattern=NO_NUL)


class NewInsight(Said):
    community: Slug
    things: list[NewVoice] = Field(min_length=1, max_length=500)


@router.post("/themes/{int:pk}/insights/", response={201: InsightShape}, url_name="insights_of_theme")
def make_insight_of_theme(request: SignedInRequest, pk: int, said: Said) -> Status[Insight]:
    """Say in one sentence what the voices of a theme say, and give it to whoever answers; for managers."""
    themes = Theme.objects.visible_to(request.user).select_related("community")
    theme = get_object_or_404(themes, pk=pk)
    rules.may_make(request.user, theme.community).insist()
    return _make(request, theme.community, said, voices=theme.voices(), origin=theme)


@router.post("/insights/", response={201: InsightShape}, url_name="insights")
def make_insight(request: SignedInRequest, new: NewInsight) -> Status[Insight]:
    """Say what ideas and comments that you choose say, and give it to whoever answers; for managers."""
    communities = Community.objects.visible_to(request.user)
    community = get_object_or_404(communities, slug=new.community)
    rules.may_make(request.user, community).insist()
    found = things_named(request.user, [one.thing for one in new.things])
    things = [(found[one.thing], one.quote) for one in new.things]
    return _make(request, community, new, voices=actions.voices_of_things(community, things))


def _make(request: SignedInRequest, community: Community, said: Said, **heard: Any) -> Status[Insight]:
    made = actions.make_and_give(
        community,
        by=request.user,
        title=said.title,
        summary=said.summary,
        contradicting=said.contradicting,
        owner=with_office(community.pk, said.owner),
        due_on=said.due_on or proposed_day(community.pk),
        **heard,
    )
    return Status(201, shown(request, made.pk))
