"""Whoever may see a community may see what happened in it."""

from typing import Any

from django.db.models import F, Q, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from folkmoot.activity.models import lets_see

from .models import Community


@lets_see
def what_happened_in_visible_communities(person: Any) -> Q:
    refs = Community.objects.visible_to(person).annotate(
        ref=Concat(Value("communities.community/"), Cast(F("pk"), CharField()))
    )
    return Q(context__in=refs.values("ref"))
