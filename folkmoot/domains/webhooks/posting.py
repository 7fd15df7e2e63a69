"""Posting: one signed request to the address of a webhook, and what came of it."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_network

from django.conf import settings

from folkmoot.kit import clock
from folkmoot.kit.http import Reply, Unreachable, fetch

from . import keys
from .models import SECRET_UNREADABLE, Dispatch, Webhook

WHOLE_SECONDS = 20.0  # 15 to 30 are recommended
MOST_BYTES = 1_000_000
MOST_KEPT = 1024
GONE = 410


@dataclass(frozen=True)
class Post:
    """What is sent: the same bytes are signed."""

    delivery: Dispatch
    webhook: Webhook
    body: bytes


@dataclass(frozen=True)
class Result:
    """What one try came to. Without a status there was no answer, and ``error`` is the word for why."""

    ms: int
    status: int | None = None
    error: str = ""
    answer: str = ""
    retry_after: str = ""

    @property
    def is_delivered(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def send(post: Post) -> Result:
    """Post it, sign it with each secret that holds now; whatever happens is a result."""
    began = time.perf_counter()
    try:
        reply = _ask(post)
    except Unreachable as because:
        return Result(_since(began), error=because.trouble.value)
    except keys.Unreadable:
        return Result(_since(began), error=SECRET_UNREADABLE)
    return Result(
        _since(began),
        reply.status,
        answer=_text(reply.body),
        retry_after=reply.headers.get("Retry-After", ""),
    )


def _ask(post: Post) -> Reply:
    now = clock.now()
    signed = keys.headers(post.delivery.message, now, post.body, secrets_of(post.webhook))
    return fetch(
        post.webhook.address,
        method="POST",
        headers={**signed, "content-type": "application/json"},
        data=post.body,
        most_bytes=MOST_BYTES,
        whole_seconds=WHOLE_SECONDS,
        local_networks=[ip_network(one, strict=False) for one in settings.FOLKMOOT_WEBHOOK_NETWORKS],
    )


def secrets_of(webhook: Webhook) -> Iterable[str]:
    """The one that holds, and the one before while it is valid. Raises keys.Unreadable."""
    found = [keys.unseal(webhook.secret)]
    if webhook.old_until and webhook.old_until > clock.now():
        found.append(keys.unseal(webhook.old_secret))
    return found


def _text(body: bytes) -> str:
    """The beginning of an answer, as text that PostgreSQL can hold."""
    return body[:MOST_KEPT].decode(errors="replace").replace("\x00", "")


def _since(began: float) -> int:
    return round((time.perf_counter() - began) * 1000)
