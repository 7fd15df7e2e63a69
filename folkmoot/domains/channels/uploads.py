"""Uploads: files that wait to be read, in the data directory and under names of our own."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile


@dataclass(frozen=True)
class Kept:
    """A file that lies in our folder, and the SHA-256 of what is in it."""

    path: Path
    digest: str


def keep(files: Iterable["UploadedFile[Any]"]) -> list[Kept]:
    """Write the files down, in pieces. The name that came with a file is no path of ours."""
    folder = Path(settings.MEDIA_ROOT) / "imports" / uuid.uuid4().hex
    folder.mkdir(parents=True)
    kept = []
    for number, file in enumerate(files):
        place = folder / str(number) / _plain(file.name or "")
        place.parent.mkdir()
        digest = hashlib.sha256()
        with place.open("wb") as out:
            for piece in file.chunks():
                out.write(piece)
                digest.update(piece)
        kept.append(Kept(place, digest.hexdigest()))
    return kept


def digest_of(file: Path) -> str:
    """The SHA-256 of a file that lies here already."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _plain(name: str) -> str:
    letters = "".join(c if c.isalnum() or c in "-_." else "-" for c in Path(name).name)
    return letters.lstrip(".")[-80:] or "file.csv"
