"""Reading is stopped in a community, and goes on after what is read."""

from django.db import transaction

from folkmoot.activity.stream import record
from folkmoot.domains.communities.models import Community
from folkmoot.domains.intelligence import activities, rules
from folkmoot.domains.intelligence.models import Pause
from folkmoot.domains.people.models import Person


@transaction.atomic
def stop(community: Community, *, by: Person) -> Pause:
    """Read no more here: the batch under way is kept, and nothing that is understood is lost."""
    community = Community.objects.select_for_update().get(pk=community.pk)
    rules.may_stop(by, community).insist()
    pause = Pause.objects.create(community=community, by=by)
    record(activities.STOPPED, actor=by, object=community, context=community)
    return pause


@transaction.atomic
def resume(community: Community, *, by: Person) -> None:
    """Go on: whoever hears of it in the worker reads what waits."""
    community = Community.objects.select_for_update().get(pk=community.pk)
    rules.may_resume(by, community).insist()
    Pause.objects.filter(community=community).delete()
    record(activities.RESUMED, actor=by, object=community, context=community)
