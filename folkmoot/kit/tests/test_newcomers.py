"""Links of new people wait: who is new, and what is a link."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.kit.newcomers import ENOUGH, FIRST_DAY, Giver, holds_link, is_new, must_wait

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=30)


@pytest.mark.parametrize(
    "text",
    [
        "see https://pumps.example/buy",
        "HTTP://PUMPS.EXAMPLE",
        "go to www.pumps.example",
        "[here](mailto:me@pumps.example)",
        '<a href="/x">here</a>',
        "cheap-pumps.com/now",
        "try pumps.shop.",
        "tg://join?invite=1",
    ],
)
def test_this_is_a_link(text):
    assert holds_link(text)


@pytest.mark.parametrize(
    "text",
    [
        "no link.At all",
        "It costs 3.50 a month",
        "e.g. a bench",
        "at 10.30 o'clock",
        "and/or",
        "the café.",
        "",
    ],
)
def test_this_is_none(text):
    assert not holds_link(text)


def test_new_is_whoever_gave_little_or_has_just_arrived():
    assert is_new(Giver(LONG_AGO, ENOUGH - 1), at=NOW)
    assert is_new(Giver(NOW - FIRST_DAY / 2, 50), at=NOW)
    assert not is_new(Giver(LONG_AGO, ENOUGH), at=NOW)
    assert not is_new(Giver(NOW - FIRST_DAY, ENOUGH), at=NOW)


@given(st.integers(0, 100), st.timedeltas(timedelta(0), timedelta(days=999)), st.text(max_size=100))
def test_nobody_waits_whom_a_role_vouches_for_and_nothing_waits_without_a_link(standing, age, text):
    giver = Giver(NOW - age, standing)
    assert not must_wait(Giver(giver.arrived_at, standing, is_trusted=True), "https://a.example", at=NOW)
    assert must_wait(giver, text, at=NOW) == (holds_link(text) and is_new(giver, at=NOW))
    if must_wait(giver, "https://a.example", at=NOW):
        assert must_wait(Giver(giver.arrived_at, 0), "https://a.example", at=NOW), "who gave less waits too"
