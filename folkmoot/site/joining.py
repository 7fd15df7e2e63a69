"""Joins a WSGI application and an event stream in one ASGI application, for granian's ``asginl`` (HTTP alone).

A page, or a small file, goes to its thread and comes back whole, in two handovers: each wakes a thread that must wait
for the interpreter's lock. Only a few pages are made at once, for more threads would but wait for each other. What
waits for its client, a download or a form that is still on its way, goes on in threads beside them.
"""

import asyncio
import io
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from a2wsgi.wsgi import Body, build_environ

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

EVENTS = "/events/"
AT_ONCE = 4
NOTHING = b""
#: Bytes: what says that it is no longer than this is sent in one go. Django gives files out by pieces of 4 kB.
WHOLE = 256 * 1024


def joined(pages: Any, events: Application, *, threads: int = 12) -> Application:
    """``events`` answers below ``/events/``; ``pages`` (WSGI) answers the rest, in so many threads."""
    in_threads = InThreads(pages, threads)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == EVENTS:
            await events(scope, _as_coroutine(receive), send)
        else:
            await in_threads(scope, receive, send)

    return application


class InThreads:
    """A WSGI application (PEP 3333) as an ASGI application."""

    def __init__(self, pages: Any, threads: int) -> None:
        self.pages = pages
        self.executor = ThreadPoolExecutor(threads, "pages")
        self.places = asyncio.Semaphore(min(AT_ONCE, threads))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        form, is_whole = await _form_of(scope, receive, loop)
        place = Place(self.places, loop)
        if is_whole:
            await place.take()
        answer = Answer(loop, send, place)
        try:
            environ = build_environ(scope, form)  # type: ignore[arg-type]
            rest = await loop.run_in_executor(self.executor, answer.make, self.pages, environ)
        finally:
            place.leave()
        for message in rest:
            await send(message)


class Place:
    """One of the few in which pages are made; left early by what begins to wait for its client."""

    def __init__(self, places: asyncio.Semaphore, loop: asyncio.AbstractEventLoop) -> None:
        self._places, self._loop, self._is_taken = places, loop, False

    async def take(self) -> None:
        await self._places.acquire()
        self._is_taken = True

    def leave(self) -> None:
        """On the loop."""
        if self._is_taken:
            self._is_taken = False
            self._places.release()

    def leave_from_thread(self) -> None:
        self._loop.call_soon_threadsafe(self.leave)


class Answer:
    """What a page answers: kept until it is whole, sent on at once where it comes in pieces."""

    def __init__(self, loop: asyncio.AbstractEventLoop, send: Send, place: Place) -> None:
        self._loop, self._send, self._place = loop, send, place
        self._waiting: deque[Message] = deque()
        self._is_in_pieces = self._is_small = False

    def make(self, pages: Any, environ: Any) -> deque[Message]:
        """In a thread: run the page; what is not sent yet is answered."""
        made = pages(environ, self._start)
        try:
            for piece in [b"".join(made)] if self._is_small else made:
                if len(self._waiting) > 1 or self._is_in_pieces:
                    self._send_what_waits()
                self._waiting.append({"type": "http.response.body", "body": piece, "more_body": True})
        finally:
            if close := getattr(made, "close", None):
                close()
        self._waiting.append({"type": "http.response.body", "body": NOTHING})
        return self._joined_end()

    def _start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        if exc_info and self._is_in_pieces:
            raise exc_info[1].with_traceback(exc_info[2])
        sent = [(name.lower().encode("latin1"), value.strip().encode("latin1")) for name, value in headers]
        length = next((value for name, value in sent if name == b"content-length"), b"")
        self._is_small = length.isdigit() and int(length) <= WHOLE
        self._waiting.clear()
        self._waiting.append({"type": "http.response.start", "status": int(status[:3]), "headers": sent})

    def _send_what_waits(self) -> None:
        """Waits until the client took it, so that no more than a piece lies here."""
        if not self._is_in_pieces:
            self._is_in_pieces = True
            self._place.leave_from_thread()
        asyncio.run_coroutine_threadsafe(self._send_all(list(self._waiting)), self._loop).result()
        self._waiting.clear()

    async def _send_all(self, messages: list[Message]) -> None:
        for message in messages:
            await self._send(message)

    def _joined_end(self) -> deque[Message]:
        """The last piece says that it is the last."""
        if len(self._waiting) > 1 and self._waiting[-2]["type"] == "http.response.body":
            self._waiting.pop()
            self._waiting[-1]["more_body"] = False
        return self._waiting


async def _form_of(
    scope: Scope, receive: Receive, loop: asyncio.AbstractEventLoop
) -> tuple[Body | io.BytesIO, bool]:
    """What was sent along, and whether all of it is here: the rest is read as the page asks for it."""
    if not any(name in (b"content-length", b"transfer-encoding") for name, _value in scope["headers"]):
        return io.BytesIO(), True
    first = await receive()
    if not first.get("more_body"):
        return io.BytesIO(first.get("body", NOTHING)), True
    body = Body(loop, _as_coroutine(receive))  # type: ignore[arg-type]
    body.buffer.extend(first["body"])
    return body, False


def _as_coroutine(receive: Receive) -> Receive:
    """granian's ``receive`` is no coroutine function, which the loop asks for."""

    async def receive_() -> Message:
        return await receive()

    return receive_
