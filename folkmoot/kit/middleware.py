"""Middleware: what the browser may load, and how a refusal is shown."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

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
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


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
        return HttpResponseRedirect(_came_from(request))


def _fragment(request: HttpRequest, because: str) -> HttpResponse:
    text = render_to_string("kit/refusal.html", {"because": because}, request)
    headers = {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML show:window:top"}
    return HttpResponse(text, status=403, headers=headers)


def _came_from(request: HttpRequest) -> str:
    """Path and query of the page before, if it was ours; else the first page."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, request.is_secure()):
        return "/"
    parts = urlsplit(referer)
    path = "/" + parts.path.lstrip("/\\")
    return f"{path}?{parts.query}" if parts.query else path
