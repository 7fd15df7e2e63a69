"""An idea on pages of others: its card, and the answer that tells them how to show it. Both know nobody."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from folkmoot.domains.ideas.fates import fate_of
from folkmoot.domains.ideas.oembed import answer, embeddable, idea_at, size_of
from folkmoot.domains.people.requests import Request
from folkmoot.kit.identity import identity

#: Frames of anybody, and nothing else that could be made use of: no script, no form, no picture, our style only.
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
MOST_KEPT = 300  # seconds

View = Callable[..., HttpResponse]


def for_nobody(view: View) -> View:
    """Decorator: whoever asks is nobody, no cookie is set, and caches between us may keep the answer."""

    @wraps(view)
    def seen(request: Request, **where: int) -> HttpResponse:
        response = view(request, **where)
        # What middleware looked up for whoever is signed in is neither used here nor written back.
        request.COOKIES = {}
        request.session.accessed = request.session.modified = False
        response["Cache-Control"] = f"public, max-age={MOST_KEPT}"
        return response

    return seen


@require_safe
@xframe_options_exempt
@for_nobody
def card(request: Request, pk: int) -> HttpResponse:
    """A light page, made for a frame."""
    idea = get_object_or_404(embeddable(), pk=pk)
    fate = fate_of(idea, idea.state_changes.select_related("by"))
    response = render(request, "ideas/card.html", {"idea": idea, "fate": fate})
    response["Content-Security-Policy"] = POLICY
    return response


@require_safe
@for_nobody
def oembed(request: Request) -> HttpResponse:
    """JSON only; the specification asks for 501 for a format that a provider does not have."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    idea = idea_at(request.GET.get("url", ""), request)
    if idea is None:
        raise Http404
    return JsonResponse(answer(idea, size_of(request.GET.dict()), provider=identity().name))
