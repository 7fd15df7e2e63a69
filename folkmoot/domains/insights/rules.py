"""Who may make, give and answer an insight."""

from datetime import date

from django.utils.translation import gettext as _

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.communities.rules import may_manage
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock
from folkmoot.kit.answers import Answer, unless

from .models import Insight, State


def may_make(person: Visitor, community: Community) -> Answer:
    return may_manage(person, community)


def may_give(
    person: Visitor, insight: Insight, owner: Person | None = None, due_on: date | None = None
) -> Answer:
    """Only a decision owner of the community can be asked, and for a day that is still to come."""
    return may_manage(person, insight.community) and unless(
        (insight.is_answered, _("This insight has its answer.")),
        (
            owner is not None and not insight.community.has(owner, Role.DECISION_OWNER),
            _("Give it to a decision owner of this community."),
        ),
        (
            due_on is not None and due_on < clock.today(),
            _("The day of the answer has passed already."),
        ),
    )


def may_answer(person: Visitor, insight: Insight) -> Answer:
    return unless(
        (insight.state == State.MADE, _("Give this insight to somebody first.")),
        (insight.owner_id != person.pk, _("Only the person who owes the answer can give it.")),
    )
