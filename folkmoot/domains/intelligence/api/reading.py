"""Themes to read, with their voices, their summary and their past; and what is like some words."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Schema

from folkmoot.domains.ideas.models import TITLE_LENGTH
from folkmoot.domains.intelligence import rules
from folkmoot.domains.intelligence.encoding import encode
from folkmoot.domains.intelligence.models import Theme, ThemeEvent, ThemeMember
from folkmoot.domains.intelligence.showing import Voice, look_alikes_of_words, summary_of, voices_of
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import SOME_WORDS, May, Slug, may_of
from folkmoot.kit.sparse import wants

from .shapes import ThemeShape, community_named, router, shown, theme_for


class ThemeSheet(Schema):
    items: list[ThemeShape]
    next: str


class ItemShape(Schema):
    """One voice of a theme, with what is understood of it; what a person corrected counts.

    ``id`` is what moves it, ``understanding`` is the key of what can be corrected; ``is_moved``: a person put it here.
    """

    id: int
    understanding: int | None
    is_moved: bool
    subject: str
    quote: str
    author: str
    at: datetime | None
    language: str
    sentiment: str
    may: dict[str, May] = {}
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


class SentenceShape(Schema):
    """One sentence as somebody wrote it, chosen by ``model``."""

    subject: str
    sentence: str
    language: str
    model: str
    url: str


class SentenceSheet(Schema):
    items: list[SentenceShape]
    next: str


class ThemesAsked(Asked):
    """``aside``: those that somebody set aside, and no others."""

    community: Slug = ""
    aside: bool = False


class Words(Schema):
    text: str = Field(max_length=TITLE_LENGTH, pattern=SOME_WORDS)


@router.get("/themes/", response=ThemeSheet, url_name="themes")
def read_themes(request: HttpRequest, asked: Query[ThemesAsked]) -> dict[str, object]:
    """What people speak of, the largest first; what was set aside only with ``aside``."""
    themes = (
        Theme.objects.visible_to(request.user).standing().filter(size__gt=0, aside_at__isnull=not asked.aside)
    )
    if asked.community:
        themes = themes.filter(community=community_named(request, asked.community))
    items, after = sheet(
        themes.select_related("community").defer("centroid"), asked, by="size", newest_first=True
    )
    return {"items": shown(request, items), "next": after}


@router.get("/themes/{int:pk}/", response=ThemeShape, url_name="theme")
def read_theme(request: HttpRequest, pk: int) -> Theme:
    """One theme, also one that is not found any more."""
    return shown(request, [theme_for(request, pk)])[0]


@router.get("/themes/{int:pk}/items/", response=ItemSheet, url_name="theme_items")
def read_theme_items(request: HttpRequest, pk: int, asked: Query[Asked]) -> dict[str, object]:
    """Who says what in it, the most telling first; without what is gone or hidden."""
    theme = theme_for(request, pk)
    listed, after = sheet(ThemeMember.objects.filter(theme=theme), asked, by="rank")
    for member in listed:
        member.theme = theme  # known: the rules ask for its community
    return {"items": [_item(request, voice) for voice in voices_of(listed, request.user)], "next": after}


@router.get("/themes/{int:pk}/summary/", response=SentenceSheet, url_name="theme_summary")
def read_theme_summary(request: HttpRequest, pk: int) -> dict[str, object]:
    """The sentences that stand for it, word for word as people wrote them. One sheet."""
    found = summary_of(theme_for(request, pk), request.user)
    names = ("subject", "sentence", "language", "model")
    items = [
        {name: getattr(extract, name) for name in names} | {"url": thing.get_absolute_url()}
        for extract, thing in found
    ]
    return {"items": items, "next": ""}


@router.get("/themes/{int:pk}/history/", response=EventSheet, url_name="theme_history")
def read_theme_history(request: HttpRequest, pk: int, asked: Query[Asked]) -> dict[str, object]:
    """What happened to it, the newest first."""
    events = ThemeEvent.objects.filter(theme=theme_for(request, pk)).select_related("by")
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


def _item(request: HttpRequest, voice: Voice) -> dict[str, object]:
    known, member = voice.understanding, voice.member
    may = _may(request, member) if wants(request, "may") else {}
    return {
        "id": member.pk,
        "understanding": known.pk if known else None,
        "is_moved": member.moved_to_id is not None,
        "may": may,
        "subject": member.subject,
        "quote": member.quote,
        "author": voice.thing.author.name,
        "at": voice.at,
        "language": known.language_now if known else "",
        "sentiment": known.sentiment_now if known else "unknown",
        "url": voice.thing.get_absolute_url(),
    }


def _may(request: HttpRequest, member: ThemeMember) -> dict[str, dict[str, Any]]:
    move, put_back = rules.may_move(request.user, member), rules.may_put_back(request.user, member)
    return may_of(move=move, put_back=put_back)


def _event(one: ThemeEvent) -> dict[str, object]:
    return {
        "kind": one.kind,
        "other_id": one.other_id,
        "count": one.count,
        "size": one.size,
        "by": one.by.name if one.by else "",
        "at": one.at,
    }
