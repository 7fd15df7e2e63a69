"""Plans: how the tables of an import are read: which column is what. Guessed, shown, changed, remembered."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

IDEAS, REPLIES, BOTH = "ideas", "replies", "both"
KINDS = {
    IDEAS: _("Each row is an idea"),
    REPLIES: _("Each row is a comment on an idea"),
    BOTH: _("Both: a row that names an idea is a comment on it"),
}
#: What a column can be, in the order in which the page asks.
FIELDS = {
    "title": _("Title"),
    "body": _("Text"),
    "author": _("Name of its author"),
    "author_key": _("Key of its author there"),
    "given_at": _("When it was given"),
    "support_count": _("How many support it"),
    "key": _("Its key there"),
    "idea": _("The key of the idea it is about"),
    "url": _("Its page there"),
    "withdrawn": _("Whether it was withdrawn"),
}
MOST_NAME = 24


@dataclass(frozen=True)
class TablePlan:
    """How one table is read. ``columns`` leads from a field to its column; ``more`` are put beneath the text."""

    kind: str = IDEAS
    columns: Mapping[str, str] = field(default_factory=dict)
    more: tuple[str, ...] = ()
    is_day_first: bool | None = None  # None: nobody said it, and no row tells

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "columns": dict(self.columns),
            "more": list(self.more),
            "is_day_first": self.is_day_first,
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> "TablePlan":
        return cls(
            found.get("kind", IDEAS),
            dict(found.get("columns", {})),
            tuple(found.get("more", ())),
            found.get("is_day_first"),
        )

    def what_is_missing(self) -> str:
        """Why no row can be read so; empty if rows can be read."""
        if self.kind == REPLIES and not (self.columns.get("idea") and self.columns.get("body")):
            return str(_("Say in which column a comment names its idea, and in which its text is."))
        if not self.columns.get("title") and not self.columns.get("body"):
            return str(_("Say which column is the title, or which is the text."))
        return ""


@dataclass(frozen=True)
class Plan:
    """How all tables of an import are read: each by the fingerprint of its headings; encodings by file, from 0 on.

    ``name`` is that of the system they came from: rows with the same key and name are the same thing.
    ``day`` (ISO) is when what has no date was given.
    """

    name: str = ""
    day: str = ""
    encodings: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, TablePlan] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "day": self.day,
            "encodings": dict(self.encodings),
            "tables": {key: table.to_json() for key, table in self.tables.items()},
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> "Plan":
        tables = {key: TablePlan.from_json(one) for key, one in found.get("tables", {}).items()}
        return cls(found.get("name", ""), found.get("day", ""), dict(found.get("encodings", {})), tables)


def fingerprint(columns: Iterable[str]) -> str:
    """The same for the same headings, in whatever order and case they stand: 32 hexadecimal digits."""
    names = sorted(" ".join(column.split()).casefold() for column in columns)
    return hashlib.sha256("\0".join(names).encode(errors="surrogatepass")).hexdigest()[:32]


def name_of(file_name: str) -> str:
    """What a system is called after its file, without its ending, dates and numbers: Ideas-2024 (1).csv is ideas."""
    stem = re.sub(r"\.[a-z0-9]{1,6}$", "", file_name, flags=re.IGNORECASE)
    plain = slugify(stem.replace("_", "-").replace(".", "-"))
    plain = re.sub(r"-(rejected|mended|copy|final|neu|new|v)(?=-|$)", "", f"-{plain}")
    return re.sub(r"(?:(?<=-)|(?<=^))\d+(?=-|$)|-\d+(?=-|$)", "", plain).strip("-")[:MOST_NAME] or "table"


def source_of(name: str, community: int) -> str:
    """Where things came from. Tables of two communities never speak of the same things, so its number is in it."""
    return f"{name[:MOST_NAME]} #{community}"
