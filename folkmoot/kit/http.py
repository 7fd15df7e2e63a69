"""HTTP to other systems: never into our own network, never for long, never more than asked for.

Each connection goes to the address that was checked (requests-hardened), so a name that changes its
address between check and use gains nothing. Redirects are not followed: the caller sees them.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from json import loads
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import requests
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from requests.adapters import HTTPAdapter
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter

CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0  # between two pieces
WHOLE_SECONDS = 60.0
MOST_BYTES = 10_000_000
_PIECE = 65_536
Network: TypeAlias = IPv4Network | IPv6Network


class Trouble(TextChoices):
    """Why there was no answer that could be used: a word that a room may keep, and the sentence that it stands for.

    Whoever reads it later reads it in their language. It holds no secret of the request.
    """

    SCHEME = "scheme", _("Only http and https addresses can be asked.")
    PLAIN = "plain", _("Plain http leads to local networks only.")
    PRIVATE = "private", _("This address belongs to a private network.")
    ADDRESS = "address", _("This is no address that can be asked.")
    SILENT = "silent", _("It did not answer in time.")
    AWAY = "away", _("It could not be reached.")
    SLOW = "slow", _("The answer took too long.")
    BIG = "big", _("The answer is too big.")
    NO_JSON = "no_json", _("The answer is no JSON.")


class Unreachable(Exception):
    """No answer that could be used."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble

    def __str__(self) -> str:
        return str(self.trouble.label)


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
            raise Unreachable(Trouble.NO_JSON) from None


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
    local_networks: Sequence[Network] | None = None,
) -> Reply:
    """Ask another system. ``local_networks`` are private ones that may be reached; where they are given, if only as
    none, plain http leads to them alone.

    Raises :class:`Unreachable` for private addresses, time-outs and answers that are too big.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise Unreachable(Trouble.SCHEME)
    until = time.monotonic() + whole_seconds
    try:
        with _session(may_reach_loopback) as session:
            if local_networks is not None:
                session.mount("https://", _ToNetworks(local_networks, is_https=True))
                session.mount("http://", _ToNetworks(local_networks, is_https=False))
            answer = session.request(method, address, headers=headers, json=json, data=data, stream=True)
            with answer:
                return Reply(answer.status_code, answer.headers, _body(answer, most_bytes, until))
    except requests.RequestException as problem:
        raise Unreachable(_trouble(problem)) from problem


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


class _ToNetworks(IPFilterAdapter):  # type: ignore[misc]
    """Reaches these networks beside the public ones; by plain http, these alone."""

    def __init__(self, networks: Sequence[Network], *, is_https: bool) -> None:
        super().__init__(is_https_proto=is_https)
        self._networks, self._is_https = networks, is_https

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: bool | str, cert: Any = None
    ) -> tuple[Any, Any]:
        try:
            host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        except InvalidIPAddress as refused:
            if not self._is_ours(refused.args[0]):
                raise
            host, pool = self._as_checked(request, verify, cert, refused.args[0])
        if not self._is_https and not self._is_ours(ip_address(host["host"].strip("[]"))):
            raise Unreachable(Trouble.PLAIN)
        return host, pool

    def _is_ours(self, ip: IPv4Address | IPv6Address) -> bool:
        return any(ip in network for network in self._networks)

    def _as_checked(
        self, request: requests.PreparedRequest, verify: bool | str, cert: Any, ip: IPv4Address | IPv6Address
    ) -> tuple[Any, Any]:
        """As the filter itself does it: to the address that was checked, by the name that was asked for."""
        keys: tuple[Any, Any] = HTTPAdapter.build_connection_pool_key_attributes(self, request, verify, cert)
        host, pool = keys
        name, host["host"] = host["host"], f"[{ip}]" if ip.version == 6 else str(ip)
        if self._is_https:
            pool |= {"assert_hostname": name, "server_hostname": name}
        return host, pool


def _body(answer: requests.Response, most_bytes: int, until: float) -> bytes:
    pieces, size = [], 0
    for piece in answer.iter_content(_PIECE):
        size += len(piece)
        if size > most_bytes:
            raise Unreachable(Trouble.BIG)
        if time.monotonic() > until:
            raise Unreachable(Trouble.SLOW)
        pieces.append(piece)
    return b"".join(pieces)


def _trouble(problem: requests.RequestException) -> Trouble:
    if type(problem).__name__ == "InvalidIPAddress":
        return Trouble.PRIVATE
    if isinstance(problem, requests.Timeout):
        return Trouble.SILENT
    if isinstance(problem, (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema)):
        return Trouble.ADDRESS
    return Trouble.AWAY
