"""What must hold for any story that the stream could tell; and that the demo world gives sensible numbers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.activity.models import Activity
from folkmoot.domains.metrics.kpis import Event, figure_of, in_order
from folkmoot.domains.metrics.scopes import public
from folkmoot.domains.metrics.showing import shown
from folkmoot.kit import clock
from folkmoot.site import demo

from .conftest import CONTEXT

START = datetime(2025, 1, 1, tzinfo=UTC)
DAY = date(2025, 3, 1)
VERBS = [
    "ideas.idea.published",
    "ideas.idea.supported",
    "ideas.idea.withdrawn",
    "discussions.subject.answered",
    "insights.insight.given",
    "insights.insight.answered",
    "communities.community.appointed",
]


@st.composite
def events(draw):
    at = START + timedelta(hours=draw(st.integers(0, 24 * 80)))
    arrived = at + timedelta(hours=draw(st.integers(0, 24 * 80)))
    number = draw(st.integers(1, 5))
    verb = draw(st.sampled_from(VERBS))
    return Event(
        at.strftime("%Y-%m-%dT%H:%M"),
        verb,
        f"{'insights.insight' if verb.startswith('insights') else 'ideas.idea'}/{number}",
        f"people.person/{draw(st.integers(1, 4))}",
        target=f"people.person/{draw(st.integers(1, 4))}",
        arrived=arrived.strftime("%Y-%m-%dT%H:%M") if draw(st.booleans()) else "",
        role=draw(st.sampled_from(["manager", "member"])),
        due_on=(at + timedelta(days=draw(st.integers(0, 40)))).strftime("%Y-%m-%d"),
    )


any_story = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def figures(day=DAY):
    stream = Activity.objects.within(context)
    return {name: figure_of(name, stream, day) for name in in_order()}


context = CONTEXT
_stories = iter(range(100, 10**9))


@pytest.fixture
def story(tell):
    """Each example tells its story in a community of its own: the stream forgets nothing."""

    def story(told):
        global context
        context = f"communities.community/{next(_stories)}"
        tell(told, context)

    return story


@any_story
@given(st.lists(events(), max_size=25))
def test_every_figure_lies_in_its_interval_and_every_share_between_0_and_1(story, told):
    story(told)
    for name, figure in figures().items():
        assert (figure.value is None) == bool(figure.reason)
        ends = [end for end in (figure.low, figure.value, figure.high) if end is not None]
        assert ends == sorted(ends)
        assert figure.k >= 0
        if name in ("share_answered", "overdue"):
            assert all(0 <= end <= 1 for end in ends)
            assert figure.k <= figure.n
        waiting = [step.waiting for step in figure.curve]
        assert waiting == sorted(waiting, reverse=True)


@any_story
@given(st.lists(events(), max_size=25), st.lists(events(), max_size=10))
def test_what_happens_after_the_day_never_changes_it(story, tell, told, later):
    story(told)
    before = figures()
    shift = timedelta(days=100)
    tell(
        [
            Event(
                (datetime.fromisoformat(one.at) + shift).isoformat(),
                one.verb,
                one.object,
                one.actor,
                one.target,
                role=one.role,
                due_on=one.due_on,
            )
            for one in later
        ],
        context,
    )
    assert figures() == before


@any_story
@given(st.lists(events(), max_size=25))
def test_an_idea_without_an_answer_never_raises_the_share(story, tell, told):
    story(told)
    before = figures()["share_answered"]
    tell([Event("2025-02-01T00:00", "ideas.idea.published", "ideas.idea/999")], context)
    after = figures()["share_answered"]
    assert after.value <= (before.value if before.value is not None else 1)
    assert after.n == before.n + 1


def test_the_demo_world_gives_sensible_numbers(db):
    demo.tell()
    numbers = {name: one.figure for name, one in shown(in_order(), public().stream, clock.today()).items()}
    assert 5 < numbers["active_participants"].value < 60
    assert 3 < numbers["contributions"].value < 60
    assert 0.1 < numbers["share_answered"].value < 0.6
    assert 20 < numbers["share_answered"].n < 60
    assert 20 < numbers["time_to_answer"].low < 110
    assert (numbers["overdue"].k, numbers["overdue"].n) == (3, 6)
    past = shown(in_order(), public().stream, clock.today() - timedelta(days=60))
    assert past["share_answered"].figure.n < numbers["share_answered"].n
    assert past["overdue"].figure.n < 6
