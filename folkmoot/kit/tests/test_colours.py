"""Colours that can be read, whatever colour an organisation has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.kit.colours import ENOUGH, contrast, readable

anything = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(anything, st.sampled_from(["#ffffff", "#f5f2ea", "#1d2228", "#000000"]))
def test_any_colour_has_a_shade_that_can_be_read(colour, on):
    assert contrast(readable(colour, on=on), on) >= ENOUGH


@pytest.mark.parametrize(("colour", "on"), [("#8a1c5c", "#ffffff"), ("#ffff00", "#1d2228")])
def test_what_can_be_read_stays_as_it_is(colour, on):
    assert readable(colour, on=on) == colour


def test_black_on_white_is_the_most_there_is():
    assert round(contrast("#000000", "#ffffff"), 1) == 21
