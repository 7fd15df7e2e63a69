"""What a moderator does with a comment. Its words and its place stay: nothing is deleted."""

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import record
from folkmoot.activity.vocabulary import Verb
from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Refused
from folkmoot.kit.oversight import Moderation, Reason
from folkmoot.kit.refs import ref
from folkmoot.kit.seals import seal

from . import activities, rules
from .models import Comment


def take(comment: Comment) -> Comment:
    """The comment as it is now, locked until the transaction ends."""
    locked = Comment.objects.select_for_update(of=("self",)).select_related("community", "author")
    return locked.get(pk=comment.pk)


@transaction.atomic
def hide(comment: Comment, *, by: Person, reason: str) -> Comment:
    """Its place says that it is hidden; only its author and those who moderate read it."""
    comment = take(comment)
    rules.may_hide(by, comment).insist()
    if reason not in Reason.values:
        raise Refused(_("Choose a reason from the list."))
    _put(comment, Moderation.HIDDEN)
    _note(activities.HIDDEN, comment, by=by, reason=reason)
    return comment


@transaction.atomic
def restore(comment: Comment, *, by: Person) -> Comment:
    """Show a hidden comment again, as it was."""
    comment = take(comment)
    rules.may_restore(by, comment).insist()
    _put(comment, Moderation.CLEAR)
    _announce_unless_announced(comment)
    _note(activities.RESTORED, comment, by=by)
    return comment


@transaction.atomic
def let_pass(comment: Comment, *, by: Person) -> Comment:
    """It may stand. If it waited it appears now, with its own moment. Passing what stands changes nothing."""
    comment = take(comment)
    rules.may_let_pass(by, comment).insist()
    if comment.is_held:
        _put(comment, Moderation.CLEAR)
        _announce_unless_announced(comment)
        _note(activities.PASSED, comment, by=by)
    return comment


def _put(comment: Comment, moderation: Moderation) -> None:
    comment.moderation = moderation
    comment.save(update_fields=["moderation"])


def _note(verb: Verb, comment: Comment, *, by: Person, reason: str = "") -> None:
    record(verb, actor=by, object=comment, target=comment.subject, context=comment.community, reason=reason)


def _announce_unless_announced(comment: Comment) -> None:
    """The stream hears of it when others can see it, with the moment at which it was said; then people are told."""
    if not Activity.objects.of(activities.POSTED).filter(object=ref(comment)).exists():
        announce(comment)


def announce(comment: Comment) -> None:
    """Tell the stream what was said, when it was said."""
    record(
        activities.POSTED,
        actor=comment.author,
        object=comment,
        target=comment.subject,
        context=comment.community,
        happened_at=comment.said_at,
        seal=sealed(comment),
    )


def sealed(comment: Comment) -> str:
    return seal({"subject": comment.subject, "body": comment.body}, salt=comment.salt)
