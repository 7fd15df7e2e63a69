"""How we understand: each model with licence and purpose, how good it is on named data, how often people corrected it.

The figures of quality come from quality.json, which ``benchmarks/quality.py --write`` makes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.models import Visitor
from folkmoot.domains.privacy.models import Consent
from folkmoot.kit.intervals import wilson

from .models import Encoder, ThemeMember, Understanding
from .readers import all_readers
from .texts import texts_of, things_for

#: The purpose of privacy under which somebody agrees that their words are part of data for research.
RESEARCH = "research"
MOST_BYTES = 2_000_000  # of an export
BATCH = 200
LATEST = 20_000  # corrections that are looked at

#: What each reader is for, and what it cannot do.
PURPOSES: dict[str, tuple[str | Promise, str | Promise]] = {
    "minilm": (
        _("Look-alikes, search by meaning and themes in English."),
        _(
            "It reads some 200 words of a text. It was trained on questions and answers, so it knows these best."
        ),
    ),
    "e5": (
        _("The same in other languages, and between languages."),
        _(
            "It reads the first 300 characters of a text, and is less exact in English than the model for English."
        ),
    ),
    "language": (
        _("Tells the language."),
        _("Of a few words it says nothing. Related languages are taken for each other."),
    ),
    "sentiment": (
        _("Tells whether English words speak positively, negatively or neither."),
        _("Irony is taken at its word. In other languages it says nothing."),
    ),
    "spam": (_("Asks a moderator to look at what may be advertising."), _("It knows signs, not intentions.")),
    "toxicity": (
        _("Asks a moderator to look at what may be an attack."),
        _("It knows words, not who says them to whom. It decides nothing."),
    ),
}

#: What benchmarks/quality.py measures, for the catalogues; a new figure is shown as it is called there.
MEASURES = (
    _("Macro recall"),
    _("Look-alikes, recall at 10"),
    _("Themes, NMI"),
    _("Themes, ARI"),
    _("A title finds its own text, recall at 10"),
    _("A title falls into the theme of its text"),
    _("Spanish is told"),
    _("English is told"),
    _("AUC (chance: 50%)"),
)


@dataclass(frozen=True)
class Told:
    """A reader as a page tells of it. ``figures`` are those of quality.json."""

    key: str
    name: str
    version: str
    licence: str
    languages: tuple[str, ...]
    purpose: str | Promise
    limits: str | Promise
    is_there: bool
    figures: list[dict[str, Any]]


@cache
def quality() -> dict[str, Any]:
    """The figures that were measured last, with their date."""
    found: dict[str, Any] = json.loads(files(__package__).joinpath("quality.json").read_text("utf-8"))
    figures = [one | {"what": _translated(one["what"])} for one in found["figures"]]
    return {"date": date.fromisoformat(found["date"]), "figures": figures}


def _translated(what: str) -> str | Promise:
    """No literal stands in the call, which Babel would take for a message."""
    words = what.replace(" %", "%")
    return gettext_lazy(words)


def readers_told() -> list[Told]:
    figures = quality()["figures"]
    return [
        Told(
            key,
            reader.name,
            reader.version,
            reader.licence,
            reader.languages,
            *PURPOSES.get(key, ("", "")),
            is_there=bool(getattr(reader, "is_there", True)),
            figures=[one for one in figures if one["reader"] == key],
        )
        for key, reader in sorted(all_readers().items(), key=lambda one: _order(one[0]))
    ]


def _order(key: str) -> tuple[int, str]:
    """What meaning stands on comes first, then as in the table above."""
    known = list(PURPOSES)
    return (known.index(key) if key in known else len(known), key)


@dataclass(frozen=True)
class Corrected:
    """How often people said something else: ``hits`` of ``of``, with the interval of the share."""

    what: str | Promise
    hits: int
    of: int

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.hits, self.of) if self.of else None


def corrections(person: Visitor) -> list[Corrected]:
    """Counts over what this person may see; only what differs from the model's word is a correction of it."""
    seen = Understanding.objects.visible_to(person).exclude(version=0, digest="", corrected_at=None)
    members = ThemeMember.objects.visible_to(person)
    told = seen.exclude(language="und")
    felt = seen.exclude(sentiment="unknown")
    return [
        Corrected(
            _("Language"),
            told.exclude(corrected_language="").exclude(corrected_language=F("language")).count(),
            told.count(),
        ),
        Corrected(
            _("Feeling"),
            felt.exclude(corrected_sentiment="").exclude(corrected_sentiment=F("sentiment")).count(),
            felt.count(),
        ),
        Corrected(_("Theme"), members.exclude(moved_to=None).count(), members.count()),
    ]


@dataclass(frozen=True)
class Replacing:
    """How far the reading by a larger model is."""

    encoder: Encoder
    read: int
    wanted: int


def training_lines(community: Community, person: Visitor) -> Iterator[str]:
    """Corrections as JSON lines: the text, what the model said, what a person said, the model, the language.

    Only of texts that are public, that this person may see, and whose author agreed that their words are part of such
    data; no names. The newest first, until the file has 2 MB.
    """
    size = 0
    for line in _lines(community, person):
        size += len(line.encode())
        if size > MOST_BYTES:
            return
        yield line


def _lines(community: Community, person: Visitor) -> Iterator[str]:
    corrected = Understanding.objects.filter(community=community).corrected().defer("vector", "vector_other")
    rows = corrected.order_by("-corrected_at", "-pk")[:LATEST]
    batch: list[Understanding] = []
    for row in rows.iterator(BATCH):
        batch.append(row)
        if len(batch) == BATCH:
            yield from _of_understandings(batch, person)
            batch = []
    yield from _of_understandings(batch, person)
    moved = ThemeMember.objects.filter(Q(theme__community=community)).exclude(moved_to=None)
    members = list(moved.select_related("found_in", "moved_to").order_by("-pk")[:LATEST])
    for start in range(0, len(members), BATCH):
        yield from _of_members(members[start : start + BATCH], person)


def _of_understandings(rows: list[Understanding], person: Visitor) -> Iterator[str]:
    texts = _texts([row.subject for row in rows], person)
    for row in rows:
        if row.subject not in texts:
            continue
        said = {"text": texts[row.subject], "language": row.language_now}
        if row.corrected_sentiment:
            yield _line(said, "sentiment", row.sentiment, row.corrected_sentiment, row.sentiment_model)
        if row.corrected_language:
            yield _line(said, "language", row.language, row.corrected_language, row.language_model)


def _of_members(members: list[ThemeMember], person: Visitor) -> Iterator[str]:
    texts = _texts([one.subject for one in members], person)
    codes = Understanding.objects.filter(subject__in=texts)
    languages = {row.subject: row.language_now for row in codes.defer("vector", "vector_other")}
    for one in members:
        if one.subject in texts and one.moved_to is not None:
            said = {"text": texts[one.subject], "language": languages.get(one.subject, "und")}
            found = one.found_in.name if one.found_in else ""
            yield _line(said, "theme", found, one.moved_to.name, one.moved_to.model)


def _texts(subjects: list[str], person: Visitor) -> dict[str, str]:
    """The words of those whose authors agreed, by subject."""
    things = things_for(person, subjects)
    authors = {subject: thing.author_id for subject, thing in things.items()}  # type: ignore[attr-defined]
    agreed = set(
        Consent.objects.newest()
        .filter(purpose=RESEARCH, is_given=True, person__in=set(authors.values()))
        .values_list("person", flat=True)
    )
    kept = texts_of(subject for subject, author in authors.items() if author in agreed)
    return {subject: text.words for subject, text in kept.items()}


def _line(said: dict[str, str], kind: str, machine: str, human: str, model: str) -> str:
    row = {**said, "kind": kind, "machine": machine, "person": human, "model": model}
    return json.dumps(row, ensure_ascii=False) + "\n"
