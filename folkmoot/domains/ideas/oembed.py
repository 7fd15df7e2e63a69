"""oEmbed 1.0 (https://oembed.com): how the card of an idea stands in a page of somebody else."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html

from .models import Idea, IdeaQuerySet

WIDTH, HEIGHT = 600, 280  # pixels, where nobody asks for less
MOST_KEPT = 3600  # seconds
_NOBODY = AnonymousUser()


def embeddable() -> IdeaQuerySet:
    """What everybody may read, so whoever frames it: no idea of a community by invitation, no draft, nothing hidden."""
    return Idea.objects.visible_to(_NOBODY).with_names()


def idea_at(address: str, request: HttpRequest) -> Idea | None:
    """The idea whose page or card has this address, if it is one of this place and everybody may read it."""
    try:
        parts = urlsplit(address)
        found = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    ours = {request.get_host(), urlsplit(settings.URL).netloc}
    if parts.scheme not in ("http", "https") or parts.netloc not in ours:
        return None
    if found.view_name not in ("ideas:detail", "ideas:card"):
        return None
    return embeddable().filter(pk=found.kwargs["pk"]).first()


@dataclass(frozen=True)
class Size:
    """What the card is given, at most what was asked for."""

    width: int
    height: int


def size_of(asked: dict[str, str]) -> Size:
    """From ``maxwidth`` and ``maxheight``; whatever is no number asks for nothing."""
    return Size(_least(asked.get("maxwidth", ""), WIDTH), _least(asked.get("maxheight", ""), HEIGHT))


def _least(asked: str, usual: int) -> int:
    is_number = asked.isascii() and asked.isdigit() and 0 < len(asked) < 6
    return min(int(asked), usual) if is_number and int(asked) else usual


def answer(idea: Idea, size: Size, *, provider: str) -> dict[str, object]:
    """The answer of type ``rich``: a frame that may run nothing and only opens the idea in a tab of its own."""
    html = format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" sandbox="allow-popups allow-popups-to-escape-sandbox" '
        'loading="lazy" frameborder="0"></iframe>',
        settings.URL + reverse("ideas:card", args=[idea.pk]),
        size.width,
        size.height,
        idea.title,
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": idea.title,
        "provider_name": provider,
        "provider_url": settings.URL,
        "cache_age": MOST_KEPT,
        "html": html,
        "width": size.width,
        "height": size.height,
    }
