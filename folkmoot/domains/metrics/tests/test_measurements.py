"""What the worker measures: once, again when older things arrive, and never past what it has surely heard."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection
from procrastinate.contrib.django import app

from folkmoot.activity.models import Activity
from folkmoot.domains.metrics import actions, tasks
from folkmoot.domains.metrics.courses import WEEKS, courses_of, is_outgrown, weeks_until
from folkmoot.domains.metrics.figures import FIRST_DAY, end_of
from folkmoot.domains.metrics.kpis import Event, figure_of, in_order
from folkmoot.domains.metrics.models import Chart, Measurement
from folkmoot.domains.metrics.scopes import Scope
from folkmoot.kit import clock

from .conftest import CONTEXT

SCOPE = Scope((CONTEXT,))
DAY = date(2025, 4, 6)  # a Sunday
BEFORE = DAY - timedelta(weeks=1)
IDEA = Event("2025-04-02T09:00", "ideas.idea.published", "ideas.idea/1")


def value_of(name, day):
    return Measurement.objects.get(scope=SCOPE.key, kpi=name, day=day).value


def arrives(number: int, verb: str = "ideas.idea.published", at: str = "2025-03-20T09:00") -> None:
    """An import of today into the past."""
    Activity.objects.create(
        verb=verb,
        actor="people.person/3",
        object=f"ideas.idea/{number}",
        context=CONTEXT,
        happened_at=datetime.fromisoformat(at).replace(tzinfo=UTC),
        is_imported=True,
    )


def test_a_course_is_a_year_of_weeks_that_end_on_sundays():
    weeks = weeks_until(date(2025, 4, 9))
    assert weeks[-1] == DAY
    assert {week.isoweekday() for week in weeks} == {7}
    assert len(weeks) == WEEKS
    assert weeks == sorted(weeks)
    assert weeks_until(DAY)[-1] == DAY
    assert weeks_until(FIRST_DAY) == []


def test_a_day_ends_where_the_organisation_is(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    assert end_of(date(2025, 3, 30)).astimezone(UTC).hour == 22  # the clocks had gone forward


def test_every_kpi_is_measured_once_for_a_day(tell):
    tell([IDEA])
    assert actions.measure(SCOPE, [BEFORE, DAY]) == 2 * len(in_order())
    assert actions.measure(SCOPE, [BEFORE, DAY]) == 0
    assert value_of("share_answered", DAY) == 0
    assert value_of("share_answered", BEFORE) is None


def test_what_arrives_for_the_past_is_counted_anew(tell):
    tell([IDEA])
    actions.measure(SCOPE, [BEFORE, DAY])
    assert not is_outgrown(SCOPE, DAY)
    arrives(2)
    arrives(2, "discussions.subject.answered", at="2025-04-01T09:00")
    assert is_outgrown(SCOPE, DAY)
    assert actions.measure(SCOPE, [BEFORE, DAY]) == 2 * len(in_order())
    assert value_of("share_answered", BEFORE) == 0
    assert value_of("share_answered", DAY) == 0.5


def test_what_arrives_later_leaves_earlier_days_alone(tell):
    tell([IDEA])
    actions.measure(SCOPE, [BEFORE, DAY])
    arrives(2, at="2025-04-03T09:00")
    assert actions.measure(SCOPE, [BEFORE, DAY]) == len(in_order())
    arrives(3, at="2025-04-20T09:00")
    arrives(4, at="2025-04-21T09:00")
    assert not Measurement.objects.outgrown(SCOPE).filter(day=BEFORE).exists()


def test_what_arrives_in_another_community_leaves_it_alone(tell):
    tell([IDEA])
    actions.measure(SCOPE, [BEFORE, DAY])
    tell(
        [Event("2025-03-20T09:00", "ideas.idea.published", "ideas.idea/9")], context="communities.community/2"
    )
    assert not is_outgrown(SCOPE, DAY)


def test_a_number_that_may_still_be_outrun_is_not_taken_as_heard(tell):
    """A transaction took a number and has not committed: younger numbers do not hide it."""
    tell([IDEA])
    with connection.cursor() as cursor:
        cursor.execute("select nextval('activity_activity_id_seq')")
        missing = cursor.fetchone()[0]
    arrives(2)
    actions.measure(SCOPE, [DAY])
    Activity.objects.bulk_create(
        [
            Activity(
                id=missing,
                verb="ideas.idea.published",
                actor="people.person/3",
                object="ideas.idea/3",
                context=CONTEXT,
                happened_at=datetime(2025, 3, 20, tzinfo=UTC),
            )
        ]
    )
    assert is_outgrown(SCOPE, DAY)
    actions.measure(SCOPE, [DAY])
    assert Measurement.objects.get(kpi="share_answered").n == 3


def test_what_stands_in_a_row_is_heard_at_once(tell):
    tell([IDEA])
    arrives(2)
    arrives(3)
    actions.measure(SCOPE, [DAY])
    newest = Activity.objects.order_by("-id").first().id
    assert set(Measurement.objects.values_list("heard_until", flat=True)) == {newest}


def test_a_new_version_is_measured_anew(tell, monkeypatch):
    tell([IDEA])
    actions.measure(SCOPE, weeks_until(DAY))
    assert courses_of(SCOPE, DAY)["share_answered"].is_complete
    monkeypatch.setattr(in_order()["share_answered"], "version", 99)
    assert not courses_of(SCOPE, DAY)["share_answered"].is_complete


def test_the_measured_course_is_what_is_asked_live(tell):
    for example in in_order()["time_to_answer"].examples:
        tell(example.events)
    actions.measure(SCOPE, weeks_until(DAY))
    for name, course in courses_of(SCOPE, DAY).items():
        for point in course.points[-4:]:
            figure = figure_of(name, SCOPE.stream, point.day)
            assert (point.value, point.low, point.high, point.n) == (
                figure.value,
                figure.low,
                figure.high,
                figure.n,
            )


def test_a_missing_number_must_have_a_reason(db):
    with pytest.raises(IntegrityError, match="a_missing_number_has_a_reason"):
        Measurement.objects.create(
            kpi="x", version=1, scope="x", day=DAY, n=0, k=0, until=end_of(DAY), heard_until=0
        )


def test_the_key_of_a_scope_is_its_community_or_a_digest_of_several():
    assert SCOPE.key == CONTEXT
    one, other = Scope.of(["b/1", "a/1", "a/1"]), Scope.of(["a/1", "b/1"])
    assert one.key == other.key != Scope.of(["a/1", "b/2"]).key
    assert [part.key for part in one.parts()] == ["a/1", "b/1"]


def test_every_night_the_public_numbers_are_asked_for_and_old_charts_leave(garden, workshop):
    actions.keep_chart("a" * 64, "<svg/>")
    with clock.set_to(clock.now() - timedelta(days=31)):
        actions.keep_chart("b" * 64, "<svg/>")
    tasks.every_night(0)
    tasks.every_night(0)
    assert [chart.digest for chart in Chart.objects.all()] == ["a" * 64]
    with connection.cursor() as cursor:
        cursor.execute("select args::text from procrastinate_jobs where task_name = 'metrics.count_and_draw'")
        asked = [row[0] for row in cursor.fetchall()]
    assert len(asked) == 1  # one public community: together and alone are the same
    assert f"communities.community/{garden.pk}" in asked[0]
    assert f"communities.community/{workshop.pk}" not in asked[0]


def test_the_night_of_an_empty_house_is_quiet(db, work):
    tasks.every_night(0)
    assert work() == []


def test_its_tasks_are_known_to_the_worker():
    assert {"metrics.count_and_draw", "metrics.draw", "metrics.every_night"} <= set(app.tasks)


def test_what_still_holds_is_known_to_hold_until_now(tell):
    tell([IDEA])
    actions.measure(SCOPE, [BEFORE])
    arrives(2, at="2025-04-20T09:00")
    actions.measure(SCOPE, [BEFORE])
    newest = Activity.objects.order_by("-id").first().id
    assert set(Measurement.objects.values_list("heard_until", flat=True)) == {newest}
