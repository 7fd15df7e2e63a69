"""Joins a WSGI application and an event stream in one ASGI application, for granian's ``asginl``."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

EVENTS = "/events/"


def joined(pages: Any, events: Application, *, threads: int = 12) -> Application:
    """``events`` answers below ``/events/``; ``pages`` (WSGI) answers the rest, ``threads`` at a time."""
    in_threads = WSGIMiddleware(pages, workers=threads)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        receive = _as_coroutine(receive)
        if scope["type"] == "http" and scope["path"] == EVENTS:
            await events(scope, receive, send)
        else:
            await in_threads(scope, receive, send)  # type: ignore[arg-type]

    return application


def _as_coroutine(receive: Receive) -> Receive:
    """granian's ``receive`` is no coroutine function, and a2wsgi answers 500 to every POST with a body."""

    async def receive_() -> Message:
        return await receive()

    return receive_
