"""Words of pages: each message is looked up once in each language, and is safe to show.

Jinja's own functions build a safe string and format it at every call, some hundred times on a page.
"""

from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from markupsafe import Markup

from folkmoot.kit.times import number

MOST = 8192  # messages times languages; the house has some 2,500


def translated(message: str, /, **variables: Any) -> Markup:
    """The message in the reader's language. Like Jinja's, it is a format: a per cent sign is written twice."""
    found, plain = _found(get_language(), str(message))
    return found % variables if variables else plain


def translated_here(context: str, message: str, /, **variables: Any) -> Markup:
    """The same for a word that means something else elsewhere."""
    return Markup(pgettext(context, message)) % variables


def counted(singular: str, plural: str, num: float, /, **variables: Any) -> Markup:
    """One or several; ``%(num)s`` has the separators of the reader's language."""
    form = _form(get_language(), singular, plural, num)
    return form % {"num": number(num), **variables}


def counted_here(context: str, singular: str, plural: str, num: float, /, **variables: Any) -> Markup:
    return Markup(npgettext(context, singular, plural, int(num))) % {"num": number(num), **variables}


@lru_cache(maxsize=MOST)
def _found(language: str | None, message: str) -> tuple[Markup, Markup]:
    """The format, and what it is without variables: a message that needs some is only looked up with them."""
    found = Markup(gettext(message))
    return found, found if "%(" in found else found % {}


@lru_cache(maxsize=MOST)
def _form(language: str | None, singular: str, plural: str, num: float) -> Markup:
    # Plural rules know whole numbers; 1.5 is several everywhere.
    return Markup(ngettext(singular, plural, num))
