"""The joined server, through a real port: forms, large files, events, clients that go away."""

import hashlib
import json
import os
import socket

import psutil
import pytest

from folkmoot.site.launch import processes
from folkmoot.site.launch.testing import Running

from .asking import BOUNDARY, EventStream, ask, multipart

pytestmark = [pytest.mark.server, pytest.mark.slow]

MEGABYTE = 1024 * 1024
FORM = "application/x-www-form-urlencoded"


def publish(site: Running, topic: str) -> None:
    code = f"from folkmoot.kit import events; events.publish({topic!r}, votes=7)"
    done = site.run_code(code)
    assert done.returncode == 0, done.stderr


def signed(site: Running, topic: str) -> str:
    code = f"from folkmoot.kit import events; print(events.sign({topic!r}))"
    return site.run_code(code).stdout.strip()


def web_worker(site: Running) -> psutil.Process:
    """The process that serves pages: the child of the child that runs granian."""
    servers = [child for child in psutil.Process(site.process.pid).children() if "granian" in child.cmdline()]
    return servers[0].children()[0]


def test_a_form_is_posted(site: Running) -> None:
    answer = ask(site.port, "POST", "/testbed/arrived/", "word=hear+hear", Content_Type=FORM)
    assert (answer.status, json.loads(answer.text)["word"]) == (200, "hear hear")


def test_the_form_of_the_sign_in_page_is_posted(site: Running) -> None:
    page = ask(site.port, "GET", "/account/login/code/")
    body = f"csrfmiddlewaretoken={page.field('csrfmiddlewaretoken')}&email=ada%40example.org"
    answer = ask(
        site.port,
        "POST",
        "/account/login/code/",
        body,
        Content_Type=FORM,
        Cookie=f"csrftoken={page.cookie('csrftoken')}",
    )
    assert answer.status == 302, answer.text


def test_a_file_of_100_megabytes_arrives_whole_by_way_of_the_disk(site: Running) -> None:
    block = os.urandom(MEGABYTE)
    body, length = multipart({"word": "large"}, size=100 * MEGABYTE, block=block)
    before = web_worker(site).memory_info().rss
    answer = ask(
        site.port,
        "POST",
        "/testbed/arrived/",
        body,
        seconds=120,
        Content_Type=f"multipart/form-data; boundary={BOUNDARY}",
        Content_Length=str(length),
    )
    told = json.loads(answer.text)
    assert told["sha256"] == hashlib.sha256(block * 100).hexdigest()
    assert (told["word"], told["is_on_disk"]) == ("large", True)
    assert web_worker(site).memory_info().rss - before < 50 * MEGABYTE


def test_who_watches_a_topic_hears_at_once_what_is_published(site: Running) -> None:
    stream = EventStream(site.port, signed(site, "ideas/1"), signed(site, "ideas/2"))
    assert stream.answer.headers["content-type"].startswith("text/event-stream")
    assert stream.next() == "retry: 2000"
    publish(site, "ideas/3")
    publish(site, "ideas/2")
    assert stream.next() == 'data: {"topic": "ideas/2", "facts": {"votes": 7}}'
    stream.close()


@pytest.mark.parametrize("name", ["", "ideas/1", "ImlkZWFzLzEi:1x:AAAA"])
def test_a_name_that_was_not_signed_here_is_refused(site: Running, name: str) -> None:
    assert ask(site.port, "GET", f"/events/?topic={name}").status == 403


def test_clients_that_go_away_in_the_middle_of_an_answer_hold_no_thread(site: Running) -> None:
    path = "/testbed/long/"
    for _ in range(40):  # more than there are threads
        with socket.create_connection(("127.0.0.1", site.port)) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            assert client.recv(100).startswith(b"HTTP/1.1 200")
    assert processes.wait_until(lambda: ask(site.port, "GET", "/", seconds=10).status == 200, seconds=20)
