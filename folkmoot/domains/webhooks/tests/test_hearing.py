"""Hearing: without a webhook that could hear there is no job; and whoever makes one misses nothing that comes after."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from folkmoot.activity.stream import record
from folkmoot.activity.vocabulary import VERBS
from folkmoot.domains.webhooks import actions, hearing
from folkmoot.domains.webhooks.models import Dispatch, State, Webhook

PUBLISHED, WITHDRAWN = "ideas.idea.published", "ideas.idea.withdrawn"
ADDRESS = "https://chat.example.org/hook"


@pytest.fixture
def register(garden, mia, work):
    """Mia registers a webhook; what happened before has been done with."""
    work()
    return lambda **words: actions.register(
        **{"by": mia, "name": "Chat", "address": ADDRESS, "community": garden} | words
    )[0]


def queued() -> int:
    name = "folkmoot.domains.webhooks.listeners.tell_other_systems"
    return ProcrastinateJob.objects.filter(status="todo", args__listeners__contains=[name]).count()


def elsewhere(act):
    """Do this in a transaction of another connection, which waits for no lock."""

    def run():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("set local lock_timeout = '100ms'")
                return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(run).result()


def elsewhere_one_may_record() -> None:
    def record_and_think_better_of_it():
        record(VERBS[PUBLISHED], actor="people.person/1", object="ideas.idea/1")
        transaction.set_rollback(True)

    elsewhere(record_and_think_better_of_it)


def test_where_nobody_could_hear_nothing_is_queued(garden, publish):
    publish()
    assert not queued()


@pytest.mark.parametrize("about", [{"verbs": [WITHDRAWN]}, {"community": "workshop"}])
def test_a_webhook_that_hears_of_something_else_queues_nothing(register, publish, workshop, about):
    register(**about | ({"community": workshop} if "community" in about else {}))
    publish()
    assert not queued()


def test_what_happens_after_it_was_made_is_told_and_what_happened_before_is_not(register, publish, work):
    publish("Before")
    webhook = register()
    publish("After")
    assert queued() == 1
    work()
    assert Dispatch.objects.filter(webhook=webhook, verb=PUBLISHED).count() == 1


def test_a_webhook_that_hears_again_or_of_more_is_told_from_then_on(register, publish, mia):
    webhook = register(verbs=[WITHDRAWN])
    actions.change(
        webhook, by=mia, name="Chat", address=ADDRESS, verbs=[PUBLISHED, WITHDRAWN], has_words=False
    )
    publish("One")
    assert queued() == 1
    actions.pause(webhook, by=mia)
    publish("Two")
    assert queued() == 1
    actions.resume(webhook, by=mia)
    publish("Three")
    assert queued() == 2


def test_who_makes_a_webhook_waits_for_those_who_are_recording(garden, publish):
    """They saw none; so what they record must be committed before there is one."""
    publish()
    with pytest.raises(OperationalError, match="lock timeout"):
        elsewhere(hearing.let_nobody_record)


@pytest.mark.parametrize(
    "hear_more",
    [
        lambda mia, webhook: actions.register(
            by=mia, name="Chat", address=ADDRESS, community=webhook.community
        ),
        lambda mia, webhook: actions.change(
            webhook, by=mia, name="Chat", address=ADDRESS, verbs=[], has_words=False
        ),
        lambda mia, webhook: actions.resume(webhook, by=mia),
    ],
    ids=["register", "change", "resume"],
)
def test_who_records_waits_for_whoever_makes_a_webhook_hear_more(garden, mia, hear_more):
    """They do not see it yet; so they look when it is committed."""
    webhook = Webhook.objects.create(
        owner=mia, name="Chat", address=ADDRESS, community=garden, state=State.PAUSED, secret="-"
    )
    elsewhere_one_may_record()
    hear_more(mia, webhook)
    with pytest.raises(OperationalError, match="lock timeout"):
        elsewhere_one_may_record()


def test_those_who_record_do_not_wait_for_each_other(garden, publish):
    publish()
    elsewhere_one_may_record()
