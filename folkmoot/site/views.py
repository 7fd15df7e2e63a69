"""The front page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.requests import Request


@require_safe
def home(request: Request) -> HttpResponse:
    """What this is, what became of what others gave, one thing to do now."""
    communities = Community.objects.visible_to(request.user).by_name()[:12]
    return render(request, "site/home.html", {"communities": communities})
