"""Who owes the answer: giving an insight to somebody, and handing it over."""

from datetime import date

from ninja import Field

from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.models import Insight
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.shapes import SOME_WORDS, Closed, Key

from .shapes import InsightShape, insight_for, router, shown, with_office


class NewOwner(Closed):
    """``owner`` is the key of a decision owner of the community."""

    owner: Key
    due_on: date


class NewHandover(Closed):
    """``to`` is the key of a decision owner or a manager of the community."""

    to: Key
    reason: str = Field(max_length=2000, pattern=SOME_WORDS)


@router.post("/insights/{int:pk}/give/", response=InsightShape, url_name="give")
def give_insight(request: SignedInRequest, pk: int, new: NewOwner) -> Insight:
    """Put it before somebody who answers by a day; for managers."""
    insight = insight_for(request.user, pk)
    rules.may_give(request.user, insight).insist()
    owner = with_office(insight.community_id, new.owner)
    actions.give(insight, by=request.user, owner=owner, due_on=new.due_on)
    return shown(request, pk)


@router.post("/insights/{int:pk}/hand-over/", response=InsightShape, url_name="hand_over")
def hand_over_insight(request: SignedInRequest, pk: int, new: NewHandover) -> Insight:
    """Not yours: it goes to somebody else, and its clock runs on."""
    insight = insight_for(request.user, pk)
    rules.may_hand_over(request.user, insight).insist()
    actions.hand_over(
        insight, by=request.user, to=with_office(insight.community_id, new.to), reason=new.reason
    )
    return shown(request, pk)
