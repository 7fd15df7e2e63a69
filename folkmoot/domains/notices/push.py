"""Web push: encrypted for one browser (RFC 8291), signed as from us (VAPID, RFC 8292), sent to its push service.

The key of this place is derived from the secret key, so that all web machines and workers have the same one.
"""

import base64
import json
from email.utils import parseaddr
from functools import cache
from io import BytesIO

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from django.conf import settings
from django.utils.encoding import force_bytes
from webpush import WebPush, WebPushSubscription  # type: ignore[import-untyped]

from folkmoot.kit.http import fetch

from .models import Device

#: The order of the group of P-256 (FIPS 186-5): a private key is a number below it.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_TTL = 24 * 3600  # seconds that a push service keeps it for a browser that is away
_GONE = (404, 410)


class Gone(Exception):
    """The push service knows this browser no more."""


class NotTaken(Exception):
    """The push service did not take it; it may later."""


@cache
def _key() -> ec.EllipticCurvePrivateKey:
    # 48 bytes: taking the rest of 384 bits by a 256-bit order leaves no bias that matters (FIPS 186-5, A.2.1).
    derive = HKDF(algorithm=hashes.SHA256(), length=48, salt=None, info=b"folkmoot web push")
    number = int.from_bytes(derive.derive(force_bytes(settings.SECRET_KEY))) % (_ORDER - 1) + 1
    return ec.derive_private_key(number, ec.SECP256R1())


def public_key() -> str:
    """The key by which a browser knows pushes of this place: an uncompressed point, base64url without padding."""
    point = _key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


@cache
def _pusher() -> WebPush:
    private = _key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = _key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return WebPush(private_key=private, public_key=BytesIO(public), ttl=_TTL)


def push(
    device: Device, *, title: str, body: str, path: str, tag: str, may_reach_loopback: bool = False
) -> None:
    """Show this on the device. Raises Gone, NotTaken, or kit.http.Unreachable."""
    words = {"title": title, "body": body[:1000], "path": path, "tag": tag}
    subscription = WebPushSubscription.model_validate(
        {"endpoint": device.endpoint, "keys": {"p256dh": device.p256dh, "auth": device.auth}}
    )
    message = _pusher().get(json.dumps(words), subscription, subscriber=_contact())
    reply = fetch(
        device.endpoint,
        method="POST",
        headers={**message.headers, "content-type": "application/octet-stream", "urgency": "normal"},
        data=message.encrypted,
        most_bytes=10_000,
        may_reach_loopback=may_reach_loopback,
    )
    if reply.status in _GONE:
        raise Gone
    if not reply.is_ok:
        raise NotTaken(f"the push service answered {reply.status}")


def _contact() -> str:
    """Whom an operator of a push service may write to (RFC 8292, 2.1)."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
