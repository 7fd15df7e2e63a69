"""The states of an idea, and which may follow which. One state model serves all playbooks (product.md, Words)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    LIVE = "live", _("Gathering support")
    IN_REVIEW = "in_review", _("In review")
    ACCEPTED = "accepted", _("We will do it")
    DECLINED = "declined", _("We will not")
    CARRIED_OVER = "carried_over", _("Later")
    ALREADY_THERE = "already_there", _("Already there")
    DELIVERED = "delivered", _("Delivered")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Became part of another")


PUBLIC = frozenset(State) - {State.DRAFT, State.WITHDRAWN}
ANSWERED = frozenset(
    {State.ACCEPTED, State.DECLINED, State.CARRIED_OVER, State.ALREADY_THERE, State.DELIVERED}
)
OPEN_FOR_SUPPORT = frozenset({State.LIVE, State.IN_REVIEW, State.CARRIED_OVER})
#: From where an idea may go into another, and to where it comes back. Consent decides, no office: see actions.merging.
MAY_MERGE = OPEN_FOR_SUPPORT

NEXT: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.LIVE, State.WITHDRAWN}),
    State.LIVE: ANSWERED | {State.IN_REVIEW, State.WITHDRAWN},
    State.IN_REVIEW: ANSWERED | {State.LIVE, State.WITHDRAWN},
    State.CARRIED_OVER: ANSWERED - {State.CARRIED_OVER} | {State.IN_REVIEW, State.WITHDRAWN},
    State.ACCEPTED: frozenset({State.DELIVERED, State.DECLINED, State.CARRIED_OVER, State.IN_REVIEW}),
    State.DECLINED: frozenset({State.IN_REVIEW, State.ACCEPTED, State.CARRIED_OVER, State.ALREADY_THERE}),
    State.ALREADY_THERE: frozenset({State.IN_REVIEW}),
    State.DELIVERED: frozenset({State.IN_REVIEW}),
    State.WITHDRAWN: frozenset(),
    State.MERGED: frozenset(),
}


def may_follow(before: str, after: str) -> bool:
    """May an idea go from one state to the other? Staying where it is, is no move."""
    return State(after) in NEXT[State(before)]
