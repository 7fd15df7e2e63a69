"""Who may say what, and where."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _  # a page asks hundreds of times, and shows few

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.communities.rules import may_moderate, may_take_part
from folkmoot.domains.people.models import Visitor
from folkmoot.kit.answers import Answer, unless
from folkmoot.kit.oversight import may_add_to

from .models import Comment


def may_post(person: Visitor, community: Community, subject: object = None) -> Answer:
    """Take part here, and the subject is neither locked nor hidden."""
    return may_take_part(person, community) and may_add_to(subject)


def may_take_back(person: Visitor, comment: Comment) -> Answer:
    return unless(
        (comment.author_id != person.pk, _("Only whoever said it can take it back.")),
        (comment.taken_back_at is not None, _("This is taken back already.")),
    )


def may_take_out(comments: Sequence[Comment]) -> Answer:
    """What an import brought goes only while it stands as it came, and nobody has answered it."""
    keys = [comment.pk for comment in comments]
    return unless(
        (
            any(one.taken_back_at is not None or not one.is_clear for one in comments),
            _("A comment was taken back or hidden since; it cannot be undone."),
        ),
        (
            Comment.objects.filter(parent__in=keys).exclude(pk__in=keys).exists(),
            _("Somebody answered a comment since; it cannot be undone."),
        ),
    )


def may_answer(person: Visitor, community: Community) -> Answer:
    """Speak for the organisation."""
    return unless(
        (
            not community.has(person, Role.DECISION_OWNER, Role.MANAGER),
            _("Only decision owners and managers of this community answer for the organisation."),
        )
    )


def may_hide(person: Visitor, comment: Comment) -> Answer:
    """Nobody decides on what they said themselves; the same for all that a moderator does with a comment."""
    return _may_oversee(person, comment) and unless((comment.is_hidden, _("This is hidden already.")))


def may_restore(person: Visitor, comment: Comment) -> Answer:
    return _may_oversee(person, comment) and unless((not comment.is_hidden, _("This is not hidden.")))


def may_let_pass(person: Visitor, comment: Comment) -> Answer:
    return _may_oversee(person, comment) and unless(
        (comment.is_hidden, _("This is hidden: restore it instead."))
    )


def _may_oversee(person: Visitor, comment: Comment) -> Answer:
    return may_moderate(person, comment.community) and unless(
        (comment.author_id == person.pk, _("Nobody decides on what they gave themselves."))
    )
