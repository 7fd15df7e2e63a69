"""Archives: what goes along when an organisation takes everything with it, said by each room in its own words.

Who writes and who reads an archive knows no rooms: a room registers, in its ``archiving.py``, which of its things go
along, by which words, and what stays behind and why. A thing keeps its key, so that a ref such as ``ideas.idea/7``
means the same thing there.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models

from folkmoot.kit.markdown import sanitised
from folkmoot.kit.refs import key

Line: TypeAlias = dict[str, Any]
Turn: TypeAlias = Callable[[Any], Any]


@dataclass(frozen=True)
class Shape:
    """How one word is given out and taken in, where its column alone does not say it."""

    give: Turn
    take: Turn


@dataclass(frozen=True)
class Kind:
    """One kind of things. ``words`` are those of the archive, each with the field that it speaks of."""

    label: str
    words: Mapping[str, str]
    stays: Mapping[str, str] = field(default_factory=dict)  # fields that do not go along, and why
    arrives: Mapping[str, Turn] = field(default_factory=dict)  # what such a field is there, of the line
    shapes: Mapping[str, Shape] = field(default_factory=dict)

    @cached_property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    @cached_property
    def _turns(self) -> dict[str, tuple[str, Shape]]:
        """By word: the column, and how its value is given and taken."""
        found = {word: self._column(name) for word, name in self.words.items()}
        return {word: (one.attname, self.shapes.get(word) or _shape_of(one)) for word, one in found.items()}

    @cached_property
    def _key(self) -> str:
        """The word of the key."""
        return next(word for word, name in self.words.items() if self._column(name).primary_key)

    def means(self) -> dict[str, str]:
        """By word, for whoever reads the archive with another program: what sort of value it has."""
        return {word: _sort_of(self._column(name)) for word, name in self.words.items()}

    def lines(self) -> Iterator[Line]:
        """All of this kind in the order of their keys; memory is bounded."""
        turns = [(word, shape.give) for word, (_, shape) in self._turns.items()]
        columns = [column for column, _ in self._turns.values()]
        rows = self.model._default_manager.order_by("pk").values_list(*columns)
        for row in rows.iterator(chunk_size=1000):
            yield {word: give(value) for (word, give), value in zip(turns, row, strict=True)}

    def thing(self, line: Line) -> models.Model:
        """What a line tells of, not saved. A word that is missing has its usual value; ValueError for what is wrong."""
        if line.get(self._key) is None:
            raise ValueError(f"{self._key} is missing")
        values: dict[str, Any] = {name: arrive(line) for name, arrive in self.arrives.items()}
        for word, value in line.items():
            column, shape = self._turns[word]
            try:
                values[column] = shape.take(value)
            except (ValidationError, ValueError, TypeError) as wrong:
                raise ValueError(f"{word} has no value that it can have") from wrong
        return self.model(**values)

    def _column(self, name: str) -> Any:
        return self.model._meta.get_field(name)


_kinds: dict[str, Kind] = {}
_staying: dict[str, str] = {}
_afterwards: list[Callable[[], None]] = []


def goes_along(
    label: str,
    words: str,
    *,
    stays: Mapping[str, str] | None = None,
    arrives: Mapping[str, Turn] | None = None,
    shapes: Mapping[str, Shape] | None = None,
) -> None:
    """Say that things of this kind go along, by these words; ``text=body`` gives the field ``body`` as ``text``."""
    pairs = [word.partition("=")[::2] for word in words.split()]
    _kinds[label] = Kind(
        label, {word: name or word for word, name in pairs}, stays or {}, arrives or {}, shapes or {}
    )


def stays_behind(label: str, *, why: str) -> None:
    """Say that things of this kind do not go along, and why."""
    _staying[label] = why


def afterwards(work: Callable[[], None]) -> Callable[[], None]:
    """Decorator: this runs in the transaction in which all has been taken in, as its last."""
    _afterwards.append(work)
    return work


def kinds() -> list[Kind]:
    """All that goes along, in the order in which rooms said so."""
    return list(_kinds.values())


def staying() -> dict[str, str]:
    """All that does not, and why."""
    return dict(_staying)


def go_on_afterwards() -> None:
    for work in _afterwards:
        work()


def _same(value: Any) -> Any:
    return value


#: What is shown is sanitised again as it comes: whoever had the archive may have written into it.
HTML = Shape(_same, sanitised)


def _shape_of(column: Any) -> Shape:
    if column.related_model is not None:
        return _pointer(column.related_model._meta.label_lower)
    if column.name.endswith("_html"):
        return HTML
    if isinstance(column, models.JSONField | ArrayField):
        return Shape(_same, _same)
    if isinstance(column, models.DateField | models.TimeField):  # moments are days here
        return Shape(_iso, column.to_python)
    if isinstance(column, models.DecimalField):
        return Shape(_text, column.to_python)
    return Shape(_plain, column.to_python)


def _pointer(label: str) -> Shape:
    def give(value: int | None) -> str | None:
        return None if value is None else f"{label}/{value}"

    def take(pointer: str | None) -> int | None:
        if pointer is None:
            return None
        if not str(pointer).startswith(f"{label}/"):
            raise ValueError(pointer)
        return key(pointer)

    return Shape(give, take)


def _iso(value: Any) -> str | None:
    return None if value is None else value.isoformat()


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _plain(value: Any) -> Any:
    """Vectors come as arrays of numbers of 32 bits; each is written as short as tells it apart."""
    return [float(str(number)) for number in value] if hasattr(value, "tolist") else value


_SORTS: tuple[tuple[type[Any], str], ...] = (
    (models.BooleanField, "true or false"),
    (models.DateTimeField, "moment (ISO 8601)"),
    (models.DateField, "day (ISO 8601)"),
    (models.TimeField, "time of day (ISO 8601)"),
    (models.DecimalField, "decimal number, as text"),
    (models.IntegerField, "whole number"),
    (models.FloatField, "number"),
    (ArrayField, "list"),
    (models.JSONField, "JSON"),
    (models.CharField, "text"),
    (models.TextField, "text"),
)


def _sort_of(column: Any) -> str:
    if column.related_model is not None:
        sort = f"ref to {column.related_model._meta.label_lower}"
    else:
        sort = next((sort for kind, sort in _SORTS if isinstance(column, kind)), "list of numbers")
    return f"{sort}, or null" if column.null else sort
