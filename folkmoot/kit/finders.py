"""Finders: a room asks for things by meaning; whoever can read meaning answers, unknown to the room."""

from collections.abc import Callable

Finder = Callable[[str, int], list[int]]  # words, how many -> keys, nearest first
_finders: dict[str, Finder] = {}


def finds(kind: str) -> Callable[[Finder], Finder]:
    """Decorator: this function finds things of a kind, such as ``ideas.idea``, by meaning."""

    def register(finder: Finder) -> Finder:
        _finders[kind] = finder
        return finder

    return register


def by_meaning(kind: str, words: str, limit: int) -> list[int]:
    """Keys of the things nearest in meaning, nearest first; empty where nobody can tell."""
    finder = _finders.get(kind)
    return finder(words, limit) if finder else []
