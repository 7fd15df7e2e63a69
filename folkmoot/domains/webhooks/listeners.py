"""Of everything that can happen in a community, the webhooks that hear of it are told."""

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import listen

from . import actions, tasks
from .offered import offered_verbs


@listen(*sorted(offered_verbs()))
def tell_other_systems(activity: Activity) -> None:
    tasks.queue(actions.enqueue(activity))
