"""The stream: told in the transaction of the change, heard once, never changed."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.utils import DatabaseError
from procrastinate.contrib.django.models import ProcrastinateJob

from folkmoot.activity import actions, stream
from folkmoot.activity.models import Activity, Receipt
from folkmoot.activity.stream import (
    Condition,
    Happening,
    listen,
    listeners_of,
    record,
    record_imported,
    record_many,
)
from folkmoot.activity.tasks import deliver
from folkmoot.activity.vocabulary import VERBS, Kind, Verb, names_of
from folkmoot.kit.refs import ref

TRIED = VERBS.get("activity.test.tried") or Verb(
    "activity.test.tried", "{actor} tried {object}", Kind.PASSIVE
)
UNHEARD = VERBS.get("activity.test.unheard") or Verb("activity.test.unheard", "{actor} did {object}")


@contextmanager
def heard_by(called, *, when=None):
    """Within the block a listener hears of what was tried; gives its full name."""

    def hear(activity):
        raise AssertionError("No worker runs in this test.")

    hear.__qualname__ = called
    listen(TRIED.name, when=when)(hear)
    name = f"{hear.__module__}.{called}"
    try:
        yield name
    finally:
        del listeners_of(TRIED.name)[name]


def waiting(*activities):
    of = [one.pk for one in activities]
    told = ProcrastinateJob.objects.filter(
        task_name="activity.deliver", status="todo", args__activity_id__in=of
    )
    return told.order_by("id").values_list("queue_name", "args")


@pytest.fixture
def tried(ada):
    return record(TRIED, actor=ada, object=ada, number=1)


@pytest.mark.parametrize(
    "statement",
    [
        "update activity_activity set verb = 'x'",
        "delete from activity_activity",
        "truncate activity_activity",
        "truncate activity_activity_default",
    ],
)
def test_the_past_cannot_be_changed(tried, statement):
    with (
        pytest.raises((InternalError, IntegrityError, DatabaseError), match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Activity.objects.filter(pk=tried.pk).exists()


def test_nor_through_the_model(tried):
    with pytest.raises(TypeError):
        tried.save()
    with pytest.raises(TypeError):
        Activity.objects.update(verb="x")
    with pytest.raises(TypeError):
        Activity.objects.all().delete()


def test_it_is_told_in_the_transaction_of_the_change_or_not_at_all():
    # Another thread has a connection of its own, without the transaction of the test.
    with ThreadPoolExecutor() as threads, pytest.raises(RuntimeError, match="transaction"):
        threads.submit(record, TRIED, actor="people.person/1", object="people.person/1").result()


def test_many_are_written_in_their_order_with_a_job_for_each_that_is_listened_for(ada, garden, monkeypatch):
    monkeypatch.setattr(stream, "_BATCH", 2)
    moments = [datetime(2024, 5, day, 12, tzinfo=UTC) for day in (3, 1, 2, 5, 4)]
    happenings = [
        Happening(
            TRIED if number % 2 else UNHEARD,
            actor=ref(ada),
            object=f"ideas.idea/{number}",
            target=ref(ada),
            context=ref(garden),
            seal=f"{number}" * 64,
            happened_at=moment,
            details={"word": 'a "quoted" \\ ü % {', "number": number, "none": None},
        )
        for number, moment in enumerate(moments, 1)
    ]
    with heard_by("all") as name:
        activities = record_many(happenings)

    assert [one.pk for one in activities] == sorted(one.pk for one in activities)
    assert not any(one._state.adding for one in activities)
    stored = Activity.objects.filter(pk__in=[one.pk for one in activities]).order_by("pk")
    assert [facts(one) for one in stored] == [facts(one) for one in activities]
    assert [one.happened_at for one in stored] == moments
    assert list(waiting(*activities)) == [
        (deliver.queue, {"activity_id": activities[place].pk, "listeners": [name]}) for place in (0, 2, 4)
    ]


def facts(activity):
    return {field.name: getattr(activity, field.name) for field in Activity._meta.fields}


def test_of_what_is_brought_in_nobody_hears(ada):
    with heard_by("all"):
        assert record_imported([Happening(TRIED, actor=ref(ada), object=ref(ada))] * 3) == 3
    brought_in = Activity.objects.of(TRIED).filter(is_imported=True)
    assert brought_in.count() == 3
    assert not waiting(*brought_in).exists()


@pytest.mark.parametrize("is_met", [True, False])
def test_a_listener_with_a_condition_hears_if_it_is_met_and_the_others_hear_all_the_same(ada, is_met):
    condition = Condition("%s::boolean", [is_met])
    with heard_by("all") as always, heard_by("some", when=lambda activities: condition) as sometimes:
        tried = record(TRIED, actor=ada, object=ada)
    ((_queue, arguments),) = waiting(tried)
    assert arguments["listeners"] == ([always, sometimes] if is_met else [always])


def test_nothing_at_all_is_written_of_nothing(db):
    assert record_many([]) == []


def test_it_lies_in_the_partition_of_its_month(tried):
    with connection.cursor() as cursor:
        cursor.execute("select tableoid::regclass::text from activity_activity where id = %s", [tried.pk])
        (partition,) = cursor.fetchone()
    assert partition == f"activity_activity_{tried.recorded_at:%Y_%m}"


def test_partitions_are_made_ahead_and_only_once(db):
    with connection.cursor() as cursor:
        cursor.execute("select activity_make_partitions(3)")
        assert cursor.fetchone() == (0,)
        cursor.execute("select activity_make_partitions(5)")
        assert cursor.fetchone() == (2,)


def test_a_listener_hears_once_however_often_it_is_called(tried):
    heard = []

    @listen(TRIED.name)
    def count_it(activity):
        heard.append(activity.pk)

    name = f"{count_it.__module__}.{count_it.__qualname__}"
    try:
        for _ in range(3):
            deliver.func(activity_id=tried.pk, listeners=[name])
    finally:
        del listeners_of(TRIED.name)[name]
    assert heard == [tried.pk]
    assert Receipt.objects.filter(activity_id=tried.pk).count() == 1


def test_a_listener_that_fails_has_not_heard(tried):
    @listen(TRIED.name)
    def stumble(activity):
        raise ValueError("not now")

    name = f"{stumble.__module__}.{stumble.__qualname__}"
    try:
        with pytest.raises(ValueError, match="not now"):
            deliver.func(activity_id=tried.pk, listeners=[name])
    finally:
        del listeners_of(TRIED.name)[name]
    assert not Receipt.objects.exists()


def test_one_that_fails_keeps_nobody_else_from_hearing_and_hears_again_alone(ada):
    heard, is_well = [], []

    @listen(TRIED.name)
    def stumble(activity):
        if not is_well:
            raise ValueError("not now")
        heard.append("stumble")

    @listen(TRIED.name)
    def go_on(activity):
        heard.append("go on")

    try:
        tried = record(TRIED, actor=ada, object=ada)
        (job,) = ProcrastinateJob.objects.filter(task_name="activity.deliver", args__activity_id=tried.pk)
        with pytest.raises(ValueError, match="not now"):
            deliver.func(**job.args)
        is_well.append(True)
        deliver.func(**job.args)
    finally:
        for listener in (stumble, go_on):
            del listeners_of(TRIED.name)[f"{listener.__module__}.{listener.__qualname__}"]
    assert heard == ["go on", "stumble"]


def test_jobs_that_wait_from_before_hand_over_as_today(tried):
    """They were made for one listener each."""
    deliver.defer(activity_id=tried.pk, listener="some.room.listeners.hear")
    migration = import_module("folkmoot.activity.migrations.0004_one_job_for_all_who_listen")
    for _twice in range(2):
        with connection.cursor() as cursor:
            cursor.execute(migration.IN_THE_SAME_WORDS)
    waiting = ProcrastinateJob.objects.get(task_name="activity.deliver", args__activity_id=tried.pk)
    assert waiting.args == {"activity_id": tried.pk, "listeners": ["some.room.listeners.hear"]}


def test_only_what_a_room_lets_see_is_seen(ada, dan, garden, workshop, eva):
    in_the_open = record(TRIED, actor=ada, object=garden, context=garden)
    behind_a_door = record(TRIED, actor=eva, object=workshop, context=workshop)
    nowhere = record(TRIED, actor=ada, object=ada)

    assert in_the_open in Activity.objects.visible_to(dan)
    assert behind_a_door not in Activity.objects.visible_to(dan)
    assert behind_a_door in Activity.objects.visible_to(eva)
    assert nowhere not in Activity.objects.visible_to(ada)


def test_a_receipt_is_taken_once(tried):
    assert actions.take_receipt(tried, listener="x")
    assert not actions.take_receipt(tried, listener="x")


def test_every_verb_has_a_kind_that_the_numbers_know():
    assert "ideas.idea.published" in names_of(Kind.CONTRIBUTION)
    assert "ideas.idea.supported" in names_of(Kind.REACTION)
    assert "ideas.idea.withdrawn" not in names_of(Kind.CONTRIBUTION, Kind.REACTION)
