"""The stream: told in the transaction of the change, heard once, never changed."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.utils import DatabaseError
from procrastinate.contrib.django.models import ProcrastinateJob

from folkmoot.activity import actions
from folkmoot.activity.models import Activity, Receipt
from folkmoot.activity.stream import listen, listeners_of, record
from folkmoot.activity.tasks import deliver
from folkmoot.activity.vocabulary import VERBS, Kind, Verb, names_of

TRIED = VERBS.get("activity.test.tried") or Verb(
    "activity.test.tried", "{actor} tried {object}", Kind.PASSIVE
)


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
