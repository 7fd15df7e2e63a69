"""Taking corrections along: it is written down who did, since they hold words of people."""

from django.db import transaction

from folkmoot.activity.stream import record
from folkmoot.domains.communities.models import Community
from folkmoot.domains.intelligence import activities, rules
from folkmoot.domains.people.models import Person


@transaction.atomic
def export_corrections(community: Community, *, by: Person) -> None:
    """Insist that they may, and record it; the lines themselves are made by whoever asks (explaining.py)."""
    rules.may_export(by, community).insist()
    record(activities.EXPORTED, actor=by, object=community, context=community)
