"""A system that is told: a real HTTP server that keeps what it was sent, and answers as it is told to."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.webhooks import actions, tasks
from folkmoot.kit import clock


class Receiver:
    """``address`` is where it listens; ``taken`` are headers (lower case) and bodies, in order."""

    def __init__(self):
        self.taken, self.status, self.answer, self.headers = [], 204, b"", {}
        self.on_post, self.ended = lambda: None, threading.Event()
        outer = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.taken.append(({name.lower(): value for name, value in self.headers.items()}, body))
                outer.on_post()
                self.send_response(outer.status)
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(outer.answer)))
                self.end_headers()
                self.wfile.write(outer.answer)

            def log_message(self, *_words):
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.address = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def _local(settings):
    """The operator lets webhooks reach this machine."""
    settings.FOLKMOOT_WEBHOOK_NETWORKS = ["127.0.0.1/32"]


@pytest.fixture
def receiver(_local):
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture
def hook(garden, mia, receiver, work):
    """Mia's webhook for the garden, of all events from now on; and its secret."""
    work()
    return actions.register(by=mia, name="Chat", address=receiver.address, community=garden)


@pytest.fixture
def publish(ada, garden):
    return lambda title="A bee hotel": ideas.publish(ideas.draft(garden, by=ada, title=title), by=ada)


@pytest.fixture
def later(work):
    """So much later: what is due is sent."""

    def later(**how_much):
        with clock.set_to(clock.now() + timedelta(**how_much)):
            tasks.send_what_is_due.func(0)
            work()

    return later
