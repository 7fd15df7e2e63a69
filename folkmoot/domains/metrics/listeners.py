"""A programme comes with its targets: whoever set it up aims at them."""

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import listen
from folkmoot.kit.refs import find

from . import actions


@listen("communities.programme.set_up")
def a_programme_comes_with_its_targets(activity: Activity) -> None:
    by = find(activity.actor)
    if by is not None:
        actions.aim_first(activity.details.get("targets", {}), by=by, since=activity.happened_at)
