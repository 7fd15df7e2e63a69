"""Look-alikes: the nearest neighbours of every vector, exactly."""

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]

#: Rows compared at a time: with 100,000 vectors a block of products takes 100 MB.
BLOCK_CELLS = 25_000_000
#: Products that differ by less are equal.
SAME = np.float32(1e-6)


def nearest(vectors: Vectors, k: int) -> Indices:
    """The k nearest rows of each row by cosine, nearest first, itself left out.

    `vectors` is float (n, d) of unit length; the result is int (n, min(k, n - 1)). Equal products are
    ordered by the lower index, so the answer is the same on every run. Time n² d, memory about 100 MB.
    """
    n = len(vectors)
    k = max(0, min(k, n - 1))
    found = np.empty((n, k), np.intp)
    if k == 0:
        return found
    step = max(1, BLOCK_CELLS // n)
    for start in range(0, n, step):
        products = vectors[start : start + step] @ vectors.T
        here = np.arange(len(products))
        products[here, start + here] = -np.inf
        for row, values in enumerate(products):
            found[start + row] = _highest(values, k)
    return found


def _highest(values: Vectors, k: int) -> Indices:
    """The indices of the k highest values, highest first, ties by the lower index."""
    limit = np.partition(values, -k)[-k]
    candidates = np.flatnonzero(values >= limit - 2 * SAME)
    # Equal texts differ in the last bit, since BLAS sums a matrix's edge in another order.
    rounded = np.round(values[candidates] / SAME)
    return candidates[np.lexsort((candidates, -rounded))][:k]
