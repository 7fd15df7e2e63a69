"""One request: its id, its line in the log, its figures; and the probes, which need nothing that pages need."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from folkmoot.site.operations import figures, probes

log = logging.getLogger(__name__)

Door = Callable[[HttpRequest], HttpResponse]

# What a proxy may name a request: nothing that could break a line or hold a sentence.
GIVEN_ID = re.compile(r"[A-Za-z0-9_.:-]{8,64}")
PROBES: dict[str, Door] = {
    "/healthz": probes.healthz,
    "/readyz": probes.readyz,
    "/metrics": figures.metrics,
}

request_id: ContextVar[str] = ContextVar("request_id", default="")


class Operate:
    """The outermost middleware. Probes are answered here: without session, limits, or a check of the host's name,
    for a load balancer asks by address.
    """

    def __init__(self, get_response: Door) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(id_of(request))
        request.request_id = request_id.get()  # type: ignore[attr-defined]
        began = time.perf_counter()
        try:
            probe = PROBES.get(request.path_info)
            response = probe(request) if probe else self.get_response(request)
            seconds = time.perf_counter() - began
            response["X-Request-ID"] = request_id.get()
            # What is ours is shown on our pages only; a view that lets others show it says so itself.
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            note(request, response.status_code, route_of(request), seconds)
            return response
        finally:
            request_id.reset(token)


def id_of(request: HttpRequest) -> str:
    """As a proxy of ours named it, else made here: what a stranger sends does not get into the log."""
    given = request.headers.get("X-Request-ID", "")
    if settings.FOLKMOOT_TRUSTED_PROXIES and GIVEN_ID.fullmatch(given):
        return given
    return secrets.token_hex(8)


def route_of(request: HttpRequest) -> str:
    """The name of the page in the URLs: a path may hold a token, and a query what somebody looks for."""
    if request.path_info in PROBES:
        return request.path_info[1:]
    if request.resolver_match:
        return request.resolver_match.view_name
    return "static" if request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/") else "unknown"


def note(request: HttpRequest, status: int, route: str, seconds: float) -> None:
    method = request.method if request.method in METHODS else "other"
    figures.count_request(route, status, seconds)
    facts = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
    log.info("%s %s %d", method, route, status, extra={"facts": facts})


METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
