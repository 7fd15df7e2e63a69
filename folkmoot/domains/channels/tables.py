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
_NEVER_CLOSED = "a quote is opened and never closed (or a cell has over a million letters)"
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
        """All rows but the heading. Rows of blanks are left out; broken ones are told apart.

        A quote that never closes takes the rows after it into its cell. Where one of the lines in there is a row by
        itself, only the first line is bad, and reading goes on with the next.
        """
        with self._open() as file:
            lines = _Lines(file)
            self._next_row(lines)  # the heading
            while True:
                begins = lines.number + 1
                cells, problem = self._next_row(lines)
                if cells is None and not problem:
                    return
                fault = problem or self._fault_of(cells or [])
                if fault and any(self._is_row(line) for line in lines.taken[1:]):
                    lines.give_back_all_but_the_first()
                    fault = _NEVER_CLOSED
                if fault:
                    yield BadLine(self._place(begins, cells), fault)
                elif cells and any(cell.strip() for cell in cells):
                    yield Line(self.name, begins, dict(zip(self.columns, cells, strict=True)))

    def _next_row(self, lines: "_Lines") -> tuple[list[str] | None, str]:
        """The cells of the next row, and what is wrong with it; None at the end."""
        lines.taken.clear()
        try:
            return next(self._reader(lines), None), ""
        except csv.Error as problem:
            return None, _NEVER_CLOSED if "field larger" in str(problem) else str(problem)

    def _fault_of(self, cells: list[str]) -> str:
        if len(cells) == len(self.columns) or not any(cell.strip() for cell in cells):
            return ""
        return f"it has {len(cells)} cells, the heading has {len(self.columns)}"

    def _is_row(self, line: str) -> bool:
        try:
            cells = next(self._reader([line]), [])
        except csv.Error:
            return False
        return len(cells) == len(self.columns) > 1 and any(cell.strip() for cell in cells)

    def _place(self, number: int, cells: list[str] | None) -> str:
        missing = self.columns[len(cells)] if cells and len(cells) < len(self.columns) else self.columns[-1]
        return f"{self.name}, line {number}, column {missing}"

    def _open(self) -> TextIO:
        # Bytes that are no UTF-8 become lone surrogates: the cell is named when it is used, the rest is read.
        return self.file.open(encoding="utf-8-sig", errors="surrogateescape", newline="")

    def _reader(self, lines: Iterable[str]) -> "Reader":
        csv.field_size_limit(MOST_CELL)
        return csv.reader(lines, delimiter=self.delimiter)


class _Lines:
    """The lines of a file; those of the row at hand can be given back, to be read anew."""

    def __init__(self, file: Iterable[str]) -> None:
        self.file = iter(file)
        self.waiting: list[str] = []
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.waiting.pop() if self.waiting else next(self.file)
        self.taken.append(line)
        self.number += 1
        return line

    def give_back_all_but_the_first(self) -> None:
        back = self.taken[1:]
        self.waiting += reversed(back)
        self.number -= len(back)


@dataclass(frozen=True)
class BadLine:
    """A line that is no row of the table."""

    where: str
    why: str


def _delimiter(heading: str) -> str:
    return max(",;\t|", key=heading.count)
