"""What several doors look for: an insight, a held answer, a community of the filter."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from folkmoot.domains.communities.models import Community
from folkmoot.domains.insights.models import Delivery, HeldAnswer, Insight
from folkmoot.domains.people.models import Person, Visitor


def insight_for(person: Visitor, pk: int) -> Insight:
    """Http404 if this person may not see it."""
    seen = Insight.objects.visible_to(person).select_related("community", "owner", "delivery__owner")
    return get_object_or_404(seen, pk=pk)


def delivery_for(person: Visitor, pk: int) -> Delivery:
    """The delivery of an insight, by the insight's key."""
    return get_object_or_404(Delivery.objects.visible_to(person).with_names(), insight=pk)


def held_for(person: Person, pk: int) -> HeldAnswer:
    """The answer to an insight that is on its way; only its writer knows of it."""
    mine = HeldAnswer.objects.filter(by=person, insight=pk).select_related("insight__community")
    return get_object_or_404(mine.order_by("-pk")[:1])


def community_asked(request: HttpRequest, person: Visitor) -> Community | None:
    """The community of the filter; none is chosen where its name means nothing."""
    slug = request.GET.get("community", "").replace("\x00", "")  # PostgreSQL keeps no NUL
    return Community.objects.visible_to(person).filter(slug=slug).first() if slug else None


def insight_named(request: HttpRequest) -> Insight | None:
    """The insight whose number a form names; None, said on the page, where there is none that this person sees."""
    number = _number(request.POST.get("insight", ""))
    insight = Insight.objects.visible_to(request.user).filter(pk=number or 0).first()
    if insight is None:
        messages.error(request, _("There is no such insight here."))
    return insight


def number_asked(request: HttpRequest, name: str) -> int | None:
    return _number(request.GET.get(name, ""))


def _number(given: str) -> int | None:
    return int(given) if given.isdecimal() and len(given) < 18 else None


def communities_offered(person: Visitor) -> list[tuple[str, Any]]:
    """For a filter: at most 200, by name."""
    return list(Community.objects.visible_to(person).by_name().values_list("slug", "name")[:200])
