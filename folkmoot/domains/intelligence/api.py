"""Doors for programs: themes with their voices and their past, and what is like some words."""

from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas.models import TITLE_LENGTH
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import NO_NUL, SOME_WORDS, Closed, May, Slug, may_of
from folkmoot.kit.sparse import wants

from . import actions, rules
from .encoding import encode
from .models import Theme, ThemeEvent, ThemeMember
from .showing import Voice, feelings_of, look_alikes_of_words, quotes_of, voices_of

router = Router(tags=["themes"])


class FeelingsShape(Schema):
    """How many voices speak negatively, positively, and how many there are whose feeling is known."""

    negative: int
    positive: int
    known: int


class ThemeShape(Schema):
    """``name`` is a person's, else its own words; all else is found by ``model``. ``quotes`` are its telling words."""

    id: int
    community: str = Field(alias="community.slug")
    name: str
    words: list[str]
    is_named: bool
    is_rest: bool
    is_small_talk: bool
    size: int
    model: str
    found_at: datetime
    quotes: list[str] = []
    feelings: FeelingsShape | None = None
    may: dict[str, May] = {}
    url: str = Field(alias="get_absolute_url")


class ThemeSheet(Schema):
    items: list[ThemeShape]
    next: str


class ItemShape(Schema):
    """One voice of a theme, with what is understood of it; what a person corrected counts."""

    subject: str
    quote: str
    author: str
    at: datetime | None
    language: str
    sentiment: str
    url: str


class ItemSheet(Schema):
    items: list[ItemShape]
    next: str


class EventShape(Schema):
    """``by`` is empty where a model did it; ``other`` is the theme that it concerns too."""

    kind: str
    other: int | None = Field(alias="other_id")
    count: int
    size: int
    by: str
    at: datetime


class EventSheet(Schema):
    items: list[EventShape]
    next: str


class AlikeShape(Schema):
    """``cosine`` is how near it is, 1 at most."""

    id: int
    title: str
    community: str
    state: str
    support_count: int
    cosine: float
    url: str


class AlikeSheet(Schema):
    items: list[AlikeShape]
    next: str


class ThemesAsked(Asked):
    community: Slug = ""


class NewThemeName(Closed):
    name: str = Field("", max_length=120, pattern=NO_NUL)


class Words(Schema):
    text: str = Field(max_length=TITLE_LENGTH, pattern=SOME_WORDS)


def _shown(request: HttpRequest, themes: list[Theme]) -> list[Theme]:
    """With their quotes and feelings, read at once for all, where they are asked for."""
    quotes = quotes_of(themes) if wants(request, "quotes") else {}
    feelings = feelings_of(themes) if wants(request, "feelings") else {}
    for theme in themes:
        theme.is_named = bool(theme.name_given)  # type: ignore[attr-defined]
        theme.quotes = quotes.get(theme.pk, [])  # type: ignore[attr-defined]
        theme.feelings = feelings.get(theme.pk)  # type: ignore[attr-defined]
        if wants(request, "may"):
            theme.may = may_of(tend=rules.may_tend(request.user, theme.community))  # type: ignore[attr-defined]
    return themes


@router.get("/themes/", response=ThemeSheet, url_name="themes")
def read_themes(request: HttpRequest, asked: Query[ThemesAsked]) -> dict[str, object]:
    """What people speak of, the largest first; without what was set aside."""
    themes = Theme.objects.visible_to(request.user).shown().filter(size__gt=0).select_related("community")
    if asked.community:
        communities = Community.objects.visible_to(request.user)
        themes = themes.filter(community=get_object_or_404(communities, slug=asked.community))
    items, after = sheet(themes.defer("centroid"), asked, by="size", newest_first=True)
    return {"items": _shown(request, items), "next": after}


@router.get("/themes/{int:pk}/", response=ThemeShape, url_name="theme")
def read_theme(request: HttpRequest, pk: int) -> Theme:
    """One theme, also one that is not found any more."""
    return _shown(request, [_seen(request, pk)])[0]


@router.get("/themes/{int:pk}/items/", response=ItemSheet, url_name="theme_items")
def read_theme_items(request: HttpRequest, pk: int, asked: Query[Asked]) -> dict[str, object]:
    """Who says what in it, the most telling first; without what is gone or hidden."""
    members = ThemeMember.objects.filter(theme=_seen(request, pk))
    listed, after = sheet(members, asked, by="rank")
    return {"items": [_item(voice) for voice in voices_of(listed, request.user)], "next": after}


@router.get("/themes/{int:pk}/history/", response=EventSheet, url_name="theme_history")
def read_theme_history(request: HttpRequest, pk: int, asked: Query[Asked]) -> dict[str, object]:
    """What happened to it, the newest first."""
    events = ThemeEvent.objects.filter(theme=_seen(request, pk)).select_related("by")
    listed, after = sheet(events, asked, by="at", newest_first=True)
    return {"items": [_event(one) for one in listed], "next": after}


@router.get("/look-alikes/", response=AlikeSheet, url_name="look_alikes")
def read_look_alikes(request: HttpRequest, words: Query[Words]) -> dict[str, object]:
    """Ideas that say what this text says, the nearest first; none where nobody can tell."""
    found = look_alikes_of_words(encode(words.text), request.user)
    items = [
        {
            "id": idea.pk,
            "title": idea.title,
            "community": idea.community.slug,
            "state": idea.state,
            "support_count": idea.support_count,
            "cosine": cosine,
            "url": idea.get_absolute_url(),
        }
        for idea, cosine in found
    ]
    return {"items": items, "next": ""}


@router.put("/themes/{int:pk}/name/", response=ThemeShape, url_name="name_theme")
def name_theme(request: SignedInRequest, pk: int, new: NewThemeName) -> Theme:
    """Give it a name that people understand; left empty, it goes by its own words."""
    actions.name_theme(_seen(request, pk), by=request.user, name=new.name)
    return read_theme(request, pk)


@router.post("/themes/{int:pk}/set-aside/", response=ThemeShape, url_name="set_aside")
def set_theme_aside(request: SignedInRequest, pk: int) -> Theme:
    """It is not shown among the others any more."""
    actions.set_aside(_seen(request, pk), by=request.user)
    return read_theme(request, pk)


@router.post("/themes/{int:pk}/take-up/", response=ThemeShape, url_name="take_up")
def take_theme_up(request: SignedInRequest, pk: int) -> Theme:
    """It is shown again."""
    actions.take_up(_seen(request, pk), by=request.user)
    return read_theme(request, pk)


def _seen(request: HttpRequest, pk: int) -> Theme:
    themes = Theme.objects.visible_to(request.user).select_related("community").defer("centroid")
    return get_object_or_404(themes, pk=pk)


def _item(voice: Voice) -> dict[str, object]:
    known = voice.understanding
    return {
        "subject": voice.member.subject,
        "quote": voice.member.quote,
        "author": voice.thing.author.name,
        "at": voice.at,
        "language": known.language_now if known else "",
        "sentiment": known.sentiment_now if known else "unknown",
        "url": voice.thing.get_absolute_url(),
    }


def _event(one: ThemeEvent) -> dict[str, object]:
    return {
        "kind": one.kind,
        "other_id": one.other_id,
        "count": one.count,
        "size": one.size,
        "by": one.by.name if one.by else "",
        "at": one.at,
    }
