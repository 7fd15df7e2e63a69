"""The reference: tables of the documentation that are made from the code, so that they are never behind it."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from folkmoot.activity import stream
from folkmoot.activity.vocabulary import VERBS
from folkmoot.domains.channels.importers import shelf as importers
from folkmoot.domains.intelligence.readers import all_readers
from folkmoot.domains.metrics.kpis import shelf as kpis
from folkmoot.kit import audiences, slots
from folkmoot.site import places
from folkmoot.site.api import api
from folkmoot.site.variables import VARIABLES

FOLDER = places.ROOT / "docs" / "reference"


def table(head: str, *columns: str, rows: Iterable[Iterable[Any]]) -> str:
    """A page of Markdown with one table. A bar in a cell would end it, so it is escaped."""
    lines = [" | ".join(columns), " | ".join("---" for _ in columns)]
    lines += [" | ".join(str(cell).replace("|", "\\|") for cell in row) for row in rows]
    return f"{head}\n\n" + "".join(f"| {line} |\n" for line in lines)


def _is_of_a_room(name: str) -> bool:
    """What a test registers for itself is no part of the house."""
    return name.startswith("folkmoot.domains.") and ".tests." not in name


def verbs() -> str:
    head = (
        "# What can happen\n\nThe verbs of the stream: who listens for each in the background, "
        "and whether somebody is told of it."
    )
    rows = (
        (
            f"`{name}`",
            verb.sentence,
            verb.kind,
            ", ".join(sorted({one.split(".")[2] for one in stream.listeners_of(name) if _is_of_a_room(one)})),
            "yes" if audiences.audience_of(name) else "",
        )
        for name, verb in sorted(VERBS.items())
        if f"folkmoot.domains.{name.partition('.')[0]}" in settings.ROOMS
    )
    return table(head, "Verb", "Sentence", "Kind", "Heard by", "Somebody is told", rows=rows)


def figures() -> str:
    head = "# Figures\n\nEvery KPI, computed from the stream alone, for any past day."
    rows = (
        (f"`{name}`", kpi.label, kpi.version, kpi.unit.label, kpi.formula) for name, kpi in kpis.all().items()
    )
    return table(head, "KPI", "Title", "Version", "Unit", "Formula", rows=rows)


def importing() -> str:
    head = "# Importers\n\nWhat can be read from other systems, each by one file on the shelf."
    rows = ((f"`{name}`", importer.label, importer.hint) for name, importer in importers.all().items())
    return table(head, "Format", "System", "What it needs", rows=rows)


def reading() -> str:
    head = "# Readers\n\nThe models that suggest, with version and licence. None acts by itself."
    rows = (
        (f"`{file}`", reader.name, reader.version, reader.licence, ", ".join(reader.languages))
        for file, reader in all_readers().items()
    )
    return table(head, "File", "Model", "Version", "Licence", "Languages", rows=rows)


def filling() -> str:
    head = "# Slots\n\nNamed places on pages, who fills them, and with how many statements at most."
    rows = (
        (f"`{slot}`", filler.name.removeprefix("folkmoot.").replace("domains.", ""), filler.most)
        for slot in sorted(slots.filled_slots())
        for filler in slots.fillers_of(slot)
        if _is_of_a_room(filler.name)
    )
    return table(head, "Slot", "Filled by", "Statements", rows=rows)


def configuring() -> str:
    head = (
        "# Settings\n\nWhat can be set from outside, by variables of the environment. "
        "A secret is never shown, not even in a backup."
    )
    rows = ((f"`{one.name}`", one.default, one.meaning, "yes" if one.is_secret else "") for one in VARIABLES)
    return table(head, "Variable", "Without it", "Meaning", "Secret", rows=rows)


def openapi() -> str:
    """What programs may ask for, in OpenAPI 3.1; the same is served at ``/api/v1/openapi.json``."""
    return json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "verbs.md": verbs,
    "figures.md": figures,
    "importers.md": importing,
    "readers.md": reading,
    "slots.md": filling,
    "settings.md": configuring,
    "openapi.json": openapi,
}


def pages() -> dict[Path, str]:
    """Every page of the reference as it should be today."""
    return {FOLDER / name: make() for name, make in PAGES.items()}
