"""Whether a larger model can be used here: what it must do, and from which cosine two texts say the same by it."""

import resource
import time
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from django.utils.translation import gettext as _

from folkmoot.domains.intelligence.golden import PAIRS, SPEED_TEXTS
from folkmoot.domains.intelligence.larger import LargerEncoder, Unfit

#: Of the golden pairs, the share in which the same must be nearer than every other; below, likeness is luck.
FEWEST_RIGHT = 0.8


@dataclass(frozen=True)
class Conformance:
    """What was found. ``right`` is the share of golden pairs in the right order; speed in texts a second."""

    right: float
    alike: float
    answers: float
    texts_per_second: float
    megabytes: float


def conform(reader: LargerEncoder) -> Conformance:
    """Raises Unfit with the reason: dimensions, length, determinism, order of the golden pairs."""
    before = _most_memory()
    pairs = [pair for code, *pair in PAIRS if reader.reads(code)] or [pair for _code, *pair in PAIRS]
    first = np.stack([reader.read(a) for a, _second in pairs])
    second = np.stack([reader.read(b) for _first, b in pairs])
    if not np.array_equal(first[0], reader.read(pairs[0][0])):
        raise Unfit(_("The same text gives another vector when it is read again."))
    if not np.allclose(np.linalg.norm(first, axis=1), 1, atol=1e-4):
        raise Unfit(_("Its vectors are not of unit length."))
    for odd in ("", " ", "\0", "😀" * 500, "x" * 20_000):
        try:
            reader.read(odd)
        except Unfit:
            raise
        except Exception as error:  # whatever a foreign model makes of it
            raise Unfit(
                _("It fails on a text of %(num)s characters: %(error)s") % {"num": len(odd), "error": error}
            ) from error
    cosines = first @ second.T
    same = np.diag(cosines)
    others = np.array([cosines[i, j] for i, j in combinations(range(len(pairs)), 2)])
    right = float((same > np.where(np.eye(len(pairs), dtype=bool), -1, cosines).max(axis=1)).mean())
    if right < FEWEST_RIGHT:
        raise Unfit(
            _("Of the golden pairs, only %(share)s are in the right order: it does not read meaning.")
            % {"share": f"{right:.0%}"}
        )
    speed = _speed(reader)
    megabytes = _most_memory() - before
    low, high = float(np.quantile(others, 0.95)), float(np.quantile(same, 0.25))
    alike = max(high, low)
    return Conformance(
        right, round(alike, 3), round((low + min(low, alike) + alike) / 3, 3), speed, megabytes
    )


def _speed(reader: LargerEncoder) -> float:
    started = time.perf_counter()
    for text in SPEED_TEXTS:
        reader.read(text)
    return len(SPEED_TEXTS) / max(1e-9, time.perf_counter() - started)


def _most_memory() -> float:
    """The most that this process has held so far, in MB."""
    kilobytes: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes * 1024 / 1e6
