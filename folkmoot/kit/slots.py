"""Slots: named places on a page that other rooms fill, unknown to the page itself.

A filler gives a template and its context; it is rendered in the page, so that a page is whole without script.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from folkmoot.kit.together import Asking


@dataclass(frozen=True)
class Filling:
    """What goes into the slot: a template, and its context (the request and the thing are added).

    One that ``is_plain`` gets its context alone, and is kept for all to whom the same is shown (``fragments.py``).
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    is_plain: bool = False


#: What it answers, or a generator that asks first (:mod:`folkmoot.kit.together`).
Filled = Filling | None | Asking[Filling | None]
Fill = Callable[[HttpRequest, Any], Filled]


@dataclass(frozen=True)
class Filler:
    """Whoever fills a slot: what comes first has the lower order; ``most`` is its budget of statements."""

    name: str
    fill: Fill
    order: int
    most: int


_fillers: dict[str, dict[str, Filler]] = defaultdict(dict)
_in_order: dict[str, list[Filler]] = {}


def fills(slot: str, *, order: int = 50, most: int = 3) -> Callable[[Fill], Fill]:
    """Decorator: this function fills the slot, with at most so many statements, those of its template included.

    Lower orders come first. None leaves the slot empty. The budgets are tested on the pages of the demo world.
    """

    def register(fill: Fill) -> Fill:
        name = f"{fill.__module__}.{fill.__qualname__}"
        _fillers[slot][name] = Filler(name, fill, order, most)
        _in_order.clear()
        return fill

    return register


def fillers_of(slot: str) -> list[Filler]:
    """All who fill this slot, in their order."""
    return _once(slot, lambda: sorted(_fillers[slot].values(), key=lambda one: (one.order, one.name)))


def fillers_below(prefix: str) -> list[Filler]:
    """All who fill a slot whose name begins so, each once."""

    def found() -> list[Filler]:
        names = [name for name in _fillers if name.startswith(prefix)]
        return list({filler.name: filler for name in names for filler in fillers_of(name)}.values())

    return _once(f"{prefix}*", found)


def _once(name: str, find: Callable[[], list[Filler]]) -> list[Filler]:
    """Pages ask for the same slot a hundred times."""
    if name not in _in_order:
        _in_order[name] = find()
    return _in_order[name]


def filled_slots() -> set[str]:
    """The names of all slots that somebody fills, for the house test that compares them with the pages."""
    return {slot for slot, fillers in _fillers.items() if fillers}
