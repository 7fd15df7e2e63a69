"""Doors for programs: ideas, and support for them."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status
from pydantic import ConfigDict

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import NO_NUL, SLUG, SOME_WORDS

from . import actions
from .actions.proposing import propose
from .forms import BODY_LENGTH
from .models import TITLE_LENGTH, Idea
from .states import State

router = Router(tags=["ideas"])
Slug = Annotated[str, Field(pattern=SLUG, max_length=60)]


class IdeaShape(Schema):
    """``moderation`` is other than ``clear`` only for its author and those who moderate there."""

    id: int
    community: str = Field(alias="community.slug")
    author: str = Field(alias="author.name")
    title: str
    body: str
    body_html: str
    state: str
    moderation: str
    version_number: int
    support_count: int
    published_at: datetime | None
    url: str = Field(alias="get_absolute_url")


class IdeaSheet(Schema):
    items: list[IdeaShape]
    next: str


class IdeasAsked(Asked):
    """``q`` looks for words; quotes, OR and minus work as on the web."""

    community: Slug = ""
    state: State | None = None
    q: str = Field("", max_length=200, pattern=NO_NUL)


class NewIdea(Schema):
    model_config = ConfigDict(extra="forbid")

    community: Slug
    title: str = Field(max_length=TITLE_LENGTH, pattern=SOME_WORDS)
    body: str = Field("", max_length=BODY_LENGTH, pattern=NO_NUL)


@router.get("/ideas/", response=IdeaSheet, url_name="ideas")
def read_ideas(request: HttpRequest, asked: Query[IdeasAsked]) -> dict[str, object]:
    """Published ideas that you may see, the newest first."""
    ideas = Idea.objects.visible_to(request.user).published().with_names()
    if asked.community:
        communities = Community.objects.visible_to(request.user)
        ideas = ideas.filter(community=get_object_or_404(communities, slug=asked.community))
    if asked.state:
        ideas = ideas.in_state(asked.state)
    if asked.q.strip():
        ideas = ideas.with_words(asked.q)
    items, after = sheet(ideas, asked, by="published_at", newest_first=True)
    return {"items": items, "next": after}


@router.post("/ideas/", response={201: IdeaShape}, url_name="ideas")
def propose_idea(request: SignedInRequest, new: NewIdea) -> Status[Idea]:
    """Publish an idea. Where a moderator looks first, ``moderation`` says ``held``."""
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=new.community)
    return Status(201, propose(community, by=request.user, title=new.title, body=new.body))


@router.get("/ideas/{int:pk}/", response=IdeaShape, url_name="idea")
def read_idea(request: HttpRequest, pk: int) -> Idea:
    """One idea; your own also as a draft, held, hidden or withdrawn."""
    return get_object_or_404(Idea.objects.visible_to(request.user).with_names(), pk=pk)


@router.post("/ideas/{int:pk}/support/", response=IdeaShape, url_name="support")
def support_idea(request: SignedInRequest, pk: int) -> Idea:
    """Stand behind an idea. A second time changes nothing."""
    idea = get_object_or_404(Idea.objects.visible_to(request.user), pk=pk)
    return actions.support(idea, by=request.user)


@router.api_operation(["DELETE"], "/ideas/{int:pk}/support/", response=IdeaShape, url_name="support")
def unsupport_idea(request: SignedInRequest, pk: int) -> Idea:
    """Take your support back, while the idea has no answer."""
    idea = get_object_or_404(Idea.objects.visible_to(request.user), pk=pk)
    return actions.unsupport(idea, by=request.user)
