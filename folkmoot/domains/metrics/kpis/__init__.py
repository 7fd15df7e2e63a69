"""The shelf of KPIs: each file is one number with its formula, its interval and examples that prove it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.activity.models import ActivityQuerySet
from folkmoot.activity.vocabulary import Kind
from folkmoot.domains.metrics.figures import Asked, Figure, Item, Reason, end_of, verbs_of
from folkmoot.kit.shelves import Shelf

Words = str | Promise


class Unit(TextChoices):
    PEOPLE = "people", _("people")
    THINGS = "things", _("things given")
    SHARE = "share", _("share, 0 to 1")
    DAYS = "days", _("days")


class Direction(TextChoices):
    MORE = "more", _("more is better")
    LESS = "less", _("less is better")


@dataclass(frozen=True)
class Event:
    """One line of an example. ``at`` and ``arrived`` are ISO moments in UTC; ``arrived``: it came by an import then."""

    at: str
    verb: str
    object: str
    actor: str = "people.person/1"
    target: str = ""
    arrived: str = ""
    role: str = ""
    due_on: str = ""

    @property
    def details(self) -> dict[str, str]:
        return {name: value for name in ("role", "due_on") if (value := getattr(self, name))}


@dataclass(frozen=True)
class Example:
    """A golden vector: these events, asked on this day, give this figure (to four places)."""

    title: Words
    day: date
    events: Sequence[Event]
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    reason: str = ""


class Kpi(ABC):
    """One number, computed from the stream alone, for any part of it and any past day.

    ``reads`` names the verbs, or the kinds of verbs, that it needs: nothing else is given to it. ``basis`` says what
    stands behind the number, with places for k and n. A change of what is computed is a new ``version``.
    """

    order: ClassVar[int] = 50
    label: ClassVar[Words]
    meaning: ClassVar[Words]
    formula: ClassVar[Words]
    interval: ClassVar[Words]
    basis: ClassVar[Words]
    unit: ClassVar[Unit]
    direction: ClassVar[Direction]
    version: ClassVar[int]
    reads: ClassVar[tuple[str | Kind, ...]]
    examples: ClassVar[Sequence[Example]] = ()

    @abstractmethod
    def measure(self, asked: Asked) -> Figure:
        """The figure, in a bounded number of statements."""

    @abstractmethod
    def behind(self, asked: Asked) -> QuerySet[Any, Any]:
        """The ``n`` things that the figure was made from, one row each, in an order that stays."""

    @abstractmethod
    def item_of(self, row: Any, asked: Asked) -> Item:
        """One such row as a page shows it."""


shelf: Shelf[Kpi] = Shelf(__name__)


def in_order() -> dict[str, type[Kpi]]:
    """All KPIs by name, as a page shows them."""
    return dict(sorted(shelf.all().items(), key=lambda item: (item[1].order, item[0])))


def figure_of(name: str, stream: ActivityQuerySet, day: date) -> Figure:
    """One KPI over a part of the stream, as known at the end of a day: what had happened by then, nothing else.

    KeyError for a name that is not on the shelf.
    """
    kpi = shelf.take(name)()
    return kpi.measure(_asked(kpi, stream, day))


def items_of(name: str, stream: ActivityQuerySet, day: date, *, most: int, after: int = 0) -> list[Item]:
    """What stands behind that figure: at most so many, beginning after so many."""
    kpi = shelf.take(name)()
    asked = _asked(kpi, stream, day)
    return [kpi.item_of(row, asked) for row in kpi.behind(asked)[after : after + most]]


def _asked(kpi: Kpi, stream: ActivityQuerySet, day: date) -> Asked:
    return Asked(stream.of(*verbs_of(kpi.reads)).until(end_of(day)), day)


__all__ = [
    "Direction",
    "Event",
    "Example",
    "Item",
    "Kpi",
    "Reason",
    "Unit",
    "figure_of",
    "in_order",
    "items_of",
    "shelf",
]
