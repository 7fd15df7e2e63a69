"""Reading: all communities, one of them, and its members."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from folkmoot.activity.keeping import kept
from folkmoot.domains.communities import rules
from folkmoot.domains.communities.forms import AppointForm, InviteForm
from folkmoot.domains.communities.models import Community, Membership, Role
from folkmoot.domains.people.models import Person
from folkmoot.domains.people.requests import Request, SignedInRequest


@require_safe
@kept
def index(request: Request) -> HttpResponse:
    members = Count("memberships", filter=Q(memberships__role=Role.MEMBER))
    communities = Community.objects.visible_to(request.user).annotate(member_count=members).by_name()[:200]
    may_found = rules.may_found(request.user)
    return render(request, "communities/index.html", {"communities": communities, "may_found": may_found})


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
