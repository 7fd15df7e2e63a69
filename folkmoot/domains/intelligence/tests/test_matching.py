"""The same theme in two runs."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domains.intelligence.matching import match


def centres(rows):
    made = np.array(rows, np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def test_near_centres_are_the_same_theme_whatever_their_order():
    before = centres([[1, 0, 0], [0, 1, 0]])
    now = centres([[0.1, 1, 0], [0, 0, 1], [1, 0.1, 0]])
    assert match(before, now) == {0: 1, 2: 0}


def test_each_centre_is_used_once_and_the_best_sum_wins():
    before = centres([[1, 0], [0.9, 0.44]])
    now = centres([[0.95, 0.3], [1, -0.1]])
    assert match(before, now) == {0: 1, 1: 0}


def test_a_centre_that_is_far_from_all_is_a_new_theme():
    before = centres([[1, 0, 0], [0, 1, 0]])
    now = centres([[1, 0.1, 0], [0, 0.5, 1]])
    assert match(before, now) == {0: 0}


def test_nothing_matches_nothing():
    assert match(centres([[1, 0]]), np.empty((0, 2), np.float32)) == {}
    assert match(np.empty((0,), np.float32), centres([[1, 0]])) == {}


@given(st.permutations(range(8)))
def test_a_shuffled_run_is_found_again_whole(order):
    before = np.eye(8, dtype=np.float32)
    assert match(before, before[list(order)]) == dict(enumerate(order))
