"""Whoever may see a community may see what happened in it; whoever manages it steers it."""

from typing import Any

from django.db.models import F, Q, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from folkmoot.activity.models import lets_see
from folkmoot.activity.steering import lets_steer
from folkmoot.domains.people.rules import may_administer
from folkmoot.kit.answers import Answer
from folkmoot.kit.refs import key

from .models import Community
from .rules import may_manage


@lets_see
def what_happened_in_visible_communities(person: Any) -> Q:
    refs = Community.objects.visible_to(person).annotate(
        ref=Concat(Value("communities.community/"), Cast(F("pk"), CharField()))
    )
    return Q(context__in=refs.values("ref"))


@lets_steer
def managers_steer_their_community_and_administrators_the_house(person: Any, context: str) -> Answer | None:
    if not context:
        return may_administer(person)
    if not context.startswith("communities.community/"):
        return None
    community = Community.objects.visible_to(person).filter(pk=key(context)).first()
    return may_manage(person, community) if community else None
