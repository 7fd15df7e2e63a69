"""Slots: named places on a page that other rooms fill, unknown to the page itself.

A filler gives a template and its context; it is rendered in the page, so that a page is whole without script.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class Filling:
    """What goes into the slot: a template, and its context (the request and the thing are added)."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


Filler = Callable[[HttpRequest, Any], Filling | None]
_fillers: dict[str, dict[str, tuple[int, Filler]]] = defaultdict(dict)


def fills(slot: str, *, order: int = 50) -> Callable[[Filler], Filler]:
    """Decorator: this function fills the slot; lower orders come first. None leaves it empty."""

    def register(filler: Filler) -> Filler:
        _fillers[slot][f"{filler.__module__}.{filler.__qualname__}"] = (order, filler)
        return filler

    return register


def fillings(slot: str, request: HttpRequest, thing: Any) -> list[Filling]:
    """All that the other rooms have to show in this slot, about this thing, to the person who asks."""
    in_order = sorted(_fillers[slot].items(), key=lambda item: (item[1][0], item[0]))
    return [filling for _, (_, filler) in in_order if (filling := filler(request, thing))]


def filled_slots() -> set[str]:
    """The names of all slots that somebody fills, for the house test that compares them with the pages."""
    return {slot for slot, fillers in _fillers.items() if fillers}
