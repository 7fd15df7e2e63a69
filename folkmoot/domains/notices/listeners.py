"""Of every verb that has an audience, that audience is told."""

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import listen
from folkmoot.kit.audiences import told_verbs
from folkmoot.kit.jobs import defer_once

from . import actions, tasks


@listen(*told_verbs())
def tell_whom_it_concerns(activity: Activity) -> None:
    """On the page now; by mail a few seconds later, so that a round of answers makes one letter per person."""
    if actions.tell(activity):
        defer_once(tasks.write_letters, in_seconds=5)
        defer_once(tasks.push_what_is_due, in_seconds=5)
