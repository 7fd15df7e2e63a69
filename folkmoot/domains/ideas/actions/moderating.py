"""What a moderator does with an idea. Its state, its versions and its supports stay: nothing is deleted."""

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import record
from folkmoot.activity.vocabulary import Verb
from folkmoot.domains.ideas import activities, rules
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Refused
from folkmoot.kit.oversight import Moderation, Reason
from folkmoot.kit.refs import ref
from folkmoot.kit.seals import seal

from .steps import take


@transaction.atomic
def hide(idea: Idea, *, by: Person, reason: str) -> Idea:
    """From now on only its author and those who moderate see it."""
    idea = take(idea)
    rules.may_hide(by, idea).insist()
    _put(idea, Moderation.HIDDEN)
    _note(activities.HIDDEN, idea, by=by, reason=_known(reason))
    return idea


@transaction.atomic
def restore(idea: Idea, *, by: Person) -> Idea:
    """Show a hidden idea again, as it was."""
    idea = take(idea)
    rules.may_restore(by, idea).insist()
    _put(idea, Moderation.CLEAR)
    _announce_unless_announced(idea)
    _note(activities.RESTORED, idea, by=by)
    return idea


@transaction.atomic
def let_pass(idea: Idea, *, by: Person) -> Idea:
    """It may stand. If it waited it appears now, with its own moment. Passing what stands changes nothing."""
    idea = take(idea)
    rules.may_let_pass(by, idea).insist()
    if idea.is_held:
        _put(idea, Moderation.CLEAR)
        _announce_unless_announced(idea)
        _note(activities.PASSED, idea, by=by)
    return idea


@transaction.atomic
def lock(idea: Idea, *, by: Person, reason: str) -> Idea:
    """No more words, support or versions; what is there stays readable."""
    idea = take(idea)
    rules.may_lock(by, idea).insist()
    idea.locked_because = _known(reason)
    idea.save(update_fields=["locked_because"])
    _note(activities.LOCKED, idea, by=by, reason=reason)
    return idea


@transaction.atomic
def unlock(idea: Idea, *, by: Person) -> Idea:
    idea = take(idea)
    rules.may_unlock(by, idea).insist()
    idea.locked_because = ""
    idea.save(update_fields=["locked_because"])
    _note(activities.UNLOCKED, idea, by=by)
    return idea


def _put(idea: Idea, moderation: Moderation) -> None:
    idea.moderation = moderation
    idea.save(update_fields=["moderation"])


def _known(reason: str) -> str:
    if reason not in Reason.values:
        raise Refused(_("Choose a reason from the list."))
    return reason


def _note(verb: Verb, idea: Idea, *, by: Person, reason: str = "") -> None:
    record(verb, actor=by, object=idea, context=idea.community, reason=reason)


def _announce_unless_announced(idea: Idea) -> None:
    """The stream hears of a publication when others can see it, with the moment at which it was given."""
    if Activity.objects.of(activities.PUBLISHED).filter(object=ref(idea)).exists():
        return
    version = idea.versions.order_by("number")[0]
    record(
        activities.PUBLISHED,
        actor=idea.author,
        object=idea,
        context=idea.community,
        happened_at=idea.published_at,
        seal=seal({"title": version.title, "body": version.body}, salt=version.salt),
        version=version.number,
    )
