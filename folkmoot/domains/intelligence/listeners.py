"""What is given is read as it arrives; what is taken back is forgotten."""

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import listen
from folkmoot.kit.jobs import defer_once

from . import actions, tasks


@listen(
    "ideas.idea.published",
    "ideas.idea.revised",
    "ideas.idea.passed",
    "ideas.idea.restored",
    "discussions.comment.posted",
    "discussions.comment.passed",
    "discussions.comment.restored",
    "channels.import.arrived",
    "channels.import.finished",
    "channels.import.failed",
    "channels.import.stopped",
    "intelligence.reading.resumed",
    "intelligence.understanding.corrected",
)
def what_arrives_is_understood(activity: Activity) -> None:
    defer_once(tasks.understand_what_waits)


@listen(
    "ideas.idea.withdrawn",
    "ideas.idea.held",
    "ideas.idea.hidden",
    "discussions.comment.taken_back",
    "discussions.comment.taken_out",
    "discussions.comment.hidden",
)
def what_is_public_no_more_is_forgotten(activity: Activity) -> None:
    actions.forget(activity.object)
