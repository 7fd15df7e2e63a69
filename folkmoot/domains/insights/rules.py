"""Who may make, give and answer an insight, and go on from there."""

from datetime import date

from django.utils.translation import gettext as _

from folkmoot.domains.communities.models import Community, Role, roles_of
from folkmoot.domains.communities.rules import may_manage
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock
from folkmoot.kit.answers import Answer, unless

from .models import Delivery, HeldAnswer, Highlight, Insight, Opportunity, OpportunityState, Stage, State

OFFICE = (Role.MANAGER, Role.DECISION_OWNER)
OFFICE_OR_MODERATION = frozenset({*OFFICE, Role.MODERATOR})


def may_make(person: Visitor, community: Community) -> Answer:
    return may_manage(person, community)


def may_give(
    person: Visitor, insight: Insight, owner: Person | None = None, due_on: date | None = None
) -> Answer:
    """Only a decision owner of the community can be asked. The day stays, or is one that is still to come."""
    return may_manage(person, insight.community) and unless(
        (insight.is_answered, _("This insight has its answer.")),
        (_is_on_its_way(insight), _("An answer is on its way.")),
        (
            owner is not None and not insight.community.has(owner, Role.DECISION_OWNER),
            _("Give it to a decision owner of this community."),
        ),
        (
            due_on is not None and due_on < clock.today() and due_on != insight.due_on,
            _("The day of the answer has passed already."),
        ),
    )


def may_answer(person: Visitor, insight: Insight) -> Answer:
    return unless(
        (insight.state == State.MADE, _("Give this insight to somebody first.")),
        (insight.owner_id != person.pk, _("Only the person who owes the answer can give it.")),
        (_is_on_its_way(insight), _("Your answer is on its way. Undo it to write another.")),
    )


def may_draft(person: Visitor, insight: Insight) -> Answer:
    """A draft is written by whoever will answer."""
    return may_answer(person, insight)


def may_hand_over(person: Visitor, insight: Insight, to: Person | None = None) -> Answer:
    """From whoever owes the answer to another who may give it; it is never without a name."""
    return may_answer(person, insight) and unless(
        (insight.is_answered, _("This insight has its answer.")),
        (to is not None and to.pk == person.pk, _("It is yours already.")),
        (
            to is not None and not insight.community.has(to, *OFFICE),
            _("Hand it to a decision owner or a manager of this community."),
        ),
    )


def may_undo(person: Visitor, held: HeldAnswer) -> Answer:
    """Its writer, until its moment; the same for sending it at once."""
    return unless(
        (held.by_id != person.pk, _("Only the person who wrote this answer can undo it.")),
        (held.end == HeldAnswer.End.OUT, _("This answer went out. Another can be put above it.")),
        (held.end != "", _("This answer is undone already.")),
        (held.goes_out_at <= clock.now(), _("This answer is going out. Another can be put above it.")),
    )


def may_send(person: Visitor, held: HeldAnswer) -> Answer:
    return may_undo(person, held)


def may_deliver(person: Visitor, delivery: Delivery, stage: str = "") -> Answer:
    """Its owner, whoever answered, and the managers; what is over stays as it is."""
    insight = delivery.insight
    is_theirs = person.pk in (delivery.owner_id, insight.owner_id)
    return unless(
        (
            not is_theirs and not insight.community.has(person, Role.MANAGER),
            _("Only those who deliver this, and managers, may say how far it is."),
        ),
        (
            stage in (Stage.SHIPPED, Stage.STOPPED) and not insight.community.has(person, *OFFICE),
            _("Only managers and decision owners may do this."),
        ),
        (delivery.is_over, _("This is over. A new answer can open it again.")),
    )


def may_measure(person: Visitor, delivery: Delivery) -> Answer:
    insight = delivery.insight
    is_theirs = person.pk in (delivery.owner_id, insight.owner_id)
    return unless(
        (
            not is_theirs and not insight.community.has(person, Role.MANAGER),
            _("Only those who deliver this, and managers, may say what came of it."),
        ),
        (delivery.stage != Stage.SHIPPED, _("It is measured once it is delivered.")),
    )


def may_highlight(person: Visitor, community_id: int) -> Answer:
    """Whoever has an office in the community. By its key: asked for every comment of a page."""
    return unless((not _has_office(person, community_id), _("Only those with an office here pick words.")))


def may_verify(person: Visitor, highlight: Highlight) -> Answer:
    return may_highlight(person, highlight.community_id) and unless(
        (highlight.is_verified, _("These words are verified already.")),
        (highlight.by_id == person.pk, _("Another person verifies what you picked.")),
    )


def may_attach(person: Visitor, highlight: Highlight, insight: Insight | None = None) -> Answer:
    """Verified words become evidence of an insight of the same community."""
    return may_highlight(person, highlight.community_id) and unless(
        (not highlight.is_verified, _("Another person verifies these words first.")),
        (highlight.insight_id is not None, _("These words are evidence already.")),
        (
            insight is not None and insight.community_id != highlight.community_id,
            _("This insight belongs to another community."),
        ),
    )


def may_frame(person: Visitor, insight: Insight) -> Answer:
    return unless(
        (not insight.community.has(person, *OFFICE), _("Only managers and decision owners may do this."))
    )


def may_link(person: Visitor, opportunity: Opportunity, insight: Insight | None = None) -> Answer:
    return unless(
        (
            not opportunity.community.has(person, *OFFICE),
            _("Only managers and decision owners may do this."),
        ),
        (
            insight is not None and insight.community_id != opportunity.community_id,
            _("This insight belongs to another community."),
        ),
    )


def may_settle(person: Visitor, opportunity: Opportunity) -> Answer:
    """Its owner and the managers, once."""
    return unless(
        (
            person.pk != opportunity.owner_id and not opportunity.community.has(person, Role.MANAGER),
            _("Only its owner and managers may do this."),
        ),
        (opportunity.state != OpportunityState.OPEN, _("This opportunity is settled.")),
    )


def may_free(person: Visitor) -> Answer:
    """The calendar is the organisation's: administrators, and whoever manages a community."""
    manages = isinstance(person, Person) and (
        person.is_administrator or any(Role.MANAGER in roles for roles in roles_of(person).values())
    )
    return unless((not manages, _("Only managers and administrators may change the calendar.")))


def may_unfree(person: Visitor) -> Answer:
    return may_free(person)


def may_fill(person: Visitor) -> Answer:
    return may_free(person)


def may_week(person: Visitor) -> Answer:
    return may_free(person)


def may_set_clock(person: Visitor, community: Community, to: Person | None = None) -> Answer:
    return may_manage(person, community) and unless(
        (
            to is not None and not community.has(to, *OFFICE),
            _("Choose a manager or a decision owner of this community."),
        )
    )


def _has_office(person: Visitor, community_id: int) -> bool:
    if not isinstance(person, Person):
        return False
    held = roles_of(person).get(community_id, frozenset())
    return person.is_administrator or not held.isdisjoint(OFFICE_OR_MODERATION)


def _is_on_its_way(insight: Insight) -> bool:
    """Asked of rows that were read with ``is_held``, else of the database."""
    known = getattr(insight, "is_held", None)
    return insight.held_answers.open().exists() if known is None else bool(known)
