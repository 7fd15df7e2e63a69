"""What the organisation does with an idea: review, answer, deliver."""

from django.db import transaction

from folkmoot.activity.stream import record
from folkmoot.domains.ideas import activities, rules
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person

from .steps import step_to, take


@transaction.atomic
def move(idea: Idea, *, by: Person, state: str, reason: str = "") -> Idea:
    """Bring an idea into its next state. The reason is public; the official answer itself is said elsewhere."""
    idea = take(idea)
    rules.may_move(by, idea, state).insist()
    before = idea.state
    step_to(idea, state, by=by, reason=reason)
    idea.save(update_fields=["state"])
    record(activities.MOVED, actor=by, object=idea, context=idea.community, before=before, after=state)
    return idea
