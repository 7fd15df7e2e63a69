"""Subjects: what the house holds about a person, and how it is erased. Each room says it of its own tables.

Who exports and who erases knows no rooms: a room registers, in its ``holdings.py``, what it holds, what of it a person
gave (refs, for rooms above that keep words of it), how it is erased, and what has to be settled before somebody leaves.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Protocol, TypeAlias

from django.utils.functional import Promise

from folkmoot.kit.answers import YES, Answer

Fact: TypeAlias = str | int | float | bool | None | list[str]
Record: TypeAlias = dict[str, Fact]
Holds = Callable[[Any], Iterator[Record]]
Gives = Callable[[Any], Iterator[str]]
Ties = Callable[[Any], Answer]

BATCH = 500


class Erases(Protocol):
    """Runs in the transaction of the erasure. ``takes_texts``: their texts go too, else they stay without a name."""

    def __call__(self, person: Any, *, by: Any, takes_texts: bool) -> None: ...


@dataclass(frozen=True)
class Holding:
    """What one room holds: ``tell`` yields it record by record, so that memory is bounded."""

    name: str
    label: str | Promise
    tell: Holds


_holdings: dict[str, Holding] = {}
_gifts: dict[str, Gives] = {}
_erasers: dict[str, tuple[int, Erases]] = {}
_ties: dict[str, Ties] = {}
_covered: dict[str, str] = {}


def holds(name: str, *, label: str | Promise, covers: Iterable[str]) -> Callable[[Holds], Holds]:
    """Decorator: this function yields all that the room ``name`` holds about a person, as ``record`` makes it.

    ``covers`` names the tables it knows of (``ideas.idea``): what is erased of them, the room's ``erases`` does.
    """

    def register(tell: Holds) -> Holds:
        _holdings[name] = Holding(name, label, tell)
        _covered.update(dict.fromkeys(covers, name))
        return tell

    return register


def gives(name: str) -> Callable[[Gives], Gives]:
    """Decorator: this function yields the refs of all that a person gave here and that has words."""

    def register(gifts: Gives) -> Gives:
        _gifts[name] = gifts
        return gifts

    return register


def erases(name: str, *, order: int = 50) -> Callable[[Erases], Erases]:
    """Decorator: this function removes names, texts and salts of a person from a room. Lower orders come first."""

    def register(erase: Erases) -> Erases:
        _erasers[name] = (order, erase)
        return erase

    return register


def ties(name: str) -> Callable[[Ties], Ties]:
    """Decorator: this function answers whether a person may leave now; a no says what to do first."""

    def register(answer: Ties) -> Ties:
        _ties[name] = answer
        return answer

    return register


def holdings() -> list[Holding]:
    """All that rooms hold, in one order that stays."""
    return [_holdings[name] for name in sorted(_holdings)]


def erasers() -> list[Erases]:
    return [_erasers[name][1] for name in sorted(_erasers, key=lambda name: (_erasers[name][0], name))]


def covered() -> dict[str, str]:
    """Which room answers for which table."""
    return dict(_covered)


def may_go(person: Any) -> Answer:
    """Yes, unless a room says what has to be settled first."""
    return next((no for answer in _ties.values() if not (no := answer(person))), YES)


def things_of(person: Any) -> Iterator[str]:
    """The refs of all that this person gave."""
    for name in sorted(_gifts):
        yield from _gifts[name](person)


def in_batches(things: Iterable[str]) -> Iterator[list[str]]:
    """Some 500 at a time, for statements that are bounded."""
    rest = iter(things)
    while batch := list(islice(rest, BATCH)):
        yield batch


def record(
    kind: str, *, title: str = "", address: str = "", moment: datetime | None = None, **facts: Fact
) -> Record:
    """One thing that is held: what it is, its name, its page here, its moment (ISO 8601), and all else of it.

    The fact ``file`` is a path in the house's folder of files: that file goes with an export, under the same path.
    """
    at = moment.isoformat() if moment else None
    return {"kind": kind, "title": title, "address": address, "moment": at} | facts
