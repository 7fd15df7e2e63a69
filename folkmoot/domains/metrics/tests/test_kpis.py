"""Every KPI, checked against its own examples and against what all KPIs promise."""

from datetime import timedelta

import pytest

from folkmoot.activity.models import Activity
from folkmoot.activity.vocabulary import VERBS, Kind
from folkmoot.domains.metrics.figures import FIRST_DAY, end_of, verbs_of
from folkmoot.domains.metrics.kpis import Event, Unit, figure_of, items_of, shelf

from .conftest import CONTEXT

EXAMPLES = [
    pytest.param(name, example, id=f"{name}-{number}")
    for name, kpi in shelf.all().items()
    for number, example in enumerate(kpi.examples, start=1)
]
MOST_STATEMENTS = 2


def measured(name, day, context=CONTEXT):
    return figure_of(name, Activity.objects.within(context), day)


@pytest.mark.parametrize("name", shelf.all())
def test_it_says_what_it_is(name):
    kpi = shelf.take(name)
    assert all(str(words) for words in (kpi.label, kpi.meaning, kpi.formula, kpi.interval))
    assert kpi.version >= 1
    assert str(kpi.basis) % {"k": 1, "n": 2}
    assert kpi.examples
    assert any(example.value is None and example.reason for example in kpi.examples)


@pytest.mark.parametrize("name", shelf.all())
def test_it_reads_what_can_happen(name):
    reads = shelf.take(name).reads
    assert reads
    assert {one for one in reads if not isinstance(one, Kind)} <= set(VERBS)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_its_examples_hold(name, example, tell):
    tell(example.events)
    figure = measured(name, example.day)
    expected = (example.value, example.low, example.high)
    assert (figure.value, figure.low, figure.high) == pytest.approx(expected, abs=0.0001)
    assert (figure.n, figure.reason) == (example.n, example.reason)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_the_interval_holds_the_number_and_a_missing_number_has_a_reason(name, example, tell):
    tell(example.events)
    for days in range(0, 400, 40):
        figure = measured(name, example.day + timedelta(days=days))
        if figure.value is None:
            assert figure.reason
        else:
            assert figure.low is None or figure.low <= figure.value
            assert figure.high is None or figure.value <= figure.high


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_what_happened_after_the_day_changes_nothing(name, example, tell):
    tell(example.events)
    before = measured(name, example.day)
    later = end_of(example.day).replace(tzinfo=None).isoformat()
    tell(
        Event(later, verb, thing, target="people.person/1", role="manager", due_on="2001-01-01")
        for verb in verbs_of(shelf.take(name).reads)
        for thing in ("ideas.idea/1", "ideas.idea/77", "insights.insight/1", "insights.insight/77")
    )
    assert measured(name, example.day) == before


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_other_verbs_and_other_communities_change_nothing(name, example, tell):
    tell(example.events)
    before = measured(name, example.day)
    first = f"{example.day}T00:00"
    noise = set(VERBS) - set(verbs_of(shelf.take(name).reads))
    tell(Event(first, verb, "ideas.idea/1", "people.person/55") for verb in noise)
    tell(example.events, context="communities.community/2")
    assert measured(name, example.day) == before


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_it_takes_few_statements(name, example, tell, django_assert_max_num_queries):
    tell(example.events)
    with django_assert_max_num_queries(MOST_STATEMENTS):
        measured(name, example.day)


@pytest.mark.parametrize("name", shelf.all())
def test_long_ago_there_is_no_number(name, db):
    assert measured(name, FIRST_DAY).value is None


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_what_stands_behind_it_is_what_it_was_made_from(name, example, tell):
    tell(example.events)
    stream = Activity.objects.within(CONTEXT)
    for days in (0, 20, 60):
        day = example.day + timedelta(days=days)
        figure = figure_of(name, stream, day)
        items = items_of(name, stream, day, most=1000)
        assert len(items) == figure.n
        counted = [item for item in items if item.is_counted]
        if shelf.take(name).unit == Unit.PEOPLE:
            assert len({item.actor for item in counted}) == figure.k
        else:
            assert len(counted) == figure.k


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_sheets_of_it_are_the_whole_in_one_order(name, example, tell):
    tell(example.events)
    stream = Activity.objects.within(CONTEXT)
    whole = items_of(name, stream, example.day, most=1000)
    sheets = [items_of(name, stream, example.day, most=1, after=n) for n in range(len(whole))]
    assert [sheet[0] for sheet in sheets] == whole
