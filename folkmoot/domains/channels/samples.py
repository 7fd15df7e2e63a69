"""Samples: the first rows of an import as they will be, before anything is brought in."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from folkmoot.domains.ideas.arrivals import ArrivedIdea
from folkmoot.kit.markdown import clean_html, render, words

from . import actions
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
    """The first rows and how many there are; ``problem`` where the files are not what they were said to be."""

    rows: list[Sample]
    count: int
    problem: str = ""


def samples_of(one: Import) -> Samples:
    """Reads the files once, to count; nothing is written."""
    try:
        rows, count = actions.preview(one.format, [Path(file) for file in one.files])
    except (NotThisFormat, OSError) as problem:
        return Samples([], 0, str(problem))
    return Samples([_sample(row) for row in rows], count)


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
