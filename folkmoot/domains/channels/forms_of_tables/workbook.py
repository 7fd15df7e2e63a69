"""Workbooks: the sheets of an XLSX file, read row by row. Formulas are never run: what was last seen is read."""

import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from folkmoot.domains.channels.importers import NotThisFormat
from folkmoot.domains.channels.tables import MOST_COLUMNS, OURS, BadLine, Line, heading_at, headings

from .guards import unguarded

MOST_SHEETS = 50
SAMPLED = 20  # rows that are looked at for headings
MOST_BLANK = 10_000  # rows without anything, one after the other; what is beneath them is no table
MOST_UNPACKED = 1024**3  # bytes of all parts
MOST_OF_A_PART = {"xl/sharedStrings.xml": 96 * 1024**2}  # what has to be held in memory
MOST_OF_OTHERS = 16 * 1024**2  # styles, relations: held in memory as well
MOST_RATIO = 300  # text of people shrinks to a tenth; a bomb to a thousandth
SMALL = 8 * 1024**2  # bytes below which the ratio says nothing


def sheets_of(file: Path) -> Iterator["Sheet"]:
    """The sheets that have anything in them. Raises NotThisFormat for what is no XLSX, broken, or made to harm."""
    _insist_on_sizes(file)
    names = _reading(file, lambda book: [sheet.title for sheet in book.worksheets][:MOST_SHEETS])
    found = [sheet for name in names if (sheet := Sheet(file, name)).columns]
    if not found:
        raise NotThisFormat(f"{file.name} is empty.")
    if len(found) == 1:
        found[0].name = file.name
    yield from found


def _insist_on_sizes(file: Path) -> None:
    """Before a byte is unpacked: the sizes that the archive itself names. Python unpacks no more than those."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise NotThisFormat(_broken(file)) from None
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise NotThisFormat(
            f"{file.name} is no XLSX workbook: unpack an archive, or save the table as XLSX or CSV."
        )
    if (
        len(parts) > 2000
        or sum(part.file_size for part in parts) > MOST_UNPACKED
        or any(map(_is_a_bomb, parts))
    ):
        raise NotThisFormat(f"{file.name} would be far larger unpacked than any table: it is not opened.")


def _is_a_bomb(part: zipfile.ZipInfo) -> bool:
    if part.file_size > SMALL and part.file_size > MOST_RATIO * max(1, part.compress_size):
        return True
    is_sheet = part.filename.startswith("xl/worksheets/") or part.filename.startswith("xl/media/")
    return not is_sheet and part.file_size > MOST_OF_A_PART.get(part.filename, MOST_OF_OTHERS)


def _broken(file: Path) -> str:
    return f"{file.name} is a workbook that was cut off, or is broken: send it once more."


def _opened(file: Path) -> Any:
    # It takes 14 MB in each process that knows it, and most never read a workbook.
    from openpyxl import load_workbook  # type: ignore[import-untyped]  # noqa: PLC0415
    from openpyxl.xml import DEFUSEDXML  # type: ignore[import-untyped]  # noqa: PLC0415

    if not DEFUSEDXML:
        raise NotThisFormat(
            f"{file.name} is a workbook, and workbooks are not read here: defusedxml is missing."
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that we do not look at
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)


def _reading(file: Path, look: Any) -> Any:
    """What is seen in a workbook. openpyxl says in many ways that a file is not what it should be."""
    try:
        book = _opened(file)
        try:
            return look(book)
        finally:
            book.close()
    except (NotThisFormat, MemoryError):
        raise
    except Exception as problem:
        raise NotThisFormat(_broken(file)) from problem


class Sheet:
    """One sheet as a table: headings are in its first row, or beneath titles that stand above them."""

    def __init__(self, file: Path, title: str) -> None:
        self.file = file
        self.title = title
        self.name = f"{file.name}, sheet {title}"
        self.encoding = ""
        rows = list(islice(self._rows(), SAMPLED))
        texts = [cells for _, cells in rows]
        self._above = rows[heading_at(texts)][0] if rows else 0
        self.columns = headings(_without_tail(texts[heading_at(texts)])) if rows else []
        if len(self.columns) > MOST_COLUMNS:
            raise NotThisFormat(
                f"{self.name} has over {MOST_COLUMNS:,} columns: no table for people has that many."
            )
        self.is_ours = any(column.startswith(OURS) for column in self.columns)
        if self.is_ours:
            self.columns = [unguarded(column) for column in self.columns]

    def lines(self) -> Iterator[Line | BadLine]:
        """All rows beneath the headings; rows of blanks are left out. What stands beyond the headings is kept."""
        for number, cells in self._rows():
            if number <= self._above:
                continue
            beyond = _without_tail(cells[len(self.columns) :])
            row = dict(zip(self.columns, cells, strict=False))
            row |= {f"{OURS}beyond {n}": cell for n, cell in enumerate(beyond, start=1)}
            if self.is_ours:
                row = {column: unguarded(cell) for column, cell in row.items() if not column.startswith(OURS)}
            yield Line(self.name, number, row)

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of all rows that have any."""
        try:
            yield from self._read()
        except (NotThisFormat, MemoryError, GeneratorExit):
            raise
        except Exception as problem:
            raise NotThisFormat(_broken(self.file)) from problem

    def _read(self) -> Iterator[tuple[int, list[str]]]:
        book = _opened(self.file)
        try:
            sheet = book[self.title]
            sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
            blank = 0
            for number, row in enumerate(
                sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), start=1
            ):
                cells = [_text(value) for value in row]
                blank = 0 if any(cell.strip() for cell in cells) else blank + 1
                if blank > MOST_BLANK:
                    return
                if not blank:
                    yield number, cells
        finally:
            book.close()


def _without_tail(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _text(value: Any) -> str:
    """A cell as text: whole numbers without a point, moments in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | timedelta) else f"{value}"
