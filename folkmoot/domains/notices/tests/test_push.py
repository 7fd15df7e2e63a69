"""Web push: what leaves us can be read by the browser alone, and says who sent it.

The push services of browsers cannot be reached from a test. In their place stands an HTTP server that takes what they
take, and the browser's half of RFC 8291 written out here; that Chrome's or Mozilla's own service takes it is not shown.
"""

import base64
import json
import os
import threading
from datetime import datetime, time
from http.server import BaseHTTPRequestHandler, HTTPServer

import jwt
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from folkmoot.domains.notices import actions, push, rules, tasks
from folkmoot.domains.notices.browsers import name_of_browser
from folkmoot.domains.notices.models import Device, Notice
from folkmoot.domains.notices.ways import ways_to
from folkmoot.kit.audiences import Occasion

from .conftest import wish


def b64(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def point(key):
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


class Browser:
    """The half of a browser: its keys, and how it reads what was pushed (RFC 8291, 3.4 and RFC 8188, 2)."""

    def __init__(self):
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)

    def fields(self, endpoint):
        return {"endpoint": endpoint, "p256dh": b64(point(self.key)), "auth": b64(self.auth)}

    def read(self, body):
        salt, size = body[:16], body[20]
        theirs, sealed = body[21 : 21 + size], body[21 + size :]
        peer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        shared = self.key.exchange(ec.ECDH(), peer)
        info = b"WebPush: info\0" + point(self.key) + theirs
        ikm = HKDF(hashes.SHA256(), 32, self.auth, info).derive(shared)
        cek = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(ikm)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(ikm)
        return json.loads(AESGCM(cek).decrypt(nonce, sealed, None).removesuffix(b"\x02"))


@pytest.fixture
def service():
    """A push service: keeps what it was sent, and answers as it is told to."""
    taken = []

    class Service(BaseHTTPRequestHandler):
        status = 201

        def do_POST(self):
            taken.append((self.headers, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(type(self).status)
            self.end_headers()

        def log_message(self, *_words):
            return

    server = HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/push/1", taken, Service
    server.shutdown()


def send(endpoint, browser):
    device = Device(**browser.fields(endpoint))
    push.push(
        device, title="Folkmoot", body="Ben said something", path="/x/", tag="t", may_reach_loopback=True
    )


def test_the_browser_reads_it_and_nobody_else_does(service):
    endpoint, taken, _service = service
    browser = Browser()

    send(endpoint, browser)

    headers, body = taken[0]
    assert browser.read(body) == {
        "title": "Folkmoot",
        "body": "Ben said something",
        "path": "/x/",
        "tag": "t",
    }
    assert headers["Content-Encoding"] == "aes128gcm"
    assert b"Ben" not in body


def test_it_is_signed_by_the_key_that_the_page_gives_to_browsers(service):
    endpoint, taken, _service = service
    send(endpoint, Browser())
    token, key = (
        part.split("=", 1)[1] for part in taken[0][0]["Authorization"].removeprefix("vapid ").split(",")
    )
    raw = base64.urlsafe_b64decode(push.public_key() + "==")
    known = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)

    claims = jwt.decode(token.strip(), known, algorithms=["ES256"], audience="http://127.0.0.1")

    assert key.strip().rstrip("=") == push.public_key()
    assert claims["sub"] == "mailto:folkmoot@localhost"


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_told_apart(service, status):
    endpoint, _taken, answering = service
    answering.status = status
    with pytest.raises(push.Gone):
        send(endpoint, Browser())


def test_a_push_service_in_our_own_network_is_not_asked(told, ada):
    """The address comes from a browser: whoever forges one gains nothing."""
    actions.add(by=ada, name="x", **Browser().fields("https://127.0.0.1:1/push"))
    told()
    assert not Notice.objects.filter(person=ada, push_at__isnull=False).exists()
    assert Device.objects.filter(person=ada).exists()


def test_what_is_pushed_once_is_not_pushed_again(told, ada):
    actions.add(by=ada, name="x", **Browser().fields("https://push.invalid/1"))
    told()
    assert not Notice.objects.of(ada).filter(push_at__isnull=False).exists()
    tasks.push_what_is_due.func()


def test_nothing_is_planned_for_whoever_has_no_browser_or_does_not_want_it(told, ada, settings):
    told()
    assert not Notice.objects.of(ada).exclude(push_at=None).exists()


def test_it_waits_while_quiet_hours_last(idea, ada, ben, garden):
    actions.add(by=ada, name="x", **Browser().fields("https://push.invalid/1"))
    wish(ada, pushed=["talk"], quiet_from=time(22), quiet_until=time(7))
    night = datetime.fromisoformat("2026-11-24T23:00+00:00")

    way = ways_to({ada.pk: Occasion.TALK}, night)[ada.pk]

    assert way.push_at == way.mail_at == datetime.fromisoformat("2026-11-25T07:00+00:00")


def test_a_browser_is_added_and_removed_by_its_person(ada, ben, enter):
    fields = Browser().fields("https://push.example.org/1")
    page = enter(ada)
    assert (
        page.post(
            "/notices/devices/add/", fields, headers={"User-Agent": "Mozilla Firefox/1 Linux"}
        ).status_code
        == 302
    )
    device = Device.objects.get(person=ada)
    assert device.name == "Firefox · Linux"
    assert not rules.may_remove(ben, device)

    page.post(f"/notices/devices/{device.pk}/remove/")

    assert not Device.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"endpoint": "http://push.example.org/1"},
        {"endpoint": "javascript:x"},
        {"p256dh": "A" * 86},
        {"auth": "?"},
    ],
)
def test_what_is_no_browser_is_not_kept(ada, enter, changes):
    fields = Browser().fields("https://push.example.org/1") | changes
    assert enter(ada).post("/notices/devices/add/", fields).status_code == 422
    assert not Device.objects.exists()


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome · Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari · iPhone",
        ),
        ("", "A browser"),
    ],
)
def test_a_browser_has_a_name_by_which_it_is_known_again(agent, name):
    assert name_of_browser(agent) == name


def test_the_worker_of_a_browser_is_served_from_the_root(client, db):
    answer = client.get("/push-worker.js")
    assert answer["Content-Type"] == "text/javascript"
    assert "showNotification" in answer.text
