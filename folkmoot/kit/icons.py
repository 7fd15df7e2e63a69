"""Icons: drawn within the page, so that they come with its words, and nothing is fetched for them."""

import re
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe
from markupsafe import escape

_SPRITE = Path(__file__).parent / "icons.svg"
_SYMBOL = re.compile(r'<symbol id="(\w+)" viewBox="0 0 24 24">(.+?)</symbol>')
DRAWINGS: dict[str, str] = dict(_SYMBOL.findall(_SPRITE.read_text()))


@cache
def icon(name: str, classes: str = "") -> SafeString:
    """One by its name. It never stands for a word alone, so it is hidden from screen readers.

    KeyError for one that nobody drew.
    """
    look = f"icon {classes}" if classes else "icon"
    return mark_safe(
        f'<svg class="{escape(look)}" viewBox="0 0 24 24" aria-hidden="true">{DRAWINGS[name]}</svg>'
    )
