"""The event stream, by itself: whom an event reaches, and who is sent away."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from folkmoot.kit import events
from folkmoot.site.events import BACKLOG, MOST_TOPICS, Streams

Mailboxes = list[Any]


async def watch(streams: Streams, *topics: str, names: list[str] | None = None) -> Mailboxes:
    """What one client is sent until it goes away at once."""
    sent: Mailboxes = []
    query = "&".join(f"topic={name}" for name in names or [events.sign(topic) for topic in topics])

    async def receive() -> dict[str, str]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await streams({"method": "GET", "query_string": query.encode()}, receive, send)
    return sent


def run(test: Callable[[Streams], Awaitable[None]]) -> None:
    async def with_streams() -> None:
        streams = Streams(lambda: {"host": "/nowhere"})
        await test(streams)
        streams.close()

    asyncio.run(with_streams())


def test_a_client_that_went_away_leaves_nothing_behind() -> None:
    async def test(streams: Streams) -> None:
        sent = await watch(streams, "ideas/1", "ideas/2")
        assert sent[0]["status"] == 200
        assert sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}
        assert not streams.mailboxes

    run(test)


def test_one_false_name_among_true_ones_refuses_all() -> None:
    async def test(streams: Streams) -> None:
        sent = await watch(streams, names=[events.sign("ideas/1"), "ideas/2"])
        assert sent[0]["status"] == 403

    run(test)


def test_more_topics_than_a_page_needs_are_refused() -> None:
    async def test(streams: Streams) -> None:
        sent = await watch(streams, *[f"ideas/{number}" for number in range(MOST_TOPICS + 1)])
        assert sent[0]["status"] == 403

    run(test)


def test_a_client_that_does_not_read_is_sent_away_and_holds_little_memory() -> None:
    async def test(streams: Streams) -> None:
        mailbox: asyncio.Queue[bytes | None] = asyncio.Queue(BACKLOG)
        streams.mailboxes["ideas/1"].add(mailbox)
        for number in range(BACKLOG * 3):
            streams._hand_out(json.dumps({"topic": "ideas/1", "facts": {"n": number}}))
        waiting = [mailbox.get_nowait() for _ in range(mailbox.qsize())]
        assert len(waiting) <= BACKLOG
        assert None in waiting

    run(test)


@pytest.mark.parametrize("payload", ["", "7", "[]", "{}", "no JSON"])
def test_a_message_that_is_no_event_does_not_stop_the_next(payload: str) -> None:
    async def test(streams: Streams) -> None:
        mailbox: asyncio.Queue[bytes | None] = asyncio.Queue(BACKLOG)
        streams.mailboxes["ideas/1"].add(mailbox)
        streams._hand_out(payload)
        streams._hand_out('{"topic": "ideas/1"}')
        assert mailbox.get_nowait() == b'data: {"topic": "ideas/1"}\n\n'

    run(test)
