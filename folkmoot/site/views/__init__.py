"""Doors of the front page: what this place is, how it looks, where to go, and in which language."""

from .branding import brand, brand_logo, brand_style, preview, rebrand, revert
from .front import choose_language, home
from .going import go, keys
from .starting import bring_back, first_hour, put_away

__all__ = [
    "brand",
    "brand_logo",
    "brand_style",
    "bring_back",
    "choose_language",
    "first_hour",
    "go",
    "home",
    "keys",
    "preview",
    "put_away",
    "rebrand",
    "revert",
]
