"""HTTP to other systems: never into our own network, never for long, never more than asked for.

Each connection goes to the address that was checked (requests-hardened), so a name that changes its
address between check and use gains nothing. Redirects are not followed: the caller sees them.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from json import loads
from typing import Any
from urllib.parse import urlsplit

import requests
from requests_hardened import Config, HTTPSession

CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0  # between two pieces
WHOLE_SECONDS = 60.0
MOST_BYTES = 10_000_000
_PIECE = 65_536


class Unreachable(Exception):
    """No answer that could be used. The sentence says why; it holds no secret of the request."""


@dataclass(frozen=True)
class Reply:
    """An answer of any status. ``headers`` ignore case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Any:
        """The body as JSON. Raises :class:`Unreachable` if it is none."""
        try:
            return loads(self.body)
        except ValueError:
            raise Unreachable("The answer is no JSON.") from None


def fetch(
    address: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    json: Any = None,
    data: bytes | Mapping[str, str] | None = None,
    most_bytes: int = MOST_BYTES,
    whole_seconds: float = WHOLE_SECONDS,
    may_reach_loopback: bool = False,
) -> Reply:
    """Ask another system.

    Raises :class:`Unreachable` for private addresses, time-outs and answers that are too big.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise Unreachable("Only http and https addresses can be asked.")
    until = time.monotonic() + whole_seconds
    try:
        with _session(may_reach_loopback) as session:
            answer = session.request(method, address, headers=headers, json=json, data=data, stream=True)
            with answer:
                return Reply(answer.status_code, answer.headers, _body(answer, most_bytes, until))
    except requests.RequestException as problem:
        raise Unreachable(_why(problem)) from problem


def _session(may_reach_loopback: bool) -> HTTPSession:
    session = HTTPSession(
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=may_reach_loopback,
            never_redirect=True,
            default_timeout=(CONNECT_SECONDS, READ_SECONDS),
            user_agent_override="Folkmoot",
        )
    )
    session.trust_env = False  # a proxy or a .netrc of this machine would lead around the check
    return session


def _body(answer: requests.Response, most_bytes: int, until: float) -> bytes:
    pieces, size = [], 0
    for piece in answer.iter_content(_PIECE):
        size += len(piece)
        if size > most_bytes:
            raise Unreachable(f"The answer is bigger than {most_bytes:,} bytes.")
        if time.monotonic() > until:
            raise Unreachable("The answer took too long.")
        pieces.append(piece)
    return b"".join(pieces)


def _why(problem: requests.RequestException) -> str:
    if type(problem).__name__ == "InvalidIPAddress":
        return "This address belongs to a private network."
    if isinstance(problem, requests.Timeout):
        return "It did not answer in time."
    if isinstance(problem, (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema)):
        return "This is no address that can be asked."
    return "It could not be reached."
