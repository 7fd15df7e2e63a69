"""Support for an idea, and taking it back."""

from django.db import transaction
from django.db.models import F

from folkmoot.activity.stream import record
from folkmoot.domains.communities.actions import join_by_taking_part
from folkmoot.domains.ideas import activities, rules
from folkmoot.domains.ideas.models import Idea, Support
from folkmoot.domains.people.models import Person
from folkmoot.kit.seals import seal

from .steps import take


@transaction.atomic
def support(idea: Idea, *, by: Person) -> Idea:
    """Stand behind this version of the idea. A second press changes nothing."""
    idea = take(idea)
    rules.may_support(by, idea).insist()
    if not Support.objects.standing().filter(idea=idea, person=by).exists():
        join_by_taking_part(idea.community, by=by)
        _say(idea, by=by, is_given=True)
    return idea


@transaction.atomic
def unsupport(idea: Idea, *, by: Person) -> Idea:
    """Take the support back, while the idea has no answer."""
    idea = take(idea)
    rules.may_unsupport(by, idea).insist()
    if Support.objects.standing().filter(idea=idea, person=by).exists():
        _say(idea, by=by, is_given=False)
    return idea


def _say(idea: Idea, *, by: Person, is_given: bool) -> None:
    word = Support.objects.create(idea=idea, person=by, version_number=idea.version_number, is_given=is_given)
    Idea.objects.filter(pk=idea.pk).update(support_count=F("support_count") + (1 if is_given else -1))
    idea.support_count += 1 if is_given else -1
    content = {"idea": idea.pk, "version": word.version_number, "support": is_given}
    verb = activities.SUPPORTED if is_given else activities.UNSUPPORTED
    sealed = seal(content, salt=word.salt)
    record(verb, actor=by, object=idea, context=idea.community, seal=sealed, version=word.version_number)
