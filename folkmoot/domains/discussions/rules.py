"""Who may say what, and where."""

from django.utils.translation import gettext as _

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.communities.rules import may_take_part
from folkmoot.domains.people.models import Visitor
from folkmoot.kit.answers import Answer, unless

from .models import Comment


def may_post(person: Visitor, community: Community) -> Answer:
    return may_take_part(person, community)


def may_take_back(person: Visitor, comment: Comment) -> Answer:
    return unless(
        (comment.author_id != person.pk, _("Only whoever said it can take it back.")),
        (comment.taken_back_at is not None, _("This is taken back already.")),
    )


def may_answer(person: Visitor, community: Community) -> Answer:
    """Speak for the organisation."""
    return unless(
        (
            not community.has(person, Role.DECISION_OWNER, Role.MANAGER),
            _("Only decision owners and managers of this community answer for the organisation."),
        )
    )
