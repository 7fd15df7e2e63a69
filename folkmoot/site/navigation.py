"""Navigation: the links in the head of each page and each desk. A link shows when its page exists."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Link = tuple[str | Promise, str, str]  # label, name of the page, icon

PUBLIC: list[Link] = [
    (_("Communities"), "communities:index", "people"),
    (_("Ideas"), "ideas:index", "hand"),
    (_("What we did"), "insights:index", "seal"),
    (_("Numbers"), "metrics:index", "chart"),
    (_("My page"), "people:me", "home"),
]
DESKS: list[Link] = [
    (_("Decisions"), "insights:desk", "scale"),
    (_("Themes"), "intelligence:index", "suggest"),
    (_("Imports"), "channels:index", "inbox"),
    (_("Moderation"), "moderation:index", "flag"),
    (_("Numbers"), "metrics:index", "chart"),
    (_("Public pages"), "home", "people"),
]
FOOT: list[Link] = [
    (_("Check our numbers"), "metrics:index", ""),
    (_("Moderation log"), "moderation:log", ""),
    (_("About"), "about", ""),
    (_("The kit"), "kit:kit", ""),
]


@dataclass(frozen=True)
class Place:
    """A link that leads somewhere; ``is_here`` if the page in view is this one or lies below it."""

    label: str | Promise
    href: str
    icon: str
    is_here: bool = False


def places(links: Iterable[Link], path: str = "") -> list[Place]:
    """The links whose pages exist; the longest address that the path begins with is here."""
    found = [(label, address, icon) for label, name, icon in links if (address := address_of(name))]
    above = [
        address for _, address, _ in found if path == address or (address != "/" and path.startswith(address))
    ]
    here = max(above, key=len, default=None)
    return [Place(label, address, icon, address == here) for label, address, icon in found]


def address_of(name: str) -> str | None:
    """The address of a named page, or None if there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
