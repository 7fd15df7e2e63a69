"""Merging look-alikes: one idea goes into another by consent of both authors, and comes out again unharmed.

No support moves: each stays with the idea and the version it was given to. The idea that took the other in counts the
people behind both, each once; whoever does not want that takes their support back.
"""

from django.db import transaction
from django.db.models import Sum

from folkmoot.activity.stream import record
from folkmoot.domains.ideas import activities, rules
from folkmoot.domains.ideas.models import Idea, Merge, Support
from folkmoot.domains.ideas.states import State
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused

from .steps import step_to, take


@transaction.atomic
def propose(idea: Idea, *, by: Person, into: Idea, reason: str = "") -> Merge:
    """Propose that this idea goes into another. Who proposes it agrees for their own idea; if all have, it is done."""
    idea, into = _take_both(idea, into)
    rules.may_propose(by, idea, into).insist()
    now = clock.now()
    merge = Merge.objects.create(
        idea=idea,
        into=into,
        by=by,
        reason=" ".join(reason.split())[:500],
        idea_agreed_at=now if rules.may_agree_for(by, idea) else None,
        into_agreed_at=now if rules.may_agree_for(by, into) else None,
    )
    record(activities.PROPOSED, actor=by, object=idea, target=into, context=idea.community)
    _go_in_if_all_agree(merge, by=by)
    return merge


@transaction.atomic
def agree(merge: Merge, *, by: Person) -> Merge:
    """Say yes for one's own idea (or both). When both have, the idea goes in."""
    merge = _take(merge)
    rules.may_agree(by, merge).insist()
    now = clock.now()
    if merge.idea_agreed_at is None and rules.may_agree_for(by, merge.idea):
        merge.idea_agreed_at = now
    if merge.into_agreed_at is None and rules.may_agree_for(by, merge.into):
        merge.into_agreed_at = now
    merge.save(update_fields=["idea_agreed_at", "into_agreed_at"])
    _go_in_if_all_agree(merge, by=by)
    return merge


@transaction.atomic
def refuse(merge: Merge, *, by: Person) -> Merge:
    """Keep the ideas apart; whoever proposed it may take it back in the same way."""
    merge = _take(merge)
    rules.may_refuse(by, merge).insist()
    _end(merge, Merge.State.REFUSED, by=by)
    record(activities.REFUSED, actor=by, object=merge.idea, target=merge.into, context=merge.idea.community)
    return merge


@transaction.atomic
def unmerge(merge: Merge, *, by: Person) -> Merge:
    """Take the idea out again: it is where it was, with all who stand behind it."""
    merge = _take(merge)
    rules.may_unmerge(by, merge).insist()
    idea = merge.idea
    step_to(idea, merge.state_before, by=by)
    idea.merged_into = None
    idea.save(update_fields=["state", "merged_into"])
    _end(merge, Merge.State.UNDONE, by=by)
    for one in (idea, merge.into):
        count_anew(one)
    record(activities.UNMERGED, actor=by, object=idea, target=merge.into, context=idea.community)
    return merge


def _go_in_if_all_agree(merge: Merge, *, by: Person) -> None:
    if merge.idea_agreed_at is None or merge.into_agreed_at is None:
        return
    idea = merge.idea
    rules.may_go_into(idea, merge.into).insist()
    merge.state_before = idea.state
    step_to(idea, State.MERGED, by=by)
    idea.merged_into = merge.into
    idea.save(update_fields=["state", "merged_into"])
    merge.state, merge.ended_at, merge.ended_by = Merge.State.AGREED, clock.now(), by
    merge.save(update_fields=["state", "ended_at", "ended_by", "state_before"])
    count_anew(merge.into)
    record(activities.AGREED, actor=by, object=idea, target=merge.into, context=idea.community)


def _end(merge: Merge, state: str, *, by: Person) -> None:
    merge.state, merge.ended_at, merge.ended_by = state, clock.now(), by
    merge.save(update_fields=["state", "ended_at", "ended_by"])


def count_anew(idea: Idea) -> None:
    """The people behind an idea and all that went into it, each once, without its author.

    Who voted in another system is not known here: what was counted there is added up.
    """
    group = Idea.objects.with_those_merged([idea.pk])
    people = Support.objects.standing().filter(idea__in=group).exclude(person=idea.author_id)
    elsewhere = group.aggregate(votes=Sum("imported_support_count"))["votes"]
    idea.support_count = people.values("person").distinct().count() + elsewhere
    idea.save(update_fields=["support_count"])


def _take(merge: Merge) -> Merge:
    merge = Merge.objects.select_related("idea__community", "into").get(pk=merge.pk)
    merge.idea, merge.into = _take_both(merge.idea, merge.into)
    merge.refresh_from_db(fields=["state", "idea_agreed_at", "into_agreed_at", "state_before"])
    return merge


def _take_both(idea: Idea, into: Idea) -> tuple[Idea, Idea]:
    """Both, locked in the order of their keys, so that two who merge crosswise never wait for ever."""
    if idea.pk == into.pk:
        raise Refused(rules.may_go_into(idea, into).because)
    taken = {one.pk: take(one) for one in sorted((idea, into), key=lambda one: one.pk)}
    return taken[idea.pk], taken[into.pk]
