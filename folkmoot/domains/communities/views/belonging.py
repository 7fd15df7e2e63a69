"""Belonging: joining, leaving, inviting, giving roles."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.domains.communities import actions, invitations, rules
from folkmoot.domains.communities.forms import AppointForm, InviteForm
from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.people.actions import meet
from folkmoot.domains.people.requests import SignedInRequest


@require_POST
@login_required
def join(request: SignedInRequest, slug: str) -> HttpResponse:
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    actions.join(community, by=request.user)
    messages.success(request, _("Welcome to %(name)s.") % {"name": community.name})
    return redirect(community)


@require_POST
@login_required
def leave(request: SignedInRequest, slug: str) -> HttpResponse:
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    actions.leave(community, by=request.user)
    messages.success(
        request, _("You left %(name)s. What you gave stays on your page.") % {"name": community.name}
    )
    return redirect("communities:index")


@require_POST
@login_required
def invite(request: SignedInRequest, slug: str) -> HttpResponse:
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    form = InviteForm(request.POST)
    if form.is_valid():
        token = actions.invite(community, by=request.user, email=form.cleaned_data["email"])
        invitations.send(community, token=token, to=form.cleaned_data["email"], by=request.user)
        messages.success(request, _("An invitation is on its way."))
    else:
        messages.error(request, _("That is not an e-mail address."))
    return redirect("communities:members", slug)


@require_POST
@login_required
def appoint(request: SignedInRequest, slug: str) -> HttpResponse:
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    rules.may_manage(request.user, community).insist()
    form = AppointForm(request.POST)
    if form.is_valid():
        person = meet(form.cleaned_data["email"])
        actions.appoint(community, by=request.user, person=person, role=Role(form.cleaned_data["role"]))
        messages.success(request, _("%(name)s has the role now.") % {"name": person.name})
    else:
        messages.error(request, _("Check the address and the role."))
    return redirect("communities:members", slug)


@require_http_methods(["GET", "POST"])
@login_required
def accept(request: SignedInRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        return redirect(actions.accept(token, by=request.user))
    return render(request, "communities/accept.html", {"token": token})
