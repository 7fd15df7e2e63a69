"""Themes as programs read them, and how they are found."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from folkmoot.domains.communities.models import Community
from folkmoot.domains.intelligence import rules
from folkmoot.domains.intelligence.models import Theme
from folkmoot.domains.intelligence.showing import feelings_of, quotes_of
from folkmoot.kit.shapes import May, may_of
from folkmoot.kit.sparse import wants

#: One for the room: two routers would hide each other's methods at one address.
router = Router(tags=["themes"])
#: What may be done with one theme, each with its rule.
VERBS = ("name", "merge", "unmerge", "split", "rejoin", "set_aside", "take_up")


class FeelingsShape(Schema):
    """How many voices speak negatively, positively, and how many there are whose feeling is known."""

    negative: int
    positive: int
    known: int


class ThemeShape(Schema):
    """``name`` is a person's, else its own words; all else is found by ``model``. ``quotes`` are its telling words.

    ``merged_into`` and ``split_from`` are keys of themes, where a person did that; ``is_retired`` says that it is not
    found any more.
    """

    id: int
    community: str = Field(alias="community.slug")
    name: str
    words: list[str]
    is_named: bool
    is_rest: bool
    is_small_talk: bool
    is_aside: bool
    is_retired: bool
    merged_into: int | None = Field(alias="merged_into_id")
    split_from: int | None = Field(alias="split_from_id")
    size: int
    model: str
    found_at: datetime
    quotes: list[str] = []
    feelings: FeelingsShape | None = None
    may: dict[str, May] = {}
    url: str = Field(alias="get_absolute_url")


def shown(request: HttpRequest, themes: list[Theme]) -> list[Theme]:
    """With their quotes and feelings, read at once for all, where they are asked for."""
    quotes = quotes_of(themes) if wants(request, "quotes") else {}
    feelings = feelings_of(themes) if wants(request, "feelings") else {}
    for theme in themes:
        theme.is_named = bool(theme.name_given)  # type: ignore[attr-defined]
        theme.is_aside = theme.aside_at is not None  # type: ignore[attr-defined]
        theme.is_retired = theme.retired_at is not None  # type: ignore[attr-defined]
        theme.quotes = quotes.get(theme.pk, [])  # type: ignore[attr-defined]
        theme.feelings = feelings.get(theme.pk)  # type: ignore[attr-defined]
        if wants(request, "may"):
            theme.may = _may(request, theme)  # type: ignore[attr-defined]
    return themes


def _may(request: HttpRequest, theme: Theme) -> dict[str, dict[str, Any]]:
    person = request.user
    answers = {verb: getattr(rules, f"may_{verb}")(person, theme) for verb in VERBS}
    return may_of(tend=rules.may_tend(person, theme.community), **answers)


def theme_for(request: HttpRequest, pk: int) -> Theme:
    """Http404 if this person may not see it."""
    themes = Theme.objects.visible_to(request.user).select_related("community").defer("centroid")
    return get_object_or_404(themes, pk=pk)


def community_named(request: HttpRequest, slug: str) -> Community:
    """Http404 if this person may not see it."""
    return get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
