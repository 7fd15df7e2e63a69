"""Touching: rooms say which things are part of theirs, so that whoever takes things back can ask them all."""

from collections.abc import Callable, Collection, Iterator

from django.utils.functional import Promise

Holder = Callable[[Collection[str]], Collection[str]]  # refs -> those of them that the room holds on to
_holders: dict[str, tuple[str | Promise, Holder]] = {}


def holds_on(why: str | Promise) -> Callable[[Holder], Holder]:
    """Decorator: this function tells which of these refs are part of something of its room, such as an insight."""

    def register(holder: Holder) -> Holder:
        _holders[f"{holder.__module__}.{holder.__qualname__}"] = (why, holder)
        return holder

    return register


def held_on(refs: Collection[str]) -> Iterator[tuple[str, str | Promise]]:
    """Those of these things that a room holds on to, each with the reason."""
    for why, holder in _holders.values():
        yield from ((at, why) for at in holder(refs))
