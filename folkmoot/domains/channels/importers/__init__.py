"""The shelf of importers: each file reads the export of one other system, row by row."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from folkmoot.domains.ideas.arrivals import ArrivedIdea
from folkmoot.kit.shelves import Shelf


@dataclass(frozen=True)
class ArrivedReply:
    """A comment of an import on the idea with the key ``idea_id`` there; for the rest see ArrivedComment."""

    source_id: str
    idea_id: str
    body: str
    said_at: datetime
    author_id: str = ""
    author_name: str = ""
    is_html: bool = False
    url: str = ""


@dataclass(frozen=True)
class Rejected:
    """A row that cannot be taken: ``where`` names file, line and column, ``why`` is a sentence."""

    where: str
    why: str


@dataclass(frozen=True)
class Located:
    """A row with the place it was read from, so that a later refusal can name it."""

    where: str
    what: ArrivedIdea | ArrivedReply


Row = Located | Rejected


class NotThisFormat(ValueError):
    """The files are not what this importer reads; the message says what is missing."""


class Importer(ABC):
    """Reads the export of one system. A bad row is yielded as :class:`Rejected` and the rest goes on.

    ``examples`` are small exports as text, by file name, with the number of ideas, replies and rejected rows that
    they hold; the contract test reads them.
    """

    label: ClassVar[str]
    hint: ClassVar[str] = ""
    examples: ClassVar[Sequence[tuple[dict[str, str], tuple[int, int, int]]]] = ()

    @abstractmethod
    def read(self, files: Sequence[Path]) -> Iterator[Row]:
        """All rows of these files, ideas before replies. Raises :class:`NotThisFormat`, before the first row."""


shelf: Shelf[Importer] = Shelf(__name__)


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those in folders named, each once, in the order of their names.

    Raises FileNotFoundError with a sentence where there is none.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found |= dict.fromkeys(sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv"))
        elif path.is_file():
            found[path] = None
        else:
            raise FileNotFoundError(f"There is no file or folder {path}.")
    if not found:
        raise FileNotFoundError("There is no CSV file in this folder.")
    return list(found)
