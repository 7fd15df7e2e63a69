"""Participation: what people from outside did, in the verbs of the stream; our own people are left out."""

from django.db.models import Q

from folkmoot.activity.models import ActivityQuerySet
from folkmoot.activity.vocabulary import Kind

from .figures import Asked, verbs_of

FOUNDED = "communities.community.founded"
APPOINTED = "communities.community.appointed"
#: Their work is to be here: they would make every community look alive.
STAFF_ROLES = ("manager", "decision_owner")
STAFF = (FOUNDED, APPOINTED)


def taking_part(asked: Asked, *kinds: Kind, days: int) -> ActivityQuerySet:
    """What was done in so many days by all who were not staff by the end of them; STAFF is to be read as well."""
    founders = asked.stream.of(FOUNDED).values("actor")
    appointed = asked.stream.of(APPOINTED).filter(details__role__in=STAFF_ROLES).values("target")
    return (
        asked.since(days)
        .of(*verbs_of(kinds))
        .exclude(Q(actor="") | Q(actor__in=founders) | Q(actor__in=appointed))
    )
