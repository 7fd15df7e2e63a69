"""Samples: the first rows of an import as they will be, before anything is brought in."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from folkmoot.domains.ideas.arrivals import ArrivedIdea
from folkmoot.kit.markdown import clean_html, render, words

from .foreseeing import Foreseen, foresee
from .importers import ArrivedReply, Located, NotThisFormat, Rejected
from .models import Import


@dataclass(frozen=True)
class Sample:
    """One row as it will be; ``why`` is said of a row that cannot be taken."""

    where: str
    title: str = ""
    body: str = ""
    name: str = ""
    at: datetime | None = None
    why: str = ""


@dataclass(frozen=True)
class Samples:
    """The first rows and what would become of all; ``problem`` where the files are not what they were said to be."""

    rows: list[Sample] = field(default_factory=list)
    cannot: list[Sample] = field(default_factory=list)
    seen: Foreseen = field(default_factory=Foreseen)
    problem: str = ""

    @property
    def count(self) -> int | None:
        """How many rows there are, where all were looked at."""
        return self.seen.read if self.seen.is_whole else None


def samples_of(one: Import) -> Samples:
    """Looks into the files; nothing is written."""
    try:
        seen = foresee(one)
    except (NotThisFormat, OSError) as problem:
        return Samples(problem=str(problem))
    shown = [row for row in seen.cannot if row not in seen.rows]
    nothing = "" if seen.read else _("There is no row in these files, only headings.")
    return Samples([_sample(row) for row in seen.rows], [_sample(row) for row in shown], seen, nothing)


def _sample(row: Located | Rejected) -> Sample:
    if isinstance(row, Rejected):
        return Sample(row.where, why=row.why)
    what = row.what
    if isinstance(what, ArrivedIdea):
        return Sample(row.where, what.title, _plain(what), what.author_name, what.given_at)
    return Sample(row.where, "", _plain(what), what.author_name, what.said_at)


def _plain(what: ArrivedIdea | ArrivedReply) -> str:
    """The first words as a reader will see them."""
    try:
        return words(clean_html(what.body) if what.is_html else render(what.body), 16)
    except ValueError as problem:
        return str(problem)
