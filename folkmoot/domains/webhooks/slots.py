"""Webhooks on other pages: the way to them, on a community's page, for its managers."""

from django.http import HttpRequest

from folkmoot.domains.communities.models import Community
from folkmoot.kit.slots import Filling, fills

from . import rules
from .models import Webhook


@fills("communities.community.tools", order=70, most=2)
def have_it_told(request: HttpRequest, community: Community) -> Filling | None:
    if not rules.may_tell_of(request.user, community):
        return None
    has_some = Webhook.objects.visible_to(request.user).exists()
    return Filling("webhooks/button.html", {"has_some": has_some})
