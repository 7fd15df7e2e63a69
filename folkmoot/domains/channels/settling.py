"""Settling conflicts: what changed there and here is shown side by side, and a manager takes theirs or keeps ours."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.ideas.actions import follow
from folkmoot.domains.ideas.arrivals import Conflict as Found
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import insist_on_the_newest

from . import activities, rules
from .models import Conflict, Decision, Import


def note_conflicts(one: Import, found: Sequence[Found]) -> int:
    """Write down what changed there and here; how many. What a manager kept as ours before is no conflict again."""
    kept = set(
        Conflict.objects.filter(
            idea__in=[conflict.idea for conflict in found], decision=Decision.KEPT
        ).values_list("idea", "title", "body")
    )
    new = [
        Conflict(
            of=one,
            idea_id=conflict.idea,
            version=conflict.version,
            title=conflict.title,
            body=conflict.body,
            body_html=conflict.body_html,
            why=conflict.why,
        )
        for conflict in found
        if (conflict.idea, conflict.title, conflict.body) not in kept
    ]
    Conflict.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def take(conflict: Conflict, *, by: Person, after: int | None = None) -> Conflict:
    """Their words become the newest version; ours stay readable beneath it. Overtaken as ``ideas.actions.follow``."""
    conflict = _locked(conflict)
    rules.may_take(by, conflict).insist()
    follow(
        conflict.idea,
        by=by,
        title=conflict.title,
        body=conflict.body,
        body_html=conflict.body_html,
        after=conflict.version if after is None else after,
    )
    return _decided(conflict, Decision.TAKEN, by=by)


@transaction.atomic
def keep(conflict: Conflict, *, by: Person, after: int | None = None) -> Conflict:
    """Ours stay. The same words of theirs are not asked about again."""
    conflict = _locked(conflict)
    rules.may_keep(by, conflict).insist()
    insist_on_the_newest(
        after, conflict.idea.version_number, because=_("It was changed here once more meanwhile: look again.")
    )
    return _decided(conflict, Decision.KEPT, by=by)


@transaction.atomic
def take_all(one: Import, *, by: Person) -> int:
    """Theirs, wherever nothing was changed here since the import; how many that were."""
    waiting = one.conflicts.open().select_related("idea")
    return sum(
        take(conflict, by=by).decision == Decision.TAKEN
        for conflict in waiting
        if conflict.idea.version_number == conflict.version
    )


@transaction.atomic
def keep_all(one: Import, *, by: Person) -> int:
    return sum(keep(conflict, by=by).decision == Decision.KEPT for conflict in one.conflicts.open())


def _locked(conflict: Conflict) -> Conflict:
    return (
        Conflict.objects.select_for_update(of=("self",))
        .select_related("of__community", "idea__community")
        .get(pk=conflict.pk)
    )


def _decided(conflict: Conflict, decision: Decision, *, by: Person) -> Conflict:
    conflict.decision, conflict.decided_by, conflict.decided_at = decision, by, clock.now()
    conflict.save(update_fields=["decision", "decided_by", "decided_at"])
    verb = activities.TAKEN if decision == Decision.TAKEN else activities.KEPT
    record(verb, actor=by, object=conflict.idea, target=conflict.of, context=conflict.of.community)
    return conflict
