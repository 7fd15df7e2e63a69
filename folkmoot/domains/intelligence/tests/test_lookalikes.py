"""Look-alikes are exactly the nearest neighbours, whatever the block size."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.domains.intelligence import lookalikes
from folkmoot.domains.intelligence.understanding import lookalike_lines


def unit_rows(seed, n, width=8):
    rows = np.random.default_rng(seed).normal(size=(n, width)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def by_brute_force(vectors, k):
    n = len(vectors)
    exact = vectors.astype(float) @ vectors.astype(float).T
    return [
        sorted((j for j in range(n) if j != i), key=lambda j: (-round(exact[i, j], 5), j))[: min(k, n - 1)]
        for i in range(n)
    ]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30), st.integers(1, 12), st.integers(1, 200))
def test_the_nearest_are_those_of_brute_force(seed, n, k, cells):
    vectors = unit_rows(seed, n)
    before, lookalikes.BLOCK_CELLS = lookalikes.BLOCK_CELLS, cells
    try:
        found = lookalikes.nearest(vectors, k)
    finally:
        lookalikes.BLOCK_CELLS = before
    exact = vectors.astype(float) @ vectors.astype(float).T
    assert found.shape == (n, min(k, n - 1))
    for i, (row, best) in enumerate(zip(found.tolist(), by_brute_force(vectors, k), strict=True)):
        assert i not in row
        assert len(set(row)) == len(row)
        assert exact[i, row] == pytest.approx(exact[i, best], abs=2e-5)


def test_equal_vectors_come_by_the_lower_index():
    vectors = np.tile(unit_rows(1, 1, width=384), (50, 1))
    found = lookalikes.nearest(vectors, 5)
    assert found[0].tolist() == [1, 2, 3, 4, 5]
    assert found[3].tolist() == [0, 1, 2, 4, 5]
    assert found[49].tolist() == [0, 1, 2, 3, 4]


def test_a_difference_in_the_last_bit_does_not_decide():
    vectors = np.array([[1, 0], [0.8, 0.6], [0.8000001, 0.5999999], [0.9, 0.43589]], np.float32)
    assert vectors[0] @ vectors[2] > vectors[0] @ vectors[1]
    assert lookalikes.nearest(vectors, 3)[0].tolist() == [3, 1, 2]


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_is_like_a_text_alone(n):
    assert lookalikes.nearest(unit_rows(0, n), 10).shape == (n, 0)


def test_lines_are_numbered_from_one_and_empty_lines_keep_their_number():
    texts = [
        "The bus is late",
        "",
        "Add a swimming pool",
        "The bus was late again",
        "Build a pool to swim in",
    ]
    assert [row[:1] for row in lookalike_lines(texts, 3)] == [[4], [], [5], [1], [3]]
    assert [len(row) for row in lookalike_lines(texts, 10)] == [3, 0, 3, 3, 3]
