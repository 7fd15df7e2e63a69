"""WSGI within ASGI: a page goes out whole, a stream in pieces, and what waits for its client holds up nobody."""

import asyncio
import threading

import pytest

from folkmoot.site.joining import AT_ONCE, WHOLE, joined

GET = {
    "type": "http",
    "method": "GET",
    "path": "/",
    "query_string": b"",
    "http_version": "1.1",
    "headers": [],
}


def ask(pages, *parts: bytes, **changes):
    """What comes back from one request, message by message."""
    return asyncio.run(_ask(joined(pages, None), *parts, **changes))


async def _ask(application, *parts: bytes, **changes):
    coming = [
        {"type": "http.request", "body": part, "more_body": number < len(parts) - 1}
        for number, part in enumerate(parts)
    ]
    told = []

    async def receive():
        return coming.pop(0)

    async def send(message):
        told.append(message)

    length = [(b"content-length", str(sum(map(len, parts))).encode())] if parts else []
    await application({**GET, **changes, "headers": [*GET["headers"], *length]}, receive, send)
    return told


def page(*pieces: bytes, headers=(("X-Kind", " page "),)):
    def pages(environ, start_response):
        start_response("200 OK", [*headers])
        return list(pieces)

    return pages


def test_a_page_is_sent_in_one_go():
    head, body = ask(page(b"hear, hear"))
    assert (head["status"], head["headers"]) == (200, [(b"x-kind", b"page")])
    assert (body["body"], body["more_body"]) == (b"hear, hear", False)


def test_one_without_a_word_ends_too():
    assert [one.get("body") for one in ask(page())] == [None, b""]


def test_pieces_come_one_by_one_and_the_last_says_so():
    _head, *pieces = ask(page(b"a", b"b", b"c"))
    assert [(one["body"], one["more_body"]) for one in pieces] == [(b"a", True), (b"b", True), (b"c", False)]


@pytest.mark.parametrize(("length", "messages"), [(3, 1), (WHOLE, 1), (WHOLE + 1, 3), ("unknown", 3)])
def test_a_file_is_sent_in_one_go_if_it_says_that_it_is_small(length, messages):
    _head, *pieces = ask(page(b"a", b"b", b"c", headers=[("Content-Length", str(length))]))
    assert b"".join(one["body"] for one in pieces) == b"abc"
    assert [one["more_body"] for one in pieces] == [True] * (messages - 1) + [False]


@pytest.mark.parametrize("parts", [(b"word=tea",), (b"word", b"=", b"tea")])
def test_a_form_arrives_whole_in_one_part_or_in_several(parts):
    def pages(environ, start_response):
        start_response("200 OK", [])
        return [environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))]

    assert ask(pages, *parts, method="POST")[-1]["body"] == b"word=tea"


def test_a_page_is_closed_before_its_end_is_sent():
    closed = []

    class Page(list):
        def close(self):
            closed.append(True)

    def pages(environ, start_response):
        start_response("200 OK", [])
        return Page([b"x"])

    ask(pages)
    assert closed == [True]


def test_a_fault_gives_its_place_back():
    def pages(environ, start_response):
        raise ZeroDivisionError

    async def often():
        application = joined(pages, None)
        for _time in range(AT_ONCE + 1):
            with pytest.raises(ZeroDivisionError):
                await _ask(application)

    asyncio.run(often())


def test_slow_downloads_hold_up_no_page():
    """As many streams as there are places have begun and wait; a page is answered all the same."""
    go_on = threading.Event()

    def pages(environ, start_response):
        start_response("200 OK", [])
        return slow() if environ["PATH_INFO"] == "/slow/" else [b"page"]

    def slow():
        yield b"first"
        yield b"second"
        assert go_on.wait(10)
        yield b"third"

    async def all_of_it():
        application = joined(pages, None)
        streams = [asyncio.create_task(_ask(application, path="/slow/")) for _place in range(AT_ONCE)]
        answer = await asyncio.wait_for(_ask(application), 10)
        go_on.set()
        return answer, await asyncio.gather(*streams)

    answer, streams = asyncio.run(all_of_it())
    assert answer[-1]["body"] == b"page"
    assert [piece.get("body") for piece in streams[0]][1:] == [b"first", b"second", b"third"]
