"""Imports on other pages: the way in, on a community's page, for its managers."""

from django.http import HttpRequest

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.models import Person
from folkmoot.kit.slots import Filling, fills

from . import rules
from .models import Claim, Import, State


@fills("communities.community.tools", order=60)
def bring_voices_in(request: HttpRequest, community: Community) -> Filling | None:
    if not rules.may_import(request.user, community):
        return None
    running = Import.objects.filter(community=community, state__in=[State.RUNNING, State.WAITING]).first()
    return Filling("channels/button.html", {"running": running})


@fills("people.identities.below", most=2)
def ask_a_manager(request: HttpRequest, person: Person) -> Filling:
    """What I asked for and what came of it; and the way to ask."""
    asked = list(
        Claim.objects.filter(person=person).select_related("author", "decided_by").order_by("-id")[:20]
    )
    return Filling("channels/asked.html", {"asked": asked})
