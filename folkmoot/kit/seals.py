"""Seals: a salted hash that proves later what was said, and says nothing once content and salt are erased."""

import hashlib
import json
import secrets
from collections.abc import Mapping

Content = Mapping[str, str | int | bool | None]


def fresh_salt() -> str:
    """128 random bits as 32 hexadecimal digits; kept beside the content, never in the stream."""
    return secrets.token_hex(16)


def canonical(content: Content) -> bytes:
    """The one form of this content that is hashed: JSON after RFC 8785 for strings, integers, booleans, null."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def seal(content: Content, *, salt: str) -> str:
    """SHA-256 over salt and canonical content, as 64 hexadecimal digits."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(content)).hexdigest()
