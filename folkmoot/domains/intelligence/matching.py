"""The same theme in two runs: first by the voices that both hold, then by centres that are near enough.

Source: Kuhn 1955, "The Hungarian method for the assignment problem", as scipy solves it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

#: Cosine from which two centres are the same theme.
SAME = 0.8
#: Of the voices of the smaller of two, the share that both must hold to be the same theme.
SHARED = 0.5

Centres = npt.NDArray[np.float32]
Likeness = npt.NDArray[np.float64]


def match(before: Centres, now: Centres, *, same: float = SAME) -> dict[int, int]:
    """Which of the centres now was which before: index now -> index before, for those found again.

    Both are float (n, d) of unit length. The sum of the cosines of all pairs is the highest possible.
    """
    if not len(before) or not len(now):
        return {}
    cosines = (now @ before.T).astype(np.float64)
    return _pairs(cosines, cosines >= same)


def match_by_voices(before: Sequence[int], now: Sequence[Sequence[int | None]]) -> dict[int, int]:
    """Which theme now was which before, by what they hold: index now -> index before.

    ``before`` are keys of themes; ``now`` holds, for each theme now, the key of the theme in which each of its voices
    was before. It works where centres cannot be compared, as after a change of models.
    """
    if not before or not now:
        return {}
    counts = [Counter(keys) for keys in now]
    shared = np.array([[count[key] for key in before] for count in counts], np.float64)
    sizes_now = np.array([len(keys) for keys in now], np.float64)[:, None]
    sizes_before = np.array([sum(count[key] for count in counts) for key in before], np.float64)[None, :]
    # Of both sides: a theme that falls into two goes on in its larger part, not in each.
    enough = (shared > SHARED * sizes_before) | (shared > SHARED * sizes_now)
    likeness = shared / np.maximum(1, sizes_now + sizes_before - shared)
    return _pairs(likeness, enough & (shared > 0))


def _pairs(likeness: Likeness, enough: npt.NDArray[np.bool_]) -> dict[int, int]:
    # What is too far counts nothing, so it takes no place from a pair that is near enough.
    rows, columns = linear_sum_assignment(np.where(enough, likeness, 0.0), maximize=True)
    return {int(n): int(b) for n, b in zip(rows, columns, strict=True) if enough[n, b]}


def same_themes(
    known: Sequence[Any], found: Sequence[tuple[str, Centres, Sequence[str]]], homes: Mapping[str, int]
) -> dict[int, Any]:
    """For each theme found (space, centre, subjects) the known row that it is: index -> row."""
    standing = [theme for theme in known if theme.retired_at is None]
    by_voices = match_by_voices(
        [theme.pk for theme in standing], [[homes.get(one) for one in subjects] for _, _, subjects in found]
    )
    same = {now: standing[before] for now, before in by_voices.items()}
    for space in sorted({name for name, _, _ in found}):
        here = [i for i, (name, _, _) in enumerate(found) if name == space and i not in same]
        free = [
            theme
            for theme in known
            if theme.space == space and theme.centroid is not None and theme not in same.values()
        ]
        if not here or not free:
            continue
        centres = np.array([found[i][1] for i in here], np.float32)
        fitting = [theme for theme in free if len(theme.centroid) == centres.shape[1]]
        before = np.array([theme.centroid for theme in fitting], np.float32)
        same |= {here[now]: fitting[was] for now, was in match(before, centres).items()}
    return same
