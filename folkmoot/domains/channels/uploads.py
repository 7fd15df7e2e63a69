"""Uploads: files that wait to be read, in the data directory and under names of our own."""

import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile


def keep(files: Iterable["UploadedFile[Any]"]) -> list[Path]:
    """Write the files down, in pieces. The name that came with a file is no path of ours."""
    folder = Path(settings.MEDIA_ROOT) / "imports" / uuid.uuid4().hex
    folder.mkdir(parents=True)
    kept = []
    for number, file in enumerate(files):
        place = folder / str(number) / _plain(file.name or "")
        place.parent.mkdir()
        with place.open("wb") as out:
            for piece in file.chunks():
                out.write(piece)
        kept.append(place)
    return kept


def _plain(name: str) -> str:
    letters = "".join(c if c.isalnum() or c in "-_." else "-" for c in Path(name).name)
    return letters.lstrip(".")[-80:] or "file.csv"
