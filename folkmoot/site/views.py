"""The front page, and the language of all pages."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.requests import Request
from folkmoot.kit.middleware import came_from

A_YEAR = 60 * 60 * 24 * 365  # seconds


@require_safe
def home(request: Request) -> HttpResponse:
    """What this is, what became of what others gave, one thing to do now."""
    communities = Community.objects.visible_to(request.user).by_name()[:12]
    return render(request, "site/home.html", {"communities": communities})


@require_POST
def choose_language(request: Request) -> HttpResponse:
    """Read on in another language, on this device."""
    answer = redirect(came_from(request))
    if (code := request.POST.get("language", "")) in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=A_YEAR,
            secure=settings.IS_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer
