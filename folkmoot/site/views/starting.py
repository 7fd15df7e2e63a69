"""The first hour: its steps, putting them away and bringing them back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.site import actions, rules
from folkmoot.site.first_hour import first_hour_of


@require_safe
@login_required
def first_hour(request: SignedInRequest) -> HttpResponse:
    """All steps, also when they are done or were put away."""
    rules.may_bring_back(request.user).insist()
    return render(request, "site/first_hour.html", {"hour": first_hour_of(request.user)})


@require_POST
@login_required
def put_away(request: SignedInRequest) -> HttpResponse:
    actions.put_away(by=request.user)
    messages.success(request, _("Put away. You find the first steps under “More”."))
    return redirect("home")


@require_POST
@login_required
def bring_back(request: SignedInRequest) -> HttpResponse:
    actions.bring_back(by=request.user)
    messages.success(request, _("The first steps are on the front page again."))
    return redirect("first_hour")
