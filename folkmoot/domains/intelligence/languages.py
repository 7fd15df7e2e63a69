"""Languages by their codes, with their names in the reader's language."""

from functools import cache

from babel import Locale
from django.utils.translation import gettext as _

from folkmoot.kit.times import locale

#: ISO 639-2 for "undetermined": no language can be told.
UNDETERMINED = "und"


@cache
def _codes() -> frozenset[str]:
    """All languages of ISO 639-1 that have a name."""
    return frozenset(str(code) for code in Locale("en").languages if len(str(code)) == 2) | {UNDETERMINED}


def is_language(code: str) -> bool:
    return code in _codes()


def language_name(code: str) -> str:
    """Its name in the reader's language; the code where it has none."""
    if code == UNDETERMINED:
        return _("no language that can be told")
    return str(locale().languages.get(code, code))


def language_choices() -> list[tuple[str, str]]:
    """All that can be chosen, by name."""
    named = [(code, language_name(code)) for code in _codes()]
    return sorted(named, key=lambda choice: (choice[0] == UNDETERMINED, choice[1].casefold()))
