"""Rows of tables: each cell with its place, so that what is wrong can be named and what was sent can be given back."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Protocol

MOST_KEY = 200
MOST_COLUMNS = 1_000
_BAD = re.compile("[\x00\ud800-\udfff]")
_WHOLE = re.compile(r"\d+|\d{1,3}(?:[.,' \u00a0\u202f’]\d{3})+")

OURS = "folkmoot: "  # columns with this before their name were written by us, into a file of rejected rows


class BadCell(ValueError):
    """This cell cannot be used; ``column`` names it and the message says why."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column


@dataclass(frozen=True)
class Origin:
    """Which table a row was in, and its cells as they were, so that it can be mended and sent again."""

    table: str
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Line:
    """One row: its cells by column, and where it begins."""

    file: str
    number: int
    cells: dict[str, str]

    @property
    def origin(self) -> Origin:
        return Origin(self.file, tuple(self.cells.items()))

    def place(self, column: str = "") -> str:
        return f"{self.file}, line {self.number}" + (f", column {column}" if column else "")

    def text(self, column: str) -> str:
        """What stands in this column, without spaces around; empty if there is no such column."""
        text = self.cells.get(column, "").strip()
        if found := _BAD.search(text):
            what = "a NUL character" if found[0] == "\0" else "a byte that is no UTF-8"
            raise BadCell(column, f"there is {what} in it")
        return text

    def needed(self, column: str) -> str:
        if not (text := self.text(column)):
            raise BadCell(column, "it is empty")
        return text

    def key(self, column: str) -> str:
        """What a thing is known by there: needed, and of at most 200 letters."""
        if len(text := self.needed(column)) > MOST_KEY:
            raise BadCell(column, f"it has over {MOST_KEY} letters, which is too long for a key")
        return text

    def count(self, column: str) -> int:
        """A number of things: 0 where the cell is empty. 1,234 and 1.234 and 1 234 are one thousand and more."""
        text = self.text(column)
        if not text:
            return 0
        whole = re.sub(r"[.,]0+$", "", text)
        if not _WHOLE.fullmatch(whole.removeprefix("-")):
            raise BadCell(column, f"“{text[:40]}” is no whole number")
        digits = re.sub(r"\D", "", whole)
        if len(digits) > 10 or not 0 <= (number := int(digits)) < 2**31 or whole.startswith("-"):
            raise BadCell(column, f"{text[:40]} is no count")
        return number

    def moment(self, column: str, forms: Sequence[str], zone: tzinfo = UTC) -> datetime:
        """A moment in one of these forms (strptime); without a zone of its own it is read in ``zone``."""
        text = self.needed(column)
        for form in forms:
            try:
                at = datetime.strptime(text, form)
            except ValueError:
                continue
            return at if at.tzinfo else at.replace(tzinfo=zone)
        raise BadCell(column, f"“{text[:40]}” is no date that is known here")


@dataclass(frozen=True)
class BadLine:
    """A line that is no row of the table."""

    where: str
    why: str
    origin: Origin = Origin("")


class Table(Protocol):
    """Rows with headings, whatever form the file has. ``encoding`` is empty where the form names none."""

    file: Path
    name: str
    columns: list[str]
    encoding: str

    def lines(self) -> Iterator[Line | BadLine]: ...


def has(table: Table, *columns: str) -> bool:
    return set(columns) <= set(table.columns)


def headings(cells: Iterable[object]) -> list[str]:
    """The names of columns, each once and none empty: a second Name is Name (2), one without is column 3."""
    names: list[str] = []
    taken: set[str] = set()
    for number, cell in enumerate(cells, start=1):
        plain = " ".join(_BAD.sub("\ufffd", str(cell or "")).split()) or f"column {number}"
        name, again = plain, 2
        while name in taken:
            name, again = f"{plain} ({again})", again + 1
        names.append(name)
        taken.add(name)
    return names


def heading_at(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows has the headings: the first, or one beneath titles that stand above the table."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    most = max(filled, default=0)
    if not rows or most < 2 or (filled[0] == len(rows[0]) > 1):
        return 0
    return next(number for number, count in enumerate(filled) if count >= max(2, 0.6 * most))
