"""The formulas, against published values, against SciPy, and against what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from folkmoot.domains.metrics.estimates import garwood, survival, wilson

# Remission in weeks of leukaemia patients (Freireich et al. 1963, as printed in many textbooks); + is False.
TREATED = [(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0),
           (19, 0), (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]  # fmt: skip
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def pairs(rows):
    return [(float(at), bool(ended)) for at, ended in rows]


waits = st.lists(st.tuples(st.integers(0, 40).map(float), st.booleans()), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(37, 189, 0.145, 0.258), (549, 23_300, 0.0217, 0.0256)]
)
def test_wilson_gives_the_golden_values(hits, of, low, high):
    assert wilson(hits, of) == pytest.approx((low, high), abs=0.0005)


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_wilson_agrees_with_scipy_and_holds_the_share(of_and_hits):
    hits, of = of_and_hits
    low, high = wilson(hits, of)
    theirs = stats.binomtest(hits, of).proportion_ci(method="wilson")
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
    assert 0 <= low <= hits / of <= high <= 1


@pytest.mark.parametrize(("hits", "of"), [(0, 0), (3, 2), (-1, 2)])
def test_what_is_no_share_is_refused(hits, of):
    with pytest.raises(ValueError, match="no share"):
        wilson(hits, of)


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0, 3.689), (1, 0.025, 5.572), (10, 4.795, 18.390), (100, 81.364, 121.627)]
)
def test_garwood_gives_the_values_of_the_tables(count, low, high):
    assert garwood(count) == pytest.approx((low, high), abs=0.0006)


@given(st.one_of(st.integers(0, 300), st.integers(300, 200_000)))
def test_garwood_agrees_with_scipy_and_holds_the_count(count):
    low, high = garwood(count)
    assert low == pytest.approx(stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0, rel=1e-6)
    assert high == pytest.approx(stats.chi2.ppf(0.975, 2 * count + 2) / 2, rel=1e-6)
    assert low <= count <= high


def test_a_count_below_zero_is_refused():
    with pytest.raises(ValueError, match="no count"):
        garwood(-1)


def test_kaplan_meier_gives_the_published_values():
    steps = {step.at: step.waiting for step in survival(pairs(TREATED)).steps}
    expected = {0: 1, 6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert steps == pytest.approx(expected, abs=0.0006)


def test_the_median_and_its_interval_are_the_published_ones():
    treated = survival(pairs(TREATED))
    assert (treated.median, treated.median_interval) == (23, (13, None))
    placebo = survival((float(at), True) for at in PLACEBO)
    assert (placebo.median, placebo.median_interval) == (8, (4, 11))
    assert placebo.quantile(0.9) == 17


def test_what_is_not_reached_is_none():
    waiting = survival([(3.0, True), (9.0, False), (9.0, False)])
    assert (waiting.median, waiting.quantile(0.9)) == (None, None)


def test_the_share_within_a_limit_comes_with_its_interval():
    within, low, high = survival(pairs(TREATED)).within(10)
    assert within == pytest.approx(1 - 0.7529, abs=0.0001)
    assert low < within < high
    assert survival(pairs(TREATED)).within(5.9) == (0, None, None)


@given(waits)
def test_kaplan_meier_agrees_with_scipy(rows):
    ended = [at for at, has_ended in rows if has_ended]
    censored = [at for at, has_ended in rows if not has_ended]
    theirs = stats.ecdf(stats.CensoredData(uncensored=ended, right=censored)).sf
    for step in survival(rows).steps[1:]:
        assert step.waiting == pytest.approx(float(theirs.evaluate(step.at)), abs=1e-9)


def test_the_band_agrees_with_scipy():
    ended = [at for at, has_ended in TREATED if has_ended]
    censored = [at for at, has_ended in TREATED if not has_ended]
    theirs = stats.ecdf(stats.CensoredData(uncensored=ended, right=censored)).sf.confidence_interval(
        method="log-log"
    )
    for step in survival(pairs(TREATED)).steps[1:]:
        assert step.low == pytest.approx(float(theirs.low.evaluate(step.at)), abs=1e-9)
        assert step.high == pytest.approx(float(theirs.high.evaluate(step.at)), abs=1e-9)


@given(waits)
def test_a_curve_falls_from_one_and_lies_in_its_band(rows):
    curve = survival(rows)
    shares = [step.waiting for step in curve.steps]
    assert shares[0] == 1
    assert shares == sorted(shares, reverse=True)
    for step in curve.steps:
        assert 0 <= step.low <= step.waiting <= step.high <= 1
    low, high = curve.median_interval
    assert curve.median is None or low <= curve.median <= (high or curve.median)


@given(waits, st.integers(3, 10))
def test_a_drawn_curve_keeps_both_ends(rows, most):
    curve = survival(rows)
    drawn = curve.drawn(most)
    assert len(drawn) <= most + 1
    assert drawn[0] == curve.steps[0]
    assert drawn[-2] == curve.steps[-1]
    assert (drawn[-1].at, drawn[-1].waiting) == (max(at for at, _ in rows), curve.steps[-1].waiting)
    assert len(curve.drawn(200)) == len(curve.steps) + 1


@given(waits)
def test_one_more_that_still_waits_never_lowers_the_curve(rows):
    longest = max(at for at, _ in rows)
    before = survival(rows)
    after = survival([*rows, (longest, False)])
    for step in before.steps[1:]:
        assert 1 - after.within(step.at)[0] >= step.waiting - 1e-12
