"""Navigation: the links in the head of each page and each desk. A link shows when its page exists."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

Link = tuple[str | Promise, str, str]  # label, name of the page, icon

PUBLIC: list[Link] = [
    (_("Communities"), "communities:index", "people"),
    (_("Ideas"), "ideas:index", "hand"),
    (_("What we did"), "insights:index", "seal"),
    (_("Numbers"), "metrics:index", "chart"),
    (_("My page"), "people:me", "home"),
]
#: In the head of whoever is signed in these stand under "More", so that their desks find room beside the rest.
MENU = {"metrics:index", "people:me"}
OF_MANAGERS: list[Link] = [
    (_("First steps"), "first_hour", "check"),
    (_("Webhooks"), "webhooks:index", "out"),
]
OF_ADMINISTRATORS: list[Link] = [
    (_("Name and colour"), "brand", "drop"),
    (_("Audit"), "people:audit", "seal"),
]
DESKS: list[Link] = [
    (_("Decisions"), "insights:desk", "scale"),
    (_("Themes"), "intelligence:index", "suggest"),
    (_("Imports"), "channels:index", "inbox"),
    (_("Moderation"), "moderation:index", "flag"),
    (_("Numbers"), "metrics:index", "chart"),
    (_("Public pages"), "home", "people"),
]
#: What the way to go somewhere finds beside all of these, for whoever is signed in; for managers; for administrators.
ELSEWHERE: list[Link] = [
    (_("What I follow"), "following:index", "bell"),
    (_("Notices"), "notices:notices", "bell"),
    (_("How I am told"), "notices:prefer", "mail"),
    (_("Security"), "people:security", "lock"),
]
TO_ADMINISTER: list[Link] = [
    (_("Set up a programme"), "communities:playbooks", "map"),
    (_("Found a community"), "communities:found", "plus"),
    (_("Letters"), "notices:outbox", "mail"),
]
FOOT: list[Link] = [
    (_("Check our numbers"), "metrics:index", ""),
    (_("Moderation log"), "moderation:log", ""),
    (_("About"), "about", ""),
    (_("The kit"), "kit:kit", ""),
]
IDEAS = "ideas:index"


class Place(NamedTuple):
    """A link that leads somewhere; ``is_here`` if the page in view is this one or lies below it."""

    label: str
    href: str
    icon: str
    is_here: bool = False


def places(links: Iterable[Link], path: str = "") -> tuple[Place, ...]:
    """The links whose pages exist; the longest address that the path begins with is here."""
    links = tuple(links)
    addresses = [address for _label, name, _icon in links if (address := address_of(name))]
    above = [one for one in addresses if path == one or (one != "/" and path.startswith(one))]
    return _places(links, max(above, key=len, default=""), get_language())


@lru_cache(maxsize=256)
def _places(links: tuple[Link, ...], here: str, _language: str | None) -> tuple[Place, ...]:
    """In the words of one language."""
    found = [(label, address_of(name), icon) for label, name, icon in links]
    return tuple(
        Place(str(label), address, icon, address == here) for label, address, icon in found if address
    )


def named(links: Iterable[Link], ideas: str) -> list[Link]:
    """The same links; ideas by the name that they have here, if they have one of their own."""
    return [(ideas if ideas and name == IDEAS else label, name, icon) for label, name, icon in links]


def reached_by(*, is_signed_in: bool, manages: bool, administers: bool) -> list[Link]:
    """Every page with an address of its own that this person has a use for, each once."""
    links = PUBLIC[:-1] + FOOT
    if is_signed_in:
        links = PUBLIC + DESKS[:-1] + ELSEWHERE + FOOT
    links = links + OF_MANAGERS * manages + (OF_ADMINISTRATORS + TO_ADMINISTER) * administers
    return list({name: (label, name, icon) for label, name, icon in reversed(links)}.values())[::-1]


@cache
def address_of(name: str) -> str | None:
    """The address of a named page, or None if there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
