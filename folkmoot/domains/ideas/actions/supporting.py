"""Support for an idea, and taking it back."""

from django.db import transaction
from django.db.models import F, Q

from folkmoot.activity.stream import record
from folkmoot.domains.communities.actions import join_by_taking_part
from folkmoot.domains.ideas import activities, rules
from folkmoot.domains.ideas.models import Idea, Support, SupportQuerySet
from folkmoot.domains.people.models import Person
from folkmoot.kit.seals import seal

from .merging import count_anew
from .steps import take


@transaction.atomic
def support(idea: Idea, *, by: Person) -> Idea:
    """Stand behind this version of the idea. A second press changes nothing, nor does one behind what went into it."""
    idea = take(idea)
    rules.may_support(by, idea).insist()
    if not _standing(idea, by).exists():
        join_by_taking_part(idea.community, by=by)
        _say(idea, by=by, is_given=True)
    return idea


@transaction.atomic
def unsupport(idea: Idea, *, by: Person) -> Idea:
    """Take the support back, while the idea has no answer."""
    idea = take(idea)
    rules.may_unsupport(by, idea).insist()
    for word in _standing(idea, by).select_related("idea__community"):
        _say(word.idea, by=by, is_given=False)
    for one in _that_counts_others(idea):
        count_anew(one)
    idea.refresh_from_db(fields=["support_count"])
    return idea


def _that_counts_others(idea: Idea) -> list[Idea]:
    """The idea that this one went into, or this one if others went into it."""
    if idea.merged_into is not None:
        return [take(idea.merged_into)]
    return [idea] if idea.merged.exists() else []


def _standing(idea: Idea, person: Person) -> SupportQuerySet:
    """What this person said for the idea, or for one that went into it."""
    here = Q(idea=idea) | Q(idea__merged_into=idea)
    return Support.objects.standing().filter(here, person=person)


def _say(idea: Idea, *, by: Person, is_given: bool) -> None:
    word = Support.objects.create(idea=idea, person=by, version_number=idea.version_number, is_given=is_given)
    Idea.objects.filter(pk=idea.pk).update(support_count=F("support_count") + (1 if is_given else -1))
    idea.support_count += 1 if is_given else -1
    content = {"idea": idea.pk, "version": word.version_number, "support": is_given}
    verb = activities.SUPPORTED if is_given else activities.UNSUPPORTED
    sealed = seal(content, salt=word.salt)
    record(verb, actor=by, object=idea, context=idea.community, seal=sealed, version=word.version_number)
