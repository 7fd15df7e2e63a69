"""Tables: CSV files read row by row, each cell with its place, so that what is wrong can be named."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _csv import Reader

MOST_KEY = 200
MOST_CELL = 1_000_000  # characters; more is a quote that never closed
_BAD = re.compile("[\x00\ud800-\udfff]")


class BadCell(ValueError):
    """This cell cannot be used; ``column`` names it and the message says why."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column


@dataclass(frozen=True)
class Line:
    """One row: its cells by column, and where it begins."""

    file: str
    number: int
    cells: dict[str, str]

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
        """A number of things: 0 where the cell is empty."""
        text = self.text(column).replace(",", "")
        if not text:
            return 0
        try:
            number = int(text)
        except ValueError:
            raise BadCell(column, f"“{text[:40]}” is no whole number") from None
        if not 0 <= number < 2**31:
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


class Table:
    """A CSV file with headings. Byte order marks are dropped; the delimiter is told by the heading line."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.name = file.name
        with self._open() as lines:
            self.delimiter = _delimiter(lines.readline())
            lines.seek(0)
            heading: list[str] = next(self._reader(lines), [])
        self.columns = [column.strip() for column in heading]

    def has(self, *columns: str) -> bool:
        return set(columns) <= set(self.columns)

    def lines(self) -> "Iterator[Line | BadLine]":
        """All rows but the heading. Rows of blanks are left out; broken ones are told apart."""
        with self._open() as lines:
            reader = self._reader(lines)
            next(reader, None)
            begins = reader.line_num + 1
            while True:
                try:
                    cells = next(reader, None)
                except csv.Error as problem:
                    yield BadLine(f"{self.name}, line {begins}", _say(problem))
                    begins = reader.line_num + 1
                    continue
                if cells is None:
                    return
                yield from self._line(cells, begins)
                begins = reader.line_num + 1

    def _line(self, cells: list[str], begins: int) -> "Iterator[Line | BadLine]":
        if not any(cell.strip() for cell in cells):
            return
        if len(cells) != len(self.columns):
            why = f"it has {len(cells)} cells, the heading has {len(self.columns)}"
            yield BadLine(f"{self.name}, line {begins}", why)
        else:
            yield Line(self.name, begins, dict(zip(self.columns, cells, strict=True)))

    def _open(self) -> TextIO:
        # Bytes that are no UTF-8 become lone surrogates: the cell is named when it is used, the rest is read.
        return self.file.open(encoding="utf-8-sig", errors="surrogateescape", newline="")

    def _reader(self, lines: Iterable[str]) -> "Reader":
        csv.field_size_limit(MOST_CELL)
        return csv.reader(lines, delimiter=self.delimiter)


@dataclass(frozen=True)
class BadLine:
    """A line that is no row of the table."""

    where: str
    why: str


def _delimiter(heading: str) -> str:
    return max(",;\t|", key=heading.count)


def _say(problem: csv.Error) -> str:
    if "field larger" in str(problem):
        return "a quote is opened and never closed (or a cell has over a million letters)"
    return str(problem)
