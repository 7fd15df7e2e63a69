"""The event stream: pages hear at once what changed, over one LISTEN connection per process."""

import asyncio
import contextlib
import json
import logging
import signal
import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import psycopg
from django.core.signing import BadSignature
from django.db import connections

from folkmoot.kit import events
from folkmoot.site.joining import Message, Receive, Scope, Send
from folkmoot.site.operations import figures

log = logging.getLogger(__name__)

HEARTBEAT = 15.0  # seconds; shorter than the idle timeout of usual proxies
RETRY = 2000  # milliseconds after which a browser asks again
LONGEST_WAIT = 30.0  # seconds between two tries to reach the database
BACKLOG = 100  # events that may wait for one client; a slower one is sent away and comes again
MOST_TOPICS = 50
# Sent after the connection to the database was lost: a page that cares loads itself anew.
AGAIN = b"event: again\ndata: {}\n\n"

Mailbox = asyncio.Queue[bytes | None]


def connection_parameters() -> dict[str, Any]:
    """What psycopg needs to reach Django's database."""
    parameters = connections["default"].get_connection_params()
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    return parameters


class Streams:
    """The ASGI application of ``/events/?topic=SIGNED&topic=SIGNED``: JSON objects of topic and facts.

    A browser shows them as ``message`` events; ``again`` means that some may have been missed. A name that
    was not signed here is answered 403.
    """

    def __init__(self, parameters: Callable[[], dict[str, Any]]) -> None:
        self.parameters = parameters
        self.mailboxes: dict[str, set[Mailbox]] = defaultdict(set)
        self.listening: asyncio.Task[None] | None = None
        self.is_closing = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        names = parse_qs(scope["query_string"].decode("latin-1")).get("topic", [])
        try:
            topics = {events.unsign(name) for name in names[: MOST_TOPICS + 1]}
        except BadSignature:
            topics = set()
        if scope["method"] != "GET" or not topics or len(names) > MOST_TOPICS:
            await _refuse(send)
            return
        self._listen()
        mailbox: Mailbox = asyncio.Queue(BACKLOG)
        for topic in topics:
            self.mailboxes[topic].add(mailbox)
        figures.count_stream(1)
        try:
            await _stream(mailbox, receive, send)
        finally:
            figures.count_stream(-1)
            for topic in topics:
                self.mailboxes[topic].discard(mailbox)
                if not self.mailboxes[topic]:
                    del self.mailboxes[topic]

    def close(self) -> None:
        """End all streams, so that a stop need not wait for them."""
        self.is_closing = True
        if self.listening:
            self.listening.cancel()
        for mailbox in self._all():
            _put(mailbox, None)

    def _all(self) -> set[Mailbox]:
        return set().union(*self.mailboxes.values())

    def _listen(self) -> None:
        """With the first client of the process: the connection is made on the loop that serves."""
        if self.listening is None:
            _close_at_the_end(self.close)
        if self.listening is None or (self.listening.done() and not self.is_closing):
            self.listening = asyncio.get_running_loop().create_task(self._listen_for_ever())

    async def _listen_for_ever(self) -> None:
        wait = 0.2
        is_first = True
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    **self.parameters(), autocommit=True
                ) as connection:
                    await connection.execute(f"listen {events.CHANNEL}")
                    if not is_first:
                        for mailbox in self._all():
                            _put(mailbox, AGAIN)
                    wait, is_first = 0.2, False
                    async for notice in connection.notifies():
                        self._hand_out(notice.payload)
            except psycopg.Error as error:
                is_first = False
                log.info("The event stream lost its database and tries again: %s", error)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    def _hand_out(self, payload: str) -> None:
        try:
            topic = json.loads(payload)["topic"]
        except (ValueError, TypeError, KeyError):
            log.warning("An event is no JSON object with a topic.")
            return
        for mailbox in self.mailboxes.get(topic, ()):
            _put(mailbox, f"data: {payload}\n\n".encode())


def _put(mailbox: Mailbox, event: bytes | None) -> None:
    """A client that is too slow is sent away: the last thing it reads is the end."""
    try:
        mailbox.put_nowait(event)
    except asyncio.QueueFull:
        mailbox.get_nowait()
        mailbox.put_nowait(None)


async def _stream(mailbox: Mailbox, receive: Receive, send: Send) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await _write(send, f"retry: {RETRY}\n\n".encode())
    gone = asyncio.ensure_future(_until_gone(receive))
    try:
        while not gone.done():
            event = asyncio.ensure_future(mailbox.get())
            await asyncio.wait({event, gone}, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
            if not event.done():
                event.cancel()
                if not gone.done():
                    await _write(send, b": still here\n\n")
            elif (text := event.result()) is None:
                break
            else:
                await _write(send, text)
    finally:
        gone.cancel()
        with contextlib.suppress(RuntimeError):
            await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _write(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    start: Message = {"type": "http.response.start", "status": 403, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": b"You may not watch this.\n"})


def _close_at_the_end(close: Callable[[], None]) -> None:
    """Call ``close`` on the loop when the process is asked to end, beside what the server does then.

    The server's handler hangs on asyncio's wake-up descriptor, which the kernel's signal reaches whatever
    Python handler stands here.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(sign)

        def handler(number: int, frame: Any, before: Any = before) -> None:
            loop.call_soon_threadsafe(close)
            if callable(before):
                before(number, frame)

        signal.signal(sign, handler)
        signal.siginterrupt(sign, False)
