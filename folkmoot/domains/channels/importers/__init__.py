"""The shelf of importers: each file reads the export of one other system, row by row."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from folkmoot.domains.channels.tables import BadCell, BadLine, Line, Origin
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
    """A row that cannot be taken: ``where`` names file, line and column, ``why`` is a sentence.

    ``origin`` has its cells as they were, so that it can be mended and sent again.
    """

    where: str
    why: str
    origin: Origin = field(default=Origin(""), compare=False)


@dataclass(frozen=True)
class Located:
    """A row with the place it was read from, so that a later refusal can name it.

    ``names_idea`` is the column in which a reply names its idea.
    """

    where: str
    what: ArrivedIdea | ArrivedReply
    origin: Origin = field(default=Origin(""), compare=False)
    names_idea: str = field(default="", compare=False)


Row = Located | Rejected


class NotThisFormat(ValueError):
    """The files are not what this importer reads; the message says what is missing."""


def rejected(line: Line | BadLine, problem: BadCell | None = None) -> Rejected:
    """This line cannot be taken: because it is no row, or because of a cell."""
    if isinstance(line, BadLine):
        return Rejected(line.where, line.why, line.origin)
    return Rejected(line.place(problem.column if problem else ""), str(problem), line.origin)


class Importer(ABC):
    """Reads the export of one system. A bad row is yielded as :class:`Rejected` and the rest goes on.

    ``examples`` are small exports as text, by file name, with the number of ideas, replies and rejected rows that
    they hold; the contract test reads them. ``is_matched`` says that columns are matched to fields by people:
    ``plan`` is then what they chose (see ``plans.Plan``), empty where it is to be guessed.
    """

    label: ClassVar[str]
    hint: ClassVar[str] = ""
    is_matched: ClassVar[bool] = False
    examples: ClassVar[Sequence[tuple[dict[str, str], tuple[int, int, int]]]] = ()

    def __init__(self, plan: Mapping[str, Any] | None = None) -> None:
        self.plan = dict(plan or {})

    @abstractmethod
    def read(self, files: Sequence[Path]) -> Iterator[Row]:
        """All rows of these files, ideas before replies. Raises :class:`NotThisFormat`, before the first row
        (later only for a file that turns out to be broken)."""


shelf: Shelf[Importer] = Shelf(__name__)

TABLES = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".jsonl", ".ndjson"})  # what is taken from a folder


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those in folders named, each once, in the order of their names.

    Raises FileNotFoundError with a sentence where there is none.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found |= dict.fromkeys(sorted(file for file in path.iterdir() if file.suffix.lower() in TABLES))
        elif path.is_file():
            found[path] = None
        else:
            raise FileNotFoundError(f"There is no file or folder {path}.")
    if not found:
        raise FileNotFoundError("There is no CSV file in this folder, nor another table.")
    return list(found)
