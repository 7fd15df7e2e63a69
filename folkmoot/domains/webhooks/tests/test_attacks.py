"""Attacks: an address leads into our own network, or a worker dies between sending and writing it down."""

import ipaddress
import os
import signal
import socket

import pytest
from django.db import connection

from folkmoot.activity.models import Activity
from folkmoot.domains.webhooks import actions, tasks
from folkmoot.domains.webhooks.models import Attempt, Dispatch, Webhook
from folkmoot.kit.http import Unreachable, fetch

PRIVATE = [
    "127.0.0.1",
    "localhost",
    "169.254.169.254",
    "10.0.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "2130706433",
]


@pytest.fixture
def closed(receiver, settings):
    """The operator named no network: the server on this machine is out of reach."""
    settings.FOLKMOOT_WEBHOOK_NETWORKS = []
    return receiver


@pytest.mark.parametrize("host", PRIVATE)
def test_no_address_of_our_own_network_is_asked(closed, garden, mia, publish, work, host):
    port = closed.server.server_port
    webhook, _ = actions.register(
        by=mia, name="x", address=f"https://{host}:{port}/", community=garden, verbs=["ideas.idea.published"]
    )
    publish()
    work()
    assert not closed.taken
    assert "private network" in Attempt.objects.get(delivery__webhook=webhook).trouble


@pytest.fixture
def inside(monkeypatch):
    """A name service that gives an address of our own network for a name outside."""
    real = socket.getaddrinfo

    def resolve(host, port, *rest, **more):
        return real("127.0.0.1" if host == "outside.example.org" else host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


def test_a_name_that_leads_into_our_network_is_not_asked(closed, inside, garden, mia, publish, work):
    port = closed.server.server_port
    actions.register(
        by=mia,
        name="x",
        address=f"https://outside.example.org:{port}/",
        community=garden,
        verbs=["ideas.idea.published"],
    )
    publish()
    work()
    assert not closed.taken
    assert "private network" in Attempt.objects.get().trouble


def test_http_is_taken_no_more_once_no_network_is_named(hook, closed, publish, work):
    """It was registered while one was."""
    publish()
    work()
    assert not closed.taken
    assert {attempt.status for attempt in Attempt.objects.all()} == {None}


def test_another_network_than_the_named_is_not_asked(receiver):
    with pytest.raises(Unreachable, match="private network"):
        fetch(receiver.address, local_networks=[ipaddress.ip_network("10.0.0.0/8")])
    assert not receiver.taken
    assert fetch(
        receiver.address, local_networks=[ipaddress.ip_network("127.0.0.0/8")], method="POST", data=b"1"
    ).is_ok


def test_plain_http_leads_to_named_networks_only():
    with pytest.raises(Unreachable, match="local networks only"):
        fetch("http://93.184.216.34/", local_networks=[ipaddress.ip_network("127.0.0.0/8")])


class Died(BaseException):
    """The end of a worker."""


@pytest.fixture
def dies(receiver):
    """The worker ends by a signal while the other system has the message and has not answered yet."""

    def end(_number, _frame):
        raise Died

    before = signal.signal(signal.SIGUSR1, end)
    receiver.on_post = lambda: (os.kill(os.getpid(), signal.SIGUSR1), receiver.ended.wait(5))
    yield
    signal.signal(signal.SIGUSR1, before)


def test_a_worker_that_dies_while_it_sends_sends_it_again_with_the_same_id(hook, receiver, publish, dies):
    publish()
    (pk,) = actions.enqueue(Activity.objects.get(verb="ideas.idea.published"))
    with pytest.raises(Died):
        tasks.send.func(pk)
    receiver.ended.set()
    receiver.on_post = lambda: None
    assert not Attempt.objects.exists()

    tasks.send.func(pk)

    assert Dispatch.objects.get(pk=pk).outcome == "delivered"
    ids = [headers["webhook-id"] for headers, _ in receiver.taken]
    assert (len(ids), len(set(ids))) == (2, 1)


def locks():
    with connection.cursor() as cursor:
        cursor.execute(
            "select lock from procrastinate_jobs where task_name = 'webhooks.send' and status = 'todo'"
        )
        return [lock for (lock,) in cursor.fetchall()]


def test_each_endpoint_has_its_own_turn_and_slow_ones_share_one(hook, receiver, garden, mia, publish):
    actions.register(by=mia, name="Other", address=receiver.address, community=garden)
    publish()
    made = actions.enqueue(Activity.objects.get(verb="ideas.idea.published"))
    tasks.queue(made)
    assert len(set(locks())) == 2
    tasks.queue(made)
    assert len(locks()) == 2, "each is queued once"


def test_slow_endpoints_keep_one_place_of_the_worker_together(hook, receiver, garden, mia, publish, work):
    actions.register(by=mia, name="Other", address=receiver.address, community=garden)
    publish()
    tasks.queue(actions.enqueue(Activity.objects.get(verb="ideas.idea.published")))
    Webhook.objects.update(is_slow=True)
    for pk in Dispatch.objects.values_list("pk", flat=True):
        with connection.cursor() as cursor:
            cursor.execute(
                "update procrastinate_jobs set status = 'succeeded' where lock <> %s", [tasks.SLOW]
            )
        tasks.send.func(pk)
    assert locks() == [tasks.SLOW] * 2
    assert not receiver.taken
    work()
    assert len(receiver.taken) >= 2
