"""Log files: appended to, and put aside when they grow large."""

from pathlib import Path
from typing import BinaryIO

LARGE = 10_000_000  # bytes; one older file is kept


def open_log(file: Path) -> BinaryIO:
    """The file to write to. It is put aside only here, at a start: its writers hold it open."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size > LARGE:
        file.replace(file.with_suffix(".1.log"))
    return file.open("ab")
