"""What is counted of a theme: each figure against what can be computed by hand or drawn at random."""

from datetime import UTC, datetime, timedelta
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domains.intelligence.evidence import absent, at_most, evidence_of, rise, weeks

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def ago(*days: float) -> list[datetime]:
    return [NOW - timedelta(days=one) for one in days]


def test_many_voices_in_four_weeks_after_few_in_twelve_are_a_rise():
    found = rise(ago(*range(20), 40, 60), NOW)
    assert (found.recent, found.before, found.ratio) == (20, 2, 30.0)
    assert found.is_rising
    assert found.low > 5


def test_an_even_stream_is_none_and_its_interval_holds_one():
    found = rise(ago(*(3.5 * n for n in range(32))), NOW)
    assert found.ratio == pytest.approx(1.0, abs=0.05)
    assert found.low < 1 < found.high
    assert not found.is_rising


def test_three_voices_out_of_nowhere_may_be_chance():
    assert rise(ago(1, 2, 3), NOW).low < rise(ago(*range(12)), NOW).low


def test_of_many_even_streams_hardly_any_is_called_rising():
    draw = np.random.default_rng(3)
    false = sum(rise(ago(*draw.uniform(0, 112, draw.poisson(24))), NOW).is_rising for _ in range(400))
    assert false / 400 < 0.015


def test_what_lies_ahead_or_far_back_is_not_counted():
    assert weeks([NOW + timedelta(days=3), *ago(0, 6, 8, 500)], NOW) == [0] * 14 + [1, 2]
    assert rise([NOW + timedelta(days=3), *ago(500)], NOW).recent == 0


def test_a_kind_of_people_who_should_be_here_and_is_not_is_named():
    kinds = {person: [("language", "de" if person < 20 else "es")] for person in range(60)}
    (found,) = absent(set(range(20, 50)), kinds)
    assert (found.kind, found.value, found.here, found.known) == ("language", "de", 0, 20)


def test_where_all_speak_as_chance_would_have_it_nobody_is_named():
    kinds = {person: [("language", "de" if person % 3 == 0 else "es")] for person in range(60)}
    assert absent(set(range(30)), kinds) == []


def test_a_kind_of_few_people_is_never_named():
    kinds = {person: [("role", "manager")] if person < 4 else [] for person in range(200)}
    assert absent(set(range(4, 200)), kinds) == []


@given(st.integers(1, 30), st.data())
def test_the_chances_of_all_counts_add_up_to_one(n, data):
    marked, drawn = data.draw(st.integers(0, n)), data.draw(st.integers(0, n))
    assert at_most(min(marked, drawn), drawn, marked, n) == pytest.approx(1)
    assert at_most(0, drawn, marked, n) == pytest.approx(comb(n - marked, drawn) / comb(n, drawn))


def test_evidence_is_plain_data_without_words_and_people():
    found = evidence_of(ago(1, 2), ["en", "en"], {1, 2}, {1: [], 2: [], 3: []}, NOW)
    assert (found["people"], found["people_elsewhere"], found["languages"]) == (2, 1, {"en": 2})
    assert found["weeks"][-1] == 2
