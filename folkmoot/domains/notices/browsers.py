"""Browsers: a name by which somebody knows theirs again."""

import re

from django.utils.translation import gettext as _

_BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
]
_PLACES = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
]


def name_of_browser(agent: str) -> str:
    """A name by which somebody knows their browser again: what it calls itself, without its versions."""
    browser = next((name for sign, name in _BROWSERS if re.search(rf"\b{sign}", agent)), "")
    place = next((name for sign, name in _PLACES if sign in agent), "")
    return " · ".join(part for part in (browser, place) if part) or _("A browser")
