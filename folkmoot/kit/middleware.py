"""Middleware: what the browser may load, who asks, how often they may, and how a refusal is shown."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from folkmoot.kit import asking, limits
from folkmoot.kit.answers import Refused

Door = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


class ContentSecurityPolicy:
    """Nothing from elsewhere, nothing inline, no eval. A view may set a policy of its own."""

    def __init__(self, get_response: Door) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy())
        return response


def policy() -> str:
    """The policy of a page. A form may lead to the provider of sign-in that the operator named, and nowhere else."""
    # Browsers ask form-action also about the address that a form is redirected to.
    elsewhere = " ".join(settings.FOLKMOOT_SIGN_IN_ORIGINS)
    return POLICY.replace("form-action 'self'", f"form-action 'self' {elsewhere}") if elsewhere else POLICY


class KnowWhoAsks:
    """While a request is answered, an audit may note its network and its id; and pages for one are kept by none."""

    def __init__(self, get_response: Door) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asking.begin(request)
        try:
            return _only_for_one(request, self.get_response(request))
        finally:
            asking.end()


def _only_for_one(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What was made for a person or sets a cookie is kept by no cache between us."""
    session = getattr(request, "session", None)
    if response.cookies or (session is not None and session.accessed):
        kept = response.get("Cache-Control", "")
        if "no-store" not in kept and "private" not in kept:
            response["Cache-Control"] = "private, no-cache"
    return response


class KeepLimits:
    """Each page has the limit that the site's table declares for its name: no spelling of an address avoids it."""

    def __init__(self, get_response: Door) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        found = request.resolver_match
        for limit in limits.limits_of(found.view_name) if found else ():
            if limit.counts(request) and (refused := _refused(limit, request)):
                return refused
        return None


def _refused(limit: limits.Limit, request: HttpRequest) -> HttpResponse | None:
    try:
        seconds = limits.wait_for(limit, request)
    except DatabaseError:
        return None if limit.fails_open else limits.nobody_can_say(request)
    return limits.too_many(request, seconds=seconds) if seconds else None


class ShowRefusals:
    """An expected "no": a message on the page the person came from, or on the open page."""

    def __init__(self, get_response: Door) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, Refused):
            return None
        if request.headers.get("HX-Request"):
            return _fragment(request, str(problem))
        if request.method in ("GET", "HEAD"):
            # Going back could lead here again, for ever.
            text = render_to_string("403.html", {"exception": str(problem)}, request)
            return HttpResponse(text, status=403)
        messages.error(request, str(problem))
        return HttpResponseRedirect(came_from(request))


def _fragment(request: HttpRequest, because: str) -> HttpResponse:
    text = render_to_string("kit/refusal.html", {"because": because}, request)
    headers = {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML show:window:top"}
    return HttpResponse(text, status=403, headers=headers)


def came_from(request: HttpRequest) -> str:
    """Path and query of the page before, if it was ours; else the first page."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, request.is_secure()):
        return "/"
    parts = urlsplit(referer)
    path = "/" + parts.path.lstrip("/\\")
    return f"{path}?{parts.query}" if parts.query else path
