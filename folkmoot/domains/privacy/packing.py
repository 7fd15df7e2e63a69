"""Packing: the parts of an export become one zip, for people and for programs. Memory is bounded throughout."""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from folkmoot.domains.people.reading import as_preferred
from folkmoot.kit.subjects import Record, holdings

if TYPE_CHECKING:
    from .models import Export

SCHEMA = "folkmoot.export/1"
SHEET = 200  # records rendered at once


def make_room(folder: Path) -> None:
    """The folder of the parts, for us alone."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


def write_part(folder: Path, name: str, attempt: int, records: Iterable[Record]) -> int:
    """All records of one room as JSON lines, complete or not at all. Returns how many."""
    unfinished = folder / f"{name}.{attempt}"
    count = 0
    with _private(unfinished) as out:
        for record in records:
            count += 1
            out.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(_part(folder, name))
    return count


def has_parts(folder: Path, names: Iterable[str]) -> bool:
    """Are these rooms written? Not after a backup was brought back: half-written files are in none."""
    return all(_part(folder, name).exists() for name in names)


def pack(one: "Export") -> tuple[int, str]:
    """The zip of all parts, complete or not at all: its size in bytes and its SHA-256."""
    unfinished = one.folder / f"zip.{one.attempt}"
    with (
        as_preferred(one.person),
        _private(unfinished) as out,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped,
    ):
        with zipped.open("data.json", "w", force_zip64=True) as entry:
            _write(entry, _data(one))
        with zipped.open("index.html", "w", force_zip64=True) as entry:
            _write(entry, _page(one))
        for file in sorted(_files(one)):
            zipped.write(Path(settings.MEDIA_ROOT) / file, file)
    unfinished.replace(one.file)
    with one.file.open("rb") as made:
        return one.file.stat().st_size, hashlib.file_digest(made, "sha256").hexdigest()


def remove(one: "Export") -> None:
    """The file and its parts, as far as they are there."""
    one.file.unlink(missing_ok=True)
    shutil.rmtree(one.folder, ignore_errors=True)


def _private(file: Path) -> IO[bytes]:
    file.unlink(missing_ok=True)
    return os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def _part(folder: Path, name: str) -> Path:
    return folder / f"{name}.jsonl"


def _lines(one: "Export", name: str) -> Iterator[str]:
    with _part(one.folder, name).open(encoding="utf-8") as lines:
        yield from lines


def _write(entry: IO[bytes], pieces: Iterable[str]) -> None:
    for piece in pieces:
        entry.write(piece.encode("utf-8", "replace"))


def _data(one: "Export") -> Iterator[str]:
    """One JSON document, written line by line."""
    head = {"schema": SCHEMA, "asked_at": one.asked_at.isoformat(), "address": settings.URL}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "rooms": {'
    for number, holding in enumerate(holdings()):
        yield (", " if number else "") + f"\n{json.dumps(holding.name)}: ["
        for place, line in enumerate(_lines(one, holding.name)):
            yield (",\n" if place else "\n") + line.rstrip("\n")
        yield "]"
    yield "}}\n"


def _page(one: "Export") -> Iterator[str]:
    """The same to read, in one file without script."""
    shared = {"one": one, "address": settings.URL, "language": translation.get_language()}
    contents = [(holding, _count(one, holding.name)) for holding in holdings()]
    yield render_to_string("privacy/export/head.html", shared | {"contents": contents})
    for holding, count in contents:
        yield render_to_string("privacy/export/room.html", {"holding": holding, "count": count})
        lines = _lines(one, holding.name)
        while sheet := list(islice(map(_read, lines), SHEET)):
            yield render_to_string("privacy/export/records.html", shared | {"records": sheet})
    yield render_to_string("privacy/export/foot.html")


def _files(one: "Export") -> set[str]:
    """The files that records name and that are there, each once: paths in our folder of files, none outside."""
    root = Path(settings.MEDIA_ROOT).resolve()
    lines = (line for holding in holdings() for line in _lines(one, holding.name) if '"file": ' in line)
    named = {str(record["file"]) for record in map(_read, lines) if "file" in record}
    places = {name: (root / name).resolve() for name in named}
    return {name for name, place in places.items() if place.is_relative_to(root) and place.is_file()}


def _count(one: "Export", name: str) -> int:
    return sum(1 for _line in _lines(one, name))


_read: Callable[[str], Record] = json.loads
