"""Text with separators: CSV and its kin, read row by row within bounds, whatever stands in it."""

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from folkmoot.domains.channels.importers import NotThisFormat
from folkmoot.domains.channels.tables import MOST_COLUMNS, OURS, BadLine, Line, Origin, heading_at, headings

from .encodings import encoding_of
from .guards import unguarded

if TYPE_CHECKING:
    from _csv import Reader

MOST_CELL = 1_000_000  # characters; more is a quote that never closed
MOST_LINE = 2_000_000  # characters
MOST_ROW = 4_000_000  # characters, over all its lines
SAMPLED = 20  # rows that are looked at for headings
_NEVER_CLOSED = "a quote is opened and never closed (or a cell has over a million letters)"
_TOO_LONG = "this line has over two million letters"
_QUOTED = re.compile(r'"[^"]*"')
_SEPARATORS = ",;\t|"


class _Endless(csv.Error):
    """A row of so many lines or letters that it is none."""


class Delimited:
    """A table with headings. Byte order marks are dropped; the heading line tells the separator.

    Raises NotThisFormat for a heading line that is no heading: endless, or of over a thousand columns.
    """

    def __init__(self, file: Path, *, encoding: str = "") -> None:
        self.file = file
        self.name = file.name
        self.encoding = encoding or encoding_of(file)
        self.delimiter, self._above = ",", 0
        self.columns: list[str] = []
        self._look()
        if len(self.columns) > MOST_COLUMNS:
            raise NotThisFormat(
                f"{self.name} has over {MOST_COLUMNS:,} columns: no table for people has that many."
            )
        self.is_ours = any(column.startswith(OURS) for column in self.columns)
        if self.is_ours:
            self.columns = [unguarded(column) for column in self.columns]

    def _look(self) -> None:
        """Find separator and headings in the first rows."""
        with self._open() as file:
            first = file.readline(MOST_LINE)
            if len(first) >= MOST_LINE:
                raise NotThisFormat(f"{self.name} is no table: its first line has over two million letters.")
            begins = 0
            if said := re.fullmatch(r'"?sep=(.)"?[\r\n]*', first):  # Excel's own way of saying it
                self.delimiter, begins = said[1], 1
            else:
                file.seek(0)
                self.delimiter = _delimiter(list(islice(_bounded(file), SAMPLED)))
                file.seek(0)
            rows = self._first_rows(file)
        at = heading_at(rows)
        self._above = begins + at
        if rows and any(cell.strip() for cell in rows[at]):
            self.columns = headings(rows[at])

    def _first_rows(self, file: TextIO) -> list[list[str]]:
        rows: list[list[str]] = []
        lines = _Lines(file)
        while len(rows) < SAMPLED:
            cells, _problem = self._next_row(lines)
            if cells is None:
                break
            rows.append(cells)
        return rows

    def lines(self) -> Iterator[Line | BadLine]:
        """All rows but the heading. Rows of blanks are left out; broken ones are told apart.

        A quote that never closes takes the rows after it into its cell. Where one of the lines in there is a row by
        itself, only the first line is bad, and reading goes on with the next.
        """
        with self._open() as file:
            lines = _Lines(file)
            for _ in range(self._above + 1):
                self._next_row(lines)
            while True:
                begins = lines.number + 1
                cells, problem = self._next_row(lines)
                if cells is None and not problem:
                    return
                fault = problem or self._fault_of(cells or [], is_cut=lines.is_cut)
                if fault and any(self._is_row(line) for line in lines.taken[1:]):
                    cells = self._loosely(lines.taken[0])
                    lines.give_back_all_but_the_first()
                    fault = _NEVER_CLOSED
                if fault:
                    yield self._bad(begins, cells or [], fault)
                elif cells and any(cell.strip() for cell in cells):
                    yield self._line(begins, cells)

    def _line(self, number: int, cells: list[str]) -> Line:
        row = dict(zip(self.columns, cells, strict=True))
        if self.is_ours:
            row = {column: unguarded(cell) for column, cell in row.items() if not column.startswith(OURS)}
        return Line(self.name, number, row)

    def _bad(self, number: int, cells: list[str], fault: str) -> BadLine:
        named = list(zip(self.columns, cells, strict=False))
        named += [(f"{OURS}beyond {n}", cell) for n, cell in enumerate(cells[len(self.columns) :], start=1)]
        if self.is_ours:
            named = [(column, unguarded(cell)) for column, cell in named if not column.startswith(OURS)]
        return BadLine(self._place(number, cells), fault, Origin(self.name, tuple(named[: MOST_COLUMNS + 1])))

    def _next_row(self, lines: "_Lines") -> tuple[list[str] | None, str]:
        """The cells of the next row, and what is wrong with it; None at the end.

        Read strictly, a quote that never closes shows at the next quote, or at the end of the file.
        """
        lines.taken.clear()
        try:
            return next(self._reader(lines, strict=True), None), ""
        except _Endless as problem:
            return [], str(problem)
        except csv.Error as problem:
            if "field larger" in str(problem) or "unexpected end" in str(problem):
                return self._loosely("".join(lines.taken[:1])), _NEVER_CLOSED
        if any(self._is_row(line) for line in lines.taken[1:]):
            return [], _NEVER_CLOSED
        lines.give_back_all()
        return self._next_row_loosely(lines)

    def _next_row_loosely(self, lines: "_Lines") -> tuple[list[str] | None, str]:
        """The same, for what people write by hand: a quote within a cell is only a quote."""
        lines.taken.clear()
        try:
            return next(self._reader(lines), None), ""
        except csv.Error as problem:
            return [], _NEVER_CLOSED if "field larger" in str(problem) else str(problem)

    def _loosely(self, line: str) -> list[str]:
        try:
            return next(self._reader([line]), [])
        except csv.Error:
            return []

    def _fault_of(self, cells: list[str], *, is_cut: bool) -> str:
        if len(cells) == len(self.columns) or not any(cell.strip() for cell in cells):
            return ""
        fault = f"it has {len(cells)} cells, the heading has {len(self.columns)}"
        return f"{fault}; the file ends within this line, as if it had been cut off" if is_cut else fault

    def _is_row(self, line: str) -> bool:
        try:
            cells = next(self._reader([line], strict=True), [])
        except csv.Error:
            return False
        return len(cells) == len(self.columns) > 1 and any(cell.strip() for cell in cells)

    def _place(self, number: int, cells: list[str]) -> str:
        if not self.columns:
            return f"{self.name}, line {number}"
        missing = self.columns[len(cells)] if cells and len(cells) < len(self.columns) else self.columns[-1]
        return f"{self.name}, line {number}, column {missing}"

    def _open(self) -> TextIO:
        # What the encoding cannot read is marked: the cell is named when it is used, the rest is read. Bytes that
        # are no UTF-8 become lone surrogates, for all other encodings a sign says so.
        errors = "surrogateescape" if self.encoding.startswith("utf-8") else "replace"
        return self.file.open(encoding=self.encoding, errors=errors, newline="")

    def _reader(self, lines: Iterable[str], *, strict: bool = False) -> "Reader":
        csv.field_size_limit(MOST_CELL)
        return csv.reader(lines, delimiter=self.delimiter, strict=strict)


def _bounded(file: TextIO) -> Iterator[str]:
    while line := file.readline(MOST_LINE):
        yield line


class _Lines:
    """The lines of a file; those of the row at hand can be given back, to be read anew."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.waiting: list[str] = []
        self.taken: list[str] = []
        self.number = 0
        self.is_cut = False  # the last line has no end

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.waiting.pop() if self.waiting else self.file.readline(MOST_LINE)
        if not line:
            raise StopIteration
        self.is_cut = line[-1] not in "\r\n"
        self.number += 1
        if len(line) >= MOST_LINE and self.is_cut:
            self._skip_the_rest()
            raise _Endless(_TOO_LONG)
        self.taken.append(line)
        if len(self.taken) % 64 == 0 and sum(len(one) for one in self.taken) > MOST_ROW:
            raise _Endless(_NEVER_CLOSED)
        return line

    def _skip_the_rest(self) -> None:
        while (piece := self.file.readline(MOST_LINE)) and piece[-1] not in "\r\n":
            pass

    def give_back_all_but_the_first(self) -> None:
        back = self.taken[1:]
        self.waiting += reversed(back)
        self.number -= len(back)

    def give_back_all(self) -> None:
        self.waiting += reversed(self.taken)
        self.number -= len(self.taken)


def _delimiter(lines: list[str]) -> str:
    """The separator by which most of the first lines have as many cells as the heading.

    Where the first line has none at all, titles stand above the heading: the separator of most of the lines.
    """
    rows = {one: _split(lines, one) for one in _SEPARATORS}
    shares = {
        one: sum(len(row) == len(found[0]) for row in found) / len(found)
        for one, found in rows.items()
        if found and len(found[0]) > 1
    }
    if shares:
        return max(shares, key=lambda one: (shares[one], len(rows[one][0])))
    plain = [_QUOTED.sub("", line) for line in lines]
    return max(_SEPARATORS, key=lambda one: (sum(one in line for line in plain), "".join(plain).count(one)))


def _split(lines: list[str], separator: str) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        for row in csv.reader(lines, delimiter=separator):
            found.append(row)
    except csv.Error:
        return found  # what was read before the fault
    return found
