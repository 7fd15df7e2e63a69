"""The living page of all components."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from folkmoot.kit.icons import DRAWINGS
from folkmoot.kit.pages import page
from folkmoot.kit.showroom import sections


@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    """Every component in every state, beside the call that makes it."""
    return page(request, "kit/kit.html", {"sections": sections(request), "icons": list(DRAWINGS)})
