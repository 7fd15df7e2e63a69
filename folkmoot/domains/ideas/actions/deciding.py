"""What the organisation does with ideas: review, answer, deliver."""

from collections.abc import Sequence

from django.db import transaction

from folkmoot.activity.stream import Happening, record_many
from folkmoot.domains.ideas import activities, rules
from folkmoot.domains.ideas.models import Idea, StateChange
from folkmoot.domains.ideas.states import may_follow
from folkmoot.domains.people.models import Person
from folkmoot.kit.refs import ref

from .steps import take


@transaction.atomic
def move(idea: Idea, *, by: Person, state: str, reason: str = "") -> Idea:
    """Bring an idea into its next state. The reason is public; the official answer itself is said elsewhere."""
    idea = take(idea)
    rules.may_move(by, idea, state).insist()
    return _move([idea], by=by, state=state, reason=reason)[0]


@transaction.atomic
def move_many(keys: Sequence[int], *, by: Person, state: str, reason: str = "") -> list[Idea]:
    """The same for many ideas at once; one that may not go there from where it is stays as it is.

    Raises Refused where somebody may not move ideas at all. Locks in the order of keys, so that two who move the
    same ideas wait for each other and never for ever.
    """
    ideas = Idea.objects.select_for_update(of=("self",)).select_related("community")
    found = [one for one in ideas.filter(pk__in=keys).order_by("pk") if may_follow(one.state, state)]
    for idea in found:
        rules.may_move(by, idea, state).insist()
    return _move(found, by=by, state=state, reason=reason)


def _move(ideas: list[Idea], *, by: Person, state: str, reason: str) -> list[Idea]:
    steps = [StateChange(idea=idea, state=state, by=by, reason=reason) for idea in ideas]
    StateChange.objects.bulk_create(steps, batch_size=500)
    happenings = [_moved(idea, by=by, state=state) for idea in ideas]
    Idea.objects.filter(pk__in=[idea.pk for idea in ideas]).update(state=state)
    record_many(happenings)
    for idea in ideas:
        idea.state = state
    return ideas


def _moved(idea: Idea, *, by: Person, state: str) -> Happening:
    return Happening(
        activities.MOVED,
        actor=ref(by),
        object=ref(idea),
        context=ref(idea.community),
        details={"before": idea.state, "after": state},
    )
