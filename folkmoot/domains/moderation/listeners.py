"""What is held waits in the queue; what its author takes back waits no more."""

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import listen

from . import actions


@listen("ideas.idea.held", "discussions.comment.held")
def what_is_held_waits_in_the_queue(activity: Activity) -> None:
    actions.wait(activity.object)


@listen("ideas.idea.withdrawn", "discussions.comment.taken_back")
def what_was_taken_back_waits_no_more(activity: Activity) -> None:
    actions.wait_no_more(activity.object)
