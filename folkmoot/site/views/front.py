"""The front page, and the language of all pages."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from folkmoot.activity.keeping import kept
from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.models import Person
from folkmoot.domains.people.requests import Request
from folkmoot.kit.middleware import came_from
from folkmoot.site import rules
from folkmoot.site.first_hour import FirstHour, first_hour_of

A_YEAR = 60 * 60 * 24 * 365  # seconds


@require_safe
@kept
def home(request: Request) -> HttpResponse:
    """What this is, what became of what others gave, what is asked now, one thing to do."""
    return render(request, "site/home.html", context_of(request))


def context_of(request: Request) -> dict[str, object]:
    """What the front page shows beside what rooms put there."""
    communities = list(Community.objects.visible_to(request.user).by_name()[:12])
    return {"communities": communities, "first_hour": _first_hour(request)}


def _first_hour(request: Request) -> FirstHour | None:
    """Only for those who set something up, until it is done or put away."""
    if not isinstance(request.user, Person) or not rules.manages(request.user):
        return None
    hour = first_hour_of(request.user)
    return None if hour.is_away or hour.is_over else hour


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
