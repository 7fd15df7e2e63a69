"""Signs: a transparent scorer. Each sign is a pattern with a weight; what led to a score can always be shown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST = 8000  # characters that are read
MOST_WORDS = 10
CAP = 0.99  # signs never make a thing certain


@dataclass(frozen=True)
class Sign:
    """``weight``, 0 to 1, is how much one finding speaks for the suspicion; a sign counts ``most`` times."""

    pattern: re.Pattern[str]
    weight: float
    most: int = 1


@dataclass(frozen=True)
class Suspicion:
    """``score`` is 0 to 1: no probability, but an order for a queue. ``words`` are those that led there."""

    score: float
    words: tuple[str, ...]


NOTHING = Suspicion(0.0, ())


def sign(words: str, weight: float, *, most: int = 1) -> Sign:
    """A sign by whole words, separated by bars; a space between words is any space."""
    spaced = words.replace(" ", r"\s+")
    return Sign(re.compile(rf"(?<!\w)(?:{spaced})(?!\w)", re.IGNORECASE), weight, most)


def weigh(text: str, signs: Iterable[Sign]) -> Suspicion:
    """Findings speak independently: 1 minus the product of (1 - weight) over them (noisy or)."""
    read = text[:LONGEST]
    innocent, words = 1.0, []
    for one in signs:
        found = _first(one, read)
        innocent *= (1 - one.weight) ** len(found)
        words += found
    if not words:
        return NOTHING
    return Suspicion(round(min(CAP, 1 - innocent), 4), _distinct(words))


def _first(one: Sign, text: str) -> list[str]:
    found = []
    for match in one.pattern.finditer(text):
        found.append(" ".join(match[0].split())[:60])
        if len(found) == one.most:
            break
    return found


def _distinct(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))[:MOST_WORDS]
