"""Who asks: the address behind a request, and what of it may be written down."""

import ipaddress
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"  # a proxy on a socket that names nobody


@dataclass(frozen=True)
class Asking:
    """The request that is answered just now: its network without the last part, and its id if it has one."""

    network: str = ""
    request_id: str = ""


_NOBODY = Asking()
_now: ContextVar[Asking] = ContextVar("asking", default=_NOBODY)


def current() -> Asking:
    """What is known of the request in hand; empty in commands and in the worker."""
    return _now.get()


def begin(request: HttpRequest) -> None:
    request_id = str(getattr(request, "request_id", "") or getattr(request, "id", ""))
    _now.set(Asking(network_of(address_of(request)), request_id[:64]))


def end() -> None:
    _now.set(_NOBODY)


def address_of(request: HttpRequest) -> str:
    """The address that the request came from.

    ``X-Forwarded-For`` counts only as far as our own proxies wrote it: ``FOLKMOOT_TRUSTED_PROXIES`` says how many
    there are. A header that is shorter than that did not pass them, so it says nothing.
    """
    named = request.META.get("REMOTE_ADDR", "")
    proxies = settings.FOLKMOOT_TRUSTED_PROXIES
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if proxies and len(hops) >= proxies:
        named = hops[-proxies]
    try:
        address = ipaddress.ip_address(named.strip("[]"))
    except ValueError:
        return UNKNOWN
    return str(getattr(address, "ipv4_mapped", None) or address)


def counted_as(address: str) -> str:
    """Whose limit this address uses up: one household is a /64 of IPv6, or one address of IPv4."""
    return _network(address, 32, 64)


def network_of(address: str) -> str:
    """What an audit may keep of an address: the /24 of IPv4, the /48 of IPv6."""
    return _network(address, 24, 48)


def _network(address: str, of_four: int, of_six: int) -> str:
    try:
        version = ipaddress.ip_address(address).version
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{address}/{of_four if version == 4 else of_six}", strict=False))
