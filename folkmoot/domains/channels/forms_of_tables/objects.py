"""Objects in JSON: one a line, or a list of them, alone or within an object; read one by one within bounds."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from folkmoot.domains.channels.importers import NotThisFormat
from folkmoot.domains.channels.tables import MOST_COLUMNS, BadLine, Line, Origin, headings

MOST_OBJECT = 2_000_000  # characters
MOST_DEPTH = 4  # levels of objects within an object that become columns such as author.name
PIECE = 256 * 1024
SAMPLED = 200  # objects whose fields are the columns
_BLANK = re.compile(r"[\s\x1e\ufeff]*")  # with the record separator of RFC 7464
_NEXT = re.compile(r"[\s\x1e\ufeff,]*")


class _NoJson(ValueError):
    """What stands there is no value; the message says why."""


class Objects:
    """A table whose rows are objects: their fields are the columns. Raises NotThisFormat where there are none."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.name = file.name
        self.encoding = ""
        columns: dict[str, None] = {}
        for line in islice(self.lines(), SAMPLED):
            if isinstance(line, Line):
                columns |= dict.fromkeys(line.cells)
            if len(columns) > MOST_COLUMNS:
                raise NotThisFormat(
                    f"{self.name} has over {MOST_COLUMNS:,} columns: no table for people has that many."
                )
        if not columns:
            raise NotThisFormat(
                f"{self.name} holds no objects in JSON, each with its fields: one a line, or a list."
            )
        self.columns = list(columns)

    def lines(self) -> Iterator[Line | BadLine]:
        """All objects; what is none is told with its line, and reading goes on with the next line."""
        # With a byte that is no UTF-8 only its cell is bad.
        with self.file.open(encoding="utf-8-sig", errors="surrogateescape") as opened:
            source = _Source(opened)
            source.enter()
            while True:
                try:
                    if not source.has_more():
                        return
                    number = source.number
                    found = source.value()
                except _NoJson as problem:
                    cut = source.rest_of_line()
                    yield BadLine(
                        f"{self.name}, line {source.number}",
                        str(problem),
                        Origin(self.name, (("line", cut),)),
                    )
                    if not source.skip_line():
                        return
                    continue
                yield self._row(found, number)

    def _row(self, found: Any, number: int) -> Line | BadLine:
        where = f"{self.name}, line {number}"
        if not isinstance(found, dict):
            return BadLine(
                where, "it is no object with fields", Origin(self.name, (("line", str(found)[:1000]),))
            )
        cells = dict(islice(_flat(found, "", 0), MOST_COLUMNS + 1))
        return Line(self.name, number, cells)


def _flat(found: dict[str, Any], before: str, depth: int) -> Iterator[tuple[str, str]]:
    for name, value in found.items():
        column = headings([before + name])[0]
        if isinstance(value, dict) and depth < MOST_DEPTH:
            yield from _flat(value, f"{column}.", depth + 1)
        else:
            yield column, _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return ", ".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class _Source:
    """The text of a file, piece by piece, and the values in it."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self.text, self.at, self.number = "", 0, 1
        self.is_at_end = False
        self.decoder = json.JSONDecoder()

    def enter(self) -> None:
        """Go into the list: that of the file, or the first list of objects within the object that is the file."""
        self._blank(_BLANK)
        if self._peek() == "[" or (self._peek() == "{" and self._leads_to_a_list()):
            self.at += 1

    def _leads_to_a_list(self) -> bool:
        """Walk the fields of the object at hand to a list of objects; else stay before it."""
        start, number = self.at, self.number
        self.at += 1
        try:
            while True:
                self._blank(_NEXT)
                if self._peek() != '"' or not isinstance(self.value(is_kept=True), str):
                    break
                self._blank(re.compile(r"[\s:]*"))
                if self._peek() == "[" and self._opens_objects():
                    return True
                self.value(is_kept=True)
        except _NoJson:
            pass
        self.at, self.number = start, number
        return False

    def _opens_objects(self) -> bool:
        self._fill(self.at + 200)
        return re.match(r"\[\s*\{", self.text[self.at : self.at + 200]) is not None

    def has_more(self) -> bool:
        """Is there another value? A list that is closed ends the reading."""
        self._blank(_NEXT)
        return self._peek() not in ("", "]")

    def value(self, *, is_kept: bool = False) -> Any:
        """The value at hand. Raises _NoJson, with the place still before it."""
        size = 4096
        while True:
            self._fill(self.at + size)
            try:
                found, end = self.decoder.raw_decode(self.text, self.at)
                break
            except RecursionError:
                raise _NoJson("it is nested too deeply") from None
            except ValueError:
                if size > MOST_OBJECT:
                    raise _NoJson("it has over two million letters, or never ends") from None
                if self.is_at_end and self.at + size >= len(self.text):
                    raise _NoJson(
                        "it is no whole object in JSON; the file may have been cut off here"
                    ) from None
                if self._line_is_broken(size):
                    raise _NoJson("it is no object in JSON") from None
                size *= 4
        self.number += self.text.count("\n", self.at, end)
        self.at = end
        if not is_kept:
            self._forget()
        return found

    def _line_is_broken(self, size: int) -> bool:
        """A line that is whole in the text, after which the next object begins, and yet is no value."""
        end = self.text.find("\n", self.at, self.at + size)
        return end >= 0 and self.text[end + 1 : end + 2] in ("{", "[") and self.text[self.at] in "{["

    def rest_of_line(self) -> str:
        return self.text[self.at : self.at + 1000].partition("\n")[0]

    def skip_line(self) -> bool:
        """Go behind the line at hand; False at the end of the file."""
        while (end := self.text.find("\n", self.at)) < 0:
            self.at = len(self.text)
            self._forget()
            if not self._fill(self.at + 1):
                return False
        self.at = end + 1
        self.number += 1
        self._forget()
        return True

    def _blank(self, blanks: re.Pattern[str]) -> None:
        while True:
            self._fill(self.at + 1)
            found = blanks.match(self.text, self.at)
            end = found.end() if found else self.at
            self.number += self.text.count("\n", self.at, end)
            self.at = end
            if end < len(self.text) or self.is_at_end:
                return

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _fill(self, size: int) -> bool:
        """Have so much text at hand, where there is so much; whether anything came."""
        came = False
        while len(self.text) < size and not self.is_at_end:
            piece = self.file.read(PIECE)
            self.is_at_end = not piece
            self.text += piece
            came = came or bool(piece)
        return came

    def _forget(self) -> None:
        if self.at > PIECE:
            self.text, self.at = self.text[self.at :], 0
