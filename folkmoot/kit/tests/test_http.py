"""Other systems are asked safely."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from folkmoot.kit.http import Unreachable, fetch


class _Door(BaseHTTPRequestHandler):
    visits: list[str] = []

    def do_GET(self) -> None:
        _Door.visits.append(self.path)
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/secret")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        if self.path == "/slow":
            for _ in range(50):
                self.wfile.write(b"x" * 70_000)
                self.wfile.flush()
                threading.Event().wait(0.05)
        else:
            self.wfile.write(b"[1]" if self.path == "/json" else b"x" * 5000)

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def door() -> Iterator[str]:
    _Door.visits = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_this_machine_is_refused_before_anything_is_sent(door: str) -> None:
    with pytest.raises(Unreachable, match="private network"):
        fetch(door)
    with pytest.raises(Unreachable, match="private network"):
        fetch(door.replace("127.0.0.1", "localhost"))
    assert _Door.visits == []


def test_this_machine_answers_where_that_is_allowed_by_name(door: str) -> None:
    reply = fetch(f"{door}/json", may_reach_loopback=True)
    assert (reply.status, reply.is_ok, reply.json()) == (200, True, [1])


@pytest.mark.parametrize(
    "address",
    ["http://10.0.0.1/", "http://192.168.1.1/", "http://169.254.169.254/", "http://[::1]/", "http://[fc00::1]/",
     "http://0.0.0.0/", "http://[::ffff:10.0.0.1]/", "http://2130706433/", "http://100.64.0.1/"],
)  # fmt: skip
def test_private_networks_are_refused(address: str) -> None:
    with pytest.raises(Unreachable, match="private network"):
        fetch(address)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/", "gopher://x/", "nonsense"])
def test_only_the_web_is_asked(address: str) -> None:
    with pytest.raises(Unreachable, match="Only http"):
        fetch(address)


def test_a_redirect_is_shown_and_not_followed(door: str) -> None:
    reply = fetch(f"{door}/away", may_reach_loopback=True)
    assert reply.status == 302
    assert _Door.visits == ["/away"]


def test_an_answer_that_is_too_big_is_cut_off(door: str) -> None:
    with pytest.raises(Unreachable, match="too big"):
        fetch(door, may_reach_loopback=True, most_bytes=4999)
    assert len(fetch(door, may_reach_loopback=True, most_bytes=5000).body) == 5000


def test_an_answer_that_trickles_is_given_up(door: str) -> None:
    with pytest.raises(Unreachable, match="too long"):
        fetch(f"{door}/slow", may_reach_loopback=True, whole_seconds=0.2)


def test_an_answer_that_is_no_json_says_so(door: str) -> None:
    with pytest.raises(Unreachable, match="no JSON"):
        fetch(door, may_reach_loopback=True).json()
