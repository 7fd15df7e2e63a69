"""Secrets of webhooks: made here, kept sealed, and used to sign (Standard Webhooks 1.0.0, symmetric scheme).

A digest will not do, for signing needs the secret itself. It is sealed with a key derived from the secret key of this
place, so that a table or a backup alone signs nothing.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

PREFIX = "whsec_"
_BYTES = 32  # 24 to 64 are allowed


class Unreadable(Exception):
    """It was sealed with another secret key."""


def fresh() -> str:
    """A new secret as its owner is shown it, once."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def seal(secret: str) -> str:
    return _box(settings.SECRET_KEY).encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """The secret. Raises Unreadable where the secret key of this place has changed since."""
    try:
        return _box(settings.SECRET_KEY).decrypt(sealed.encode()).decode()
    except InvalidToken as because:
        raise Unreadable from because


@lru_cache(maxsize=4)
def _box(secret_key: str) -> Fernet:
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"folkmoot webhooks")
    return Fernet(base64.urlsafe_b64encode(derive.derive(force_bytes(secret_key))))


def headers(message: str, moment: datetime, body: bytes, signed_with: Iterable[str]) -> dict[str, str]:
    """The three headers of a message; one signature for each secret, so that either can be verified."""
    at = str(int(moment.timestamp()))
    signed = b".".join((message.encode(), at.encode(), body))
    return {
        "webhook-id": message,
        "webhook-timestamp": at,
        "webhook-signature": " ".join(_signature(secret, signed) for secret in signed_with),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
