"""Any table: CSV and its kin, XLSX, JSON lines. Which column is what is guessed, or chosen on the page."""

import hashlib
import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from django.utils import timezone

from folkmoot.domains.channels.forms_of_tables import tables_in
from folkmoot.domains.channels.guessing import guess
from folkmoot.domains.channels.moments import NoMoment, moment_of
from folkmoot.domains.channels.plans import BOTH, IDEAS, REPLIES, Plan, TablePlan, fingerprint
from folkmoot.domains.channels.tables import MOST_KEY, OURS, BadCell, BadLine, Line, Table
from folkmoot.domains.ideas.arrivals import ArrivedIdea
from folkmoot.kit import clock

from . import ArrivedReply, Importer, Located, NotThisFormat, Row, rejected, shelf

_EXAMPLE = """\
Nr;Titel;Beschreibung;Verfasser;Erstellt am;Stimmen
1;Bänke im Schatten;"Unter den Linden; nicht daneben.";reiher;18.08.2020 21:48;1.200
2;Ein Brunnen;<p>Auf dem <b>Markt</b>.</p>;otter;19.08.2020;7
3;;;otter;20.08.2020;0
4;Ein Zaun;Am Weg entlang, bis zum Tor.;otter;gestern;0
"""
_COMMENTS = """\
Vorschlag-ID;Kommentar;Verfasser;Datum
1;Ja, bitte.;otter;21.08.2020
1;Ja, bitte.;otter;21.08.2020
"""
_HTML = re.compile(
    r"</?(?:p|br|div|span|b|strong|i|em|u|a|ul|ol|li|h[1-6]|table|tr|td|blockquote|img|font|script|style|iframe)\b[^>]*>",
    re.IGNORECASE,
)
_NO = frozenset({"", "0", "no", "false", "f", "n", "nein", "non", "falso", "falsch"})
MOST_TITLE = 80


@shelf.add
class AnyTable(Importer):
    label = "A table: CSV, XLSX or JSON lines"
    hint = "Any table with headings: ideas, comments or both, in one file or several. You say which column is what."
    is_matched = True
    examples = [({"vorschlaege.csv": _EXAMPLE, "kommentare.csv": _COMMENTS}, (2, 2, 2))]

    def read(self, files: Sequence[Path]) -> Iterator[Row]:
        plan = Plan.from_json(self.plan)
        planned = planned_tables(files, plan)
        for table, one in planned:
            if missing := one.what_is_missing():
                raise NotThisFormat(f"{table.name} has the columns {_named(table)}. {missing}")
        return _rows([_Reader(table, one, _day_of(plan)) for table, one in planned])


def planned_tables(files: Sequence[Path], plan: Plan) -> list[tuple[Table, TablePlan]]:
    """All tables with how each is read: as it was said, else as it is guessed. Raises NotThisFormat."""
    found = []
    for number, file in enumerate(files):
        for table in tables_in(file, encoding=plan.encodings.get(str(number), "")):
            found.append((table, plan.tables.get(fingerprint(columns_of(table))) or guess(table)))
    return found


def columns_of(table: Table) -> list[str]:
    """The columns of its sender: those that we added to a file of rejected rows are none."""
    return [column for column in table.columns if not column.startswith(OURS)]


def _named(table: Table) -> str:
    names = [column[:40] for column in columns_of(table)[:12]]
    return ", ".join(names) + (" …" if len(table.columns) > len(names) else "")


def _day_of(plan: Plan) -> datetime:
    day = datetime.fromisoformat(plan.day) if plan.day else clock.now()
    return day if day.tzinfo else day.replace(tzinfo=timezone.get_default_timezone())


def _rows(readers: Sequence["_Reader"]) -> Iterator[Row]:
    """Ideas before replies; a table that has both is read twice."""
    for reader in readers:
        if reader.plan.kind in (IDEAS, BOTH):
            yield from reader.ideas()
        elif reader.plan.columns.get("title"):
            yield from reader.ideas_named()
    for reader in readers:
        if reader.plan.kind in (REPLIES, BOTH):
            yield from reader.replies()


@dataclass
class _Reader:
    """One table and how it is read; ``day`` is when what has no date was given."""

    table: Table
    plan: TablePlan
    day: datetime

    def __post_init__(self) -> None:
        self.seen: Counter[int] = Counter()
        self.zone: tzinfo = timezone.get_default_timezone()

    def ideas(self) -> Iterator[Row]:
        for line in self.table.lines():
            if isinstance(line, BadLine):
                yield rejected(line)
            elif self.plan.kind == IDEAS or not line.cells.get(self.plan.columns.get("idea", ""), "").strip():
                yield self._row(line, self._idea)

    def ideas_named(self) -> Iterator[Row]:
        """Comments that bring the titles of their ideas: each idea once, should it not be here yet."""
        seen: set[str] = set()
        for line in self.table.lines():
            key = "" if isinstance(line, BadLine) else line.cells.get(self.plan.columns["idea"], "").strip()
            if isinstance(line, Line) and key and key not in seen:
                row = self._row(line, self._idea_named)
                if isinstance(row, Located):  # else its own row says what is wrong
                    seen.add(key)
                    yield row

    def replies(self) -> Iterator[Row]:
        for line in self.table.lines():
            if isinstance(line, BadLine):
                if self.plan.kind == REPLIES:
                    yield rejected(line)
            elif self.plan.kind == REPLIES or line.cells.get(self.plan.columns["idea"], "").strip():
                yield self._row(line, self._reply)

    def _row(self, line: Line, make: Callable[[Line], ArrivedIdea | ArrivedReply]) -> Row:
        try:
            what = make(line)
        except BadCell as problem:
            return rejected(line, problem)
        return Located(line.place(), what, line.origin, self.plan.columns.get("idea", ""))

    def _idea(self, line: Line) -> ArrivedIdea:
        body, is_html = self._body(line)
        return ArrivedIdea(
            source_id=self._key(line),
            title=self._title(line),
            body=body,
            given_at=self._moment(line),
            author_id=self._author(line),
            author_name=self._text(line, "author"),
            is_html=is_html,
            support_count=line.count(self.plan.columns.get("support_count", "")),
            url=self._text(line, "url"),
            is_withdrawn=self._text(line, "withdrawn").casefold() not in _NO,
        )

    def _idea_named(self, line: Line) -> ArrivedIdea:
        title = " ".join(line.needed(self.plan.columns["title"]).split())
        return ArrivedIdea(
            source_id=line.key(self.plan.columns["idea"]),
            title=title,
            body="",
            given_at=self._moment(line),
            url=self._text(line, "url"),
            is_only_named=True,
        )

    def _reply(self, line: Line) -> ArrivedReply:
        line.needed(self.plan.columns["body"])
        body, is_html = self._body(line)
        return ArrivedReply(
            source_id=self._key(line),
            idea_id=line.key(self.plan.columns["idea"]),
            body=body,
            said_at=self._moment(line),
            author_id=self._author(line),
            author_name=self._text(line, "author"),
            is_html=is_html,
            url=self._text(line, "url"),
        )

    def _text(self, line: Line, field: str) -> str:
        return line.text(self.plan.columns.get(field, ""))

    def _author(self, line: Line) -> str:
        return (self._text(line, "author_key") or self._text(line, "author"))[:MOST_KEY]

    def _moment(self, line: Line) -> datetime:
        column = self.plan.columns.get("given_at", "")
        text = line.text(column)
        if not text:
            return self.day
        try:
            return moment_of(text, is_day_first=self.plan.is_day_first is not False, zone=self.zone)
        except NoMoment as problem:
            raise BadCell(column, str(problem)) from None

    def _title(self, line: Line) -> str:
        """The title; where there is none, the first words of the text."""
        if title := " ".join(self._text(line, "title").split()):
            return title
        column = self.plan.columns.get("body") or self.plan.columns.get("title", "")
        first = " ".join(html.unescape(_HTML.sub(" ", line.needed(column))).split())
        if not first:
            raise BadCell(column, "there are no words in it")
        if len(first) <= MOST_TITLE:
            return first
        return (
            first[:MOST_TITLE].rpartition(" ")[0] + " …"
            if " " in first[:MOST_TITLE]
            else first[:MOST_TITLE] + "…"
        )

    def _body(self, line: Line) -> tuple[str, bool]:
        """The text and what goes beneath it, each with its heading; and whether that is HTML."""
        text = self._text(line, "body")
        more = [(column, found) for column in self.plan.more if (found := line.text(column))]
        if not any(_HTML.search(one) for one in [text, *(found for _, found in more)]):
            parts = [text, *(f"**{' '.join(column.split())}**\n\n{found}" for column, found in more)]
            return "\n\n".join(part for part in parts if part), False
        parts = [_as_html(text)]
        parts += [f"<p><strong>{html.escape(column)}</strong></p>{_as_html(found)}" for column, found in more]
        return "".join(parts), True

    def _key(self, line: Line) -> str:
        """Its key there; without one, what its words, author and day make, with a count for true repeats."""
        if (column := self.plan.columns.get("key")) and line.text(column):
            return line.key(column)
        fields = ("idea", "title", "body", "author_key", "author", "given_at")
        said = "\0".join(self._text(line, field) for field in fields)
        found = hashlib.sha256(said.encode(errors="surrogatepass")).digest()
        short = int.from_bytes(found[:8], "big")  # a number is small: there may be a million of them
        self.seen[short] += 1
        key = found.hex()[:24]
        return key if self.seen[short] == 1 else f"{key}-{self.seen[short]}"


def _as_html(text: str) -> str:
    """HTML stays; plain text keeps its paragraphs and lines."""
    if not text or _HTML.search(text):
        return text
    parts = re.split(r"\r?\n\s*\r?\n", text)
    return "".join("<p>" + html.escape(part).replace("\n", "<br>") + "</p>" for part in parts)
