"""Ideas to read: lists, one with its life, its versions and its pictures."""

from datetime import datetime
from typing import Literal

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema

from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas.models import Idea, IdeaQuerySet, Picture, StateChange, Version
from folkmoot.domains.ideas.search import search
from folkmoot.domains.ideas.states import State
from folkmoot.domains.people.models import Person
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.bearers import Token
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import NO_NUL, SOME_WORDS, Slug

from .shapes import IdeaShape, IdeaSheet, listed, router, shown


class IdeasAsked(Asked):
    """``q`` looks for words; quotes, OR and minus work as on the web. The newest come first, or the most supported."""

    community: Slug = ""
    state: State | None = None
    q: str = Field("", max_length=200, pattern=NO_NUL)
    sort: Literal["", "support"] = ""


class Sought(Schema):
    q: str = Field(max_length=200, pattern=SOME_WORDS)
    community: Slug = ""


class VersionShape(Schema):
    number: int
    title: str
    body: str
    body_html: str
    by: str = Field(alias="by.name")
    written_at: datetime


class VersionSheet(Schema):
    items: list[VersionShape]
    next: str


class StepShape(Schema):
    """One step of its life; the reason is public."""

    state: str
    by: str = Field(alias="by.name")
    reason: str
    at: datetime


class StepSheet(Schema):
    items: list[StepShape]
    next: str


class PictureShape(Schema):
    """``alt`` says what it shows. ``url`` is for people; programs find the file at ``/pictures/{id}/file/``."""

    id: int
    position: int
    alt: str
    width: int
    height: int
    url: str = Field(alias="get_absolute_url")


class PictureSheet(Schema):
    items: list[PictureShape]
    next: str


def in_community(request: HttpRequest, slug: str, ideas: IdeaQuerySet) -> IdeaQuerySet:
    """Those of one community. Http404 if this person does not see it; all, if none is named."""
    if not slug:
        return ideas
    return ideas.filter(community=get_object_or_404(Community.objects.visible_to(request.user), slug=slug))


def _published(request: HttpRequest) -> IdeaQuerySet:
    person = request.user
    return Idea.objects.visible_to(person).published().with_names().with_my_support(person)


@router.get("/ideas/", response=IdeaSheet, url_name="ideas")
def read_ideas(request: HttpRequest, asked: Query[IdeasAsked]) -> dict[str, object]:
    """Published ideas that you may see. Those that went into another are shown there, or by their state."""
    ideas = in_community(request, asked.community, _published(request))
    ideas = ideas.in_state(asked.state) if asked.state else ideas.on_their_own()
    if asked.q.strip():
        ideas = ideas.with_words(asked.q)
    by = "support_count" if asked.sort == "support" else "published_at"
    items, after = sheet(ideas, asked, by=by, newest_first=True)
    return {"items": listed(request, items), "next": after}


@router.get("/search/", response=IdeaSheet, url_name="search")
def search_ideas(request: HttpRequest, sought: Query[Sought]) -> dict[str, object]:
    """The 60 ideas nearest to what you look for: what holds the words, then what means the same. One sheet."""
    ideas = in_community(request, sought.community, _published(request).on_their_own())
    return {"items": listed(request, search(ideas, sought.q)), "next": ""}


@router.get("/me/ideas/", response=IdeaSheet, url_name="my_ideas", auth=Token())
def read_my_ideas(request: SignedInRequest, asked: Query[Asked]) -> dict[str, object]:
    """All that you wrote, the newest first, drafts and what was withdrawn among them."""
    mine = Q(author__in=Person.objects.same_as(request.user))
    ideas = Idea.objects.filter(mine).with_names().with_my_support(request.user)
    items, after = sheet(ideas, asked, by="id", newest_first=True)
    return {"items": listed(request, items), "next": after}


@router.get("/ideas/{int:pk}/", response=IdeaShape, url_name="idea")
def read_idea(request: HttpRequest, pk: int) -> Idea:
    """One idea; your own also as a draft, held, hidden or withdrawn."""
    return shown(request, pk)


@router.get("/ideas/{int:pk}/versions/", response=VersionSheet, url_name="versions")
def read_versions(request: HttpRequest, pk: int, asked: Query[Asked]) -> dict[str, object]:
    """Its words at all times, the newest first."""
    of_it = Version.objects.filter(idea=_seen(request, pk)).select_related("by")
    items, after = sheet(of_it, asked, by="number", newest_first=True)
    return {"items": items, "next": after}


@router.get("/ideas/{int:pk}/steps/", response=StepSheet, url_name="steps")
def read_steps(request: HttpRequest, pk: int, asked: Query[Asked]) -> dict[str, object]:
    """What became of it, step by step."""
    steps = StateChange.objects.filter(idea=_seen(request, pk)).exclude(state=State.DRAFT)
    items, after = sheet(steps.select_related("by"), asked, by="at")
    return {"items": items, "next": after}


@router.get("/ideas/{int:pk}/pictures/", response=PictureSheet, url_name="pictures")
def read_pictures(request: HttpRequest, pk: int) -> dict[str, object]:
    """The pictures that stand with it, six at most."""
    return {"items": list(Picture.objects.filter(idea=_seen(request, pk))), "next": ""}


def _seen(request: HttpRequest, pk: int) -> Idea:
    return get_object_or_404(Idea.objects.visible_to(request.user), pk=pk)
