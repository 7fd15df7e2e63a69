"""The brand: how this place looks and speaks, on every page, without a further request.

An organisation sets one colour. Lightness stays ours (``tokens.css``), so contrast holds for any. The colour goes out
within the one joined style sheet, under an address that names both: whoever knows the address knows every byte.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass, fields
from functools import lru_cache

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from folkmoot.kit import assets

COLOUR = re.compile(r"#[0-9a-f]{6}")
OURS = "#007481"  # --brand of tokens.css, as sRGB
_RULE = "@layer tokens {{ :root {{ --brand: {}; }} }}\n"


@dataclass(frozen=True)
class Look:
    """What a page shows of the brand. Empty means: as the house says it."""

    name: str = ""
    tagline: str = ""
    welcome: str = ""
    call: str = ""
    ideas: str = ""
    colour: str = ""
    logo: str = ""

    @property
    def is_ours(self) -> bool:
        return self == Look()


WORDS = [field.name for field in fields(Look)]


def look_of(brand: object | None) -> Look:
    """The look of a version, or of none."""
    return Look(**{name: getattr(brand, name) for name in WORDS}) if brand else Look()


def stylesheet(colour: str) -> SafeString:
    """The tags of the style sheets, in this colour. With a colour of theirs the joined one comes from ``style_of``."""
    if not colour:
        return assets.stylesheet()
    tag = format_html('<link rel="stylesheet" href="{}">', address_of(colour))
    return tag if _is_joined() else assets.stylesheet() + tag


def address_of(colour: str) -> str:
    return reverse("brand_style", args=[stamp(), colour.removeprefix("#")])


@lru_cache(maxsize=1)
def _stamp(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:12]


def stamp() -> str:
    """What changes whenever our own style sheet does: its address holds a hash of its bytes."""
    return _stamp(staticfiles_storage.url(assets.STYLE)) if _is_joined() else "parts"


@lru_cache(maxsize=8)
def style_of(stamp: str, colour: str) -> tuple[bytes, bytes]:
    """The style sheet in this colour, and the same packed by gzip. Raises ValueError for what is no colour."""
    if not COLOUR.fullmatch(colour):
        raise ValueError("not a colour")
    whole = _joined() + _RULE.format(colour).encode()
    return whole, gzip.compress(whole, 9, mtime=0)


def _joined() -> bytes:
    """Our own style sheet, if it is one file: else it comes file by file, and the colour alone after them."""
    if not _is_joined():
        return b""
    with staticfiles_storage.open(assets.STYLE) as file:
        return bytes(file.read())


def _is_joined() -> bool:
    return bool(getattr(staticfiles_storage, "is_collected", False))


def default_name() -> str:
    return str(settings.FOLKMOOT_NAME)
