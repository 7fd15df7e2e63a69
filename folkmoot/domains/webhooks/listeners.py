"""Of everything that can happen in a community, the webhooks that hear of it are told."""

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import listen

from . import actions, hearing, tasks
from .offered import offered_verbs


@listen(*sorted(offered_verbs()), when=hearing.heard_by_some)
def tell_other_systems(activity: Activity) -> None:
    tasks.queue(actions.enqueue(activity))
