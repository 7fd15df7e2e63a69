"""Going somewhere by its name, and the keys that do it: each a page, and the same as a fragment for an element."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from folkmoot.domains.people.requests import Request
from folkmoot.kit.pages import page
from folkmoot.site.going import goals


@require_safe
def go(request: Request) -> HttpResponse:
    """What the words lead to; without any, the pages and what is new."""
    words = request.GET.get("text", "").replace("\x00", "").strip()[:100]
    context = {"words": words, "groups": goals(request.user, words)}
    return page(request, "site/go.html", context, block="palette")


@require_safe
def keys(request: Request) -> HttpResponse:
    """Which keys do what; on another page only those that it has."""
    return page(request, "site/keys.html", {}, block="help")
