"""Catalogues: the words of the house, found in Python and in templates, and their translations.

The sources are ``folkmoot/locale/LANGUAGE/LC_MESSAGES/django.po``; ``bin/folkmoot words`` brings them into step with
the code, and ``bin/up`` compiles them into the data directory. Babel does all of it: Django's own ``makemessages``
reads no Jinja2, and a bare machine has no msgfmt.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from folkmoot.site import places

PACKAGE = places.ROOT / "folkmoot"
SOURCES = PACKAGE / "locale"
COMPILED = places.VAR / "locale"
NAME = Path("LC_MESSAGES") / "django"
METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**/shown/**", "ignore"),  # the living page shows markup with examples
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
    ("**.py", "python"),
]
JINJA = {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "trimmed": "true", "silent": "false"}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
#: No names and no dates: a change of the code that changes no word changes no catalogue.
HEADER: dict[str, Any] = {
    "project": "Folkmoot",
    "version": "1",
    "header_comment": "# The words of Folkmoot. bin/folkmoot words keeps them in step with the code.",
    "msgid_bugs_address": "Folkmoot",
    "last_translator": "Folkmoot",
    "language_team": "Folkmoot",
    "creation_date": datetime(2026, 1, 1, tzinfo=UTC),
    "revision_date": datetime(2026, 1, 1, tzinfo=UTC),
    "fuzzy": False,
}


def languages() -> list[str]:
    """The languages that have a catalogue, English aside."""
    return sorted(folder.name for folder in SOURCES.iterdir() if folder.is_dir()) if SOURCES.exists() else []


def words() -> Catalog:
    """Every message of the code."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        PACKAGE, METHODS, {"**/templates/**.html": JINJA, "**/templates/**.txt": JINJA}, KEYWORDS
    )
    for _file, _line, message, _comments, context in found:
        catalog.add(message, context=context)
    return catalog


def read(language: str) -> Catalog:
    with (SOURCES / language / NAME.with_suffix(".po")).open("rb") as file:
        return read_po(file, locale=language)


def in_step(language: str) -> Catalog:
    """The catalogue with the messages of today: new ones are empty, old ones are gone, none is guessed."""
    source = SOURCES / language / NAME.with_suffix(".po")
    known = read(language) if source.exists() else Catalog(locale=language)
    fresh = Catalog(locale=language, **HEADER)
    for one in words():
        if one.id:
            said = known.get(one.id, one.context)
            fresh.add(one.id, said.string if said else None, flags=one.flags, context=one.context)
    return fresh


def write(language: str) -> int:
    """Bring the source of a language into step; how many messages still have no translation."""
    catalog = in_step(language)
    source = SOURCES / language / NAME.with_suffix(".po")
    source.parent.mkdir(parents=True, exist_ok=True)
    with source.open("wb") as file:
        write_po(file, catalog, no_location=True, sort_output=True, width=110)
    return len(holes(catalog))


def holes(catalog: Catalog) -> list[Message]:
    """The messages without a translation, or with one that is marked as a guess."""
    return [one for one in catalog if one.id and (one.fuzzy or not all(forms_of(one)))]


def forms_of(message: Message) -> tuple[str, ...]:
    """Its translation, in as many forms as it has."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def compile_all(into: Path = COMPILED) -> None:
    """Write what Django reads (``.mo``) for each language."""
    into.mkdir(parents=True, exist_ok=True)
    for language in languages():
        target = into / language / NAME.with_suffix(".mo")
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".fresh")
        with fresh.open("wb") as file:
            write_mo(file, read(language))
        fresh.replace(target)


if __name__ == "__main__":
    compile_all()
    sys.exit(0)
