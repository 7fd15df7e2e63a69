"""Doors for people: communities, joining, inviting, roles."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.activity.keeping import kept
from folkmoot.domains.people.actions import meet
from folkmoot.domains.people.models import Person
from folkmoot.domains.people.requests import Request, SignedInRequest

from . import actions, invitations, rules
from .forms import AppointForm, FoundForm, InviteForm
from .models import Community, Membership, Role


@require_safe
@kept
def index(request: Request) -> HttpResponse:
    members = Count("memberships", filter=Q(memberships__role=Role.MEMBER))
    communities = Community.objects.visible_to(request.user).annotate(member_count=members).by_name()[:200]
    may_found = rules.may_found(request.user)
    return render(request, "communities/index.html", {"communities": communities, "may_found": may_found})


@require_http_methods(["GET", "POST"])
@login_required
def found(request: SignedInRequest) -> HttpResponse:
    rules.may_found(request.user).insist()
    form = FoundForm(request.POST or None)
    if form.is_valid():
        return redirect(actions.found(by=request.user, **form.cleaned_data))
    return render(request, "communities/found.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@kept
def detail(request: Request, slug: str) -> HttpResponse:
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    roles = Membership.objects.filter(community=community).exclude(role=Role.MEMBER).select_related("person")
    context = {
        "community": community,
        "roles": roles[:12],
        "member_count": Membership.objects.filter(community=community, role=Role.MEMBER).count(),
        "may": {
            "join": rules.may_join(request.user, community),
            "leave": rules.may_leave(request.user, community),
            "manage": rules.may_manage(request.user, community),
        },
    }
    return render(request, "communities/detail.html", context)


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


@require_safe
@login_required
def members(request: SignedInRequest, slug: str) -> HttpResponse:
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    rules.may_manage(request.user, community).insist()
    people = Person.objects.filter(memberships__community=community).distinct().order_by("name")[:200]
    context = {
        "community": community,
        "people": people.prefetch_related("memberships"),
        "invite": InviteForm(auto_id="invite_%s"),
        "appoint": AppointForm(),
        "invited": community.invitations.filter(accepted_at=None)[:100],
    }
    return render(request, "communities/members.html", context)


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
