"""Founding a community, and opening and closing its door."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.domains.communities import actions, rules
from folkmoot.domains.communities.forms import FoundForm
from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
@login_required
def found(request: SignedInRequest) -> HttpResponse:
    rules.may_found(request.user).insist()
    form = FoundForm(request.POST or None)
    if form.is_valid():
        return redirect(actions.found(by=request.user, **form.cleaned_data))
    return render(request, "communities/found.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@login_required
def open_door(request: SignedInRequest, slug: str) -> HttpResponse:
    return _turn(request, slug, actions.open_door, _("%(name)s is open to all now."))


@require_POST
@login_required
def close_door(request: SignedInRequest, slug: str) -> HttpResponse:
    return _turn(request, slug, actions.close_door, _("%(name)s is by invitation now."))


def _turn(request: SignedInRequest, slug: str, action: Callable[..., None], said: str) -> HttpResponse:
    """Then back to the programme, if it was asked for there; else to the community."""
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    action(community, by=request.user)
    messages.success(request, said % {"name": community.name})
    if community.programme_id and "programme" in request.POST:
        return redirect("communities:programme", community.programme_id)
    return redirect(community)
