"""Audiences: whom to tell when something happened. The room where it happens knows; notices asks."""

from collections.abc import Callable, Iterable
from typing import Any

Audience = Callable[[Any], Iterable[int]]  # an activity -> keys of the people to tell
_audiences: dict[str, Audience] = {}


def tells(verb: str) -> Callable[[Audience], Audience]:
    """Decorator: this function names the people who are told of this verb, by their keys."""

    def register(audience: Audience) -> Audience:
        if verb in _audiences and _audiences[verb].__qualname__ != audience.__qualname__:
            raise ValueError(f"{verb} has an audience already")
        _audiences[verb] = audience
        return audience

    return register


def audience_of(verb: str) -> Audience | None:
    """Who is told of this verb; None if nobody is."""
    return _audiences.get(verb)


def told_verbs() -> set[str]:
    """All verbs of which somebody is told."""
    return set(_audiences)
