"""Doors for those who let the reading of a community wait."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.domains.communities.models import Community
from folkmoot.domains.intelligence import actions
from folkmoot.domains.people.requests import SignedInRequest


@require_POST
@login_required
def stop(request: SignedInRequest, slug: str) -> HttpResponse:
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    actions.stop(community, by=request.user)
    messages.success(request, _("Stopped. What is understood stays."))
    return redirect("intelligence:themes", slug)


@require_POST
@login_required
def resume(request: SignedInRequest, slug: str) -> HttpResponse:
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    actions.resume(community, by=request.user)
    messages.success(request, _("It goes on."))
    return redirect("intelligence:themes", slug)
