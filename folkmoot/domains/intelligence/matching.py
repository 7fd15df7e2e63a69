"""The same theme in two runs: pairs of centres that are near enough, each centre once.

Source: Kuhn 1955, "The Hungarian method for the assignment problem", as scipy solves it.
"""

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

#: Cosine from which two centres are the same theme.
SAME = 0.8

Centres = npt.NDArray[np.float32]


def match(before: Centres, now: Centres, *, same: float = SAME) -> dict[int, int]:
    """Which of the centres now was which before: index now -> index before, for those found again.

    Both are float (n, d) of unit length. The sum of the cosines of all pairs is the highest possible.
    """
    if not len(before) or not len(now):
        return {}
    cosines = now @ before.T
    # What is too far counts nothing, so it takes no place from a pair that is near enough.
    rows, columns = linear_sum_assignment(np.where(cosines >= same, cosines, 0.0), maximize=True)
    return {int(n): int(b) for n, b in zip(rows, columns, strict=True) if cosines[n, b] >= same}
