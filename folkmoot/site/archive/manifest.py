"""The manifest of an archive: what is in it, with a hash for each file; and whether all of it is there."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from folkmoot.site.launch.problems import Problem

FORMAT, VERSION = "folkmoot-archive", 1
NAME, THINGS, FILES = "manifest.json", "things/", "files/"
CHUNK = 1 << 20
MOST_BYTES = 1 << 28


@dataclass(frozen=True)
class Archive:
    """An archive whose manifest was read and understood; ``insist_on_whole`` looks at all the rest."""

    folder: Path
    told: dict[str, Any]

    @property
    def kinds(self) -> dict[str, dict[str, Any]]:
        """By kind: ``lines``, ``words`` with what sort of value each has, and what of it ``stays_behind``."""
        return self.told["kinds"]  # type: ignore[no-any-return]

    @property
    def files(self) -> dict[str, dict[str, Any]]:
        """By path in the archive: ``bytes`` and ``sha256``."""
        return self.told["files"]  # type: ignore[no-any-return]

    def uploads(self) -> Iterator[tuple[str, Path]]:
        """The files of people: their place among the uploads, and where they lie here."""
        for name in self.files:
            if name.startswith(FILES):
                yield name.removeprefix(FILES), self.folder / name

    def lines(self, label: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """The lines of a kind with their numbers. Problem for one that is no JSON object."""
        name = file_of(label)
        with (self.folder / name).open("rb") as source:
            for number, text in enumerate(source, start=1):
                try:
                    line = json.loads(text)
                except ValueError:
                    line = None
                if not isinstance(line, dict):
                    raise Problem(f"Line {number} of {name} is no JSON object.")
                yield number, line

    def insist_on_whole(self) -> None:
        """Problem, naming the file, unless every file is there as it was written, with its number of lines."""
        for name, one in self.files.items():
            try:
                digest, size, lines = _look_at(self.folder / name, name)
            except OSError as error:
                raise Problem(f"{name} cannot be read: {error.strerror or error}.") from error
            told = self.kinds.get(_kind_of(name), {}).get("lines", lines)
            if (digest, size, lines) != (one.get("sha256"), one.get("bytes"), told):
                raise Problem(f"{name} is not as it was written: the archive is altered or broken.")


def file_of(label: str) -> str:
    return f"{THINGS}{label}.jsonl"


def read(folder: Path) -> Archive:
    """The archive in this folder. Problem, in words, for what is none, or is of a newer Folkmoot."""
    file = folder / NAME
    if not file.is_file():
        raise Problem(f"{folder} is no archive of Folkmoot: it has no {NAME}.")
    try:
        told = json.loads(file.read_bytes()) if file.stat().st_size < MOST_BYTES else None
    except (OSError, ValueError):
        told = None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise Problem(f"{file} is no manifest of an archive of Folkmoot, or it is broken.")
    version = told.get("format_version")
    if not isinstance(version, int) or version > VERSION:
        raise Problem(
            f"{folder} was written by Folkmoot {told.get('folkmoot')}, in form {version}; this version knows form"
            f" {VERSION}: upgrade Folkmoot first."
        )
    _insist_on_shape(folder, told)
    return Archive(folder, told)


def _insist_on_shape(folder: Path, told: dict[str, Any]) -> None:
    kinds, files = told.get("kinds"), told.get("files")
    is_shaped = isinstance(kinds, dict) and isinstance(files, dict)
    if not is_shaped or not all(isinstance(one, dict) for part in (kinds, files) for one in part.values()):  # type: ignore[union-attr]
        raise Problem(f"{folder / NAME} is broken: it does not tell what is in the archive.")
    for label, one in kinds.items():  # type: ignore[union-attr]
        if not isinstance(one.get("words"), dict) or file_of(label) not in files:  # type: ignore[operator]
            raise Problem(f"{folder / NAME} is broken: it does not tell where the things of {label} are.")
    for name in files:  # type: ignore[union-attr]
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or str(path) != name:
            raise Problem(f"{folder / NAME} names {name}, which is no file of the archive.")


def _kind_of(name: str) -> str:
    return name.removeprefix(THINGS).removesuffix(".jsonl") if name.startswith(THINGS) else ""


def _look_at(file: Path, name: str) -> tuple[str, int, int]:
    """Its SHA-256, its bytes and its lines. A link is nothing of the archive: it may lead anywhere."""
    if file.is_symlink() or not file.is_file():
        raise Problem(f"{name} is missing: the archive is not whole.")
    digest, size, lines = hashlib.sha256(), 0, 0
    with file.open("rb") as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            lines += chunk.count(b"\n")
    return digest.hexdigest(), size, lines
