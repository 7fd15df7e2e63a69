"""What is given is read as it arrives; what is taken back is forgotten."""

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import listen
from folkmoot.kit.jobs import defer_once

from . import actions, tasks


@listen(
    "ideas.idea.published",
    "ideas.idea.revised",
    "discussions.comment.posted",
    "channels.import.arrived",
    "channels.import.finished",
    "channels.import.failed",
    "intelligence.understanding.corrected",
)
def what_arrives_is_understood(activity: Activity) -> None:
    defer_once(tasks.understand_what_waits)


@listen("ideas.idea.withdrawn", "discussions.comment.taken_back")
def what_was_taken_back_is_forgotten(activity: Activity) -> None:
    actions.forget(activity.object)
