"""Quotas: what a program may still do, told with every answer (draft-ietf-httpapi-ratelimit-headers-10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from django.http import HttpRequest

_COUNTED = "_quotas_counted"


@dataclass(frozen=True)
class Quota:
    """Of ``most`` within ``seconds``, ``left`` remain; all come back in ``ends_in`` seconds."""

    name: str
    most: int
    seconds: int
    left: int
    ends_in: int


def note(request: HttpRequest, counted: Iterable[tuple[str, int, int, int, float]]) -> None:
    """Keep with a request what was counted for it: name, most, seconds, used, seconds until it ends."""
    found = [
        Quota(name, most, seconds, max(0, most - used), max(0, ceil(left)))
        for name, most, seconds, used, left in counted
    ]
    request.__dict__.setdefault(_COUNTED, []).extend(found)


def headers_of(request: HttpRequest) -> dict[str, str]:
    """The two headers, one item for each name: the quota of which least is left. Empty where nothing was counted."""
    tightest: dict[str, Quota] = {}
    for quota in request.__dict__.get(_COUNTED, []):
        known = tightest.get(quota.name)
        if known is None or quota.left < known.left:
            tightest[quota.name] = quota
    if not tightest:
        return {}
    return {
        "RateLimit-Policy": ", ".join(
            f'"{one.name}";q={one.most};w={one.seconds}' for one in tightest.values()
        ),
        "RateLimit": ", ".join(f'"{one.name}";r={one.left};t={one.ends_in}' for one in tightest.values()),
    }
