"""Doors for administrators who put a larger model in place."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.domains.intelligence import actions
from folkmoot.domains.people.requests import SignedInRequest


@require_POST
@login_required
def stop_encoder(request: SignedInRequest) -> HttpResponse:
    actions.stop_encoder(by=request.user)
    messages.success(request, _("Stopped. What serves now goes on serving."))
    return redirect("intelligence:explain")


@require_POST
@login_required
def resume_encoder(request: SignedInRequest) -> HttpResponse:
    actions.resume_encoder(by=request.user)
    messages.success(request, _("It goes on."))
    return redirect("intelligence:explain")
