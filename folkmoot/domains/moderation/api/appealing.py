"""What was decided about what I gave, appeals against it, and the other person who looks again."""

from collections.abc import Callable
from datetime import datetime

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from folkmoot.domains.moderation import actions, rules
from folkmoot.domains.moderation.models import Appeal, Decision
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.bearers import Token
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import NO_NUL, SOME_WORDS, Closed, May, may_of
from folkmoot.kit.sparse import wants

from .routing import router


class DecisionShape(Schema):
    """What a moderator decided about a thing or a person, by which rule (``reason``), in which words."""

    id: int
    thing: str = Field(alias="subject")
    verb: str
    reason: str
    words: str
    made_at: datetime
    may: dict[str, May] = {}


class DecisionSheet(Schema):
    items: list[DecisionShape]
    next: str


class AppealShape(Schema):
    """``outcome`` is empty while it is open; by ``due_at`` somebody should have decided."""

    id: int
    decision: DecisionShape
    words: str
    made_at: datetime
    due_at: datetime
    outcome: str
    answer: str
    may: dict[str, May] = {}


class AppealSheet(Schema):
    items: list[AppealShape]
    next: str


class NewAppeal(Closed):
    words: str = Field(max_length=2000, pattern=SOME_WORDS)


class Reasoned(Closed):
    answer: str = Field("", max_length=2000, pattern=NO_NUL)


@router.get("/me/decisions/", response=DecisionSheet, url_name="my_decisions", auth=Token())
def read_my_decisions(request: SignedInRequest, asked: Query[Asked]) -> dict[str, object]:
    """What moderators decided about you and what you gave, the newest first."""
    mine = Decision.objects.filter(about=request.user).select_related("appeal")
    items, after = sheet(mine, asked, by="made_at", newest_first=True)
    for one in items if wants(request, "may") else ():
        one.may = may_of(appeal=rules.may_appeal(request.user, one))  # type: ignore[attr-defined]
    return {"items": items, "next": after}


@router.post("/me/decisions/{int:pk}/appeal/", response={201: AppealShape}, url_name="appeal")
def appeal_decision(request: SignedInRequest, pk: int, new: NewAppeal) -> Status[Appeal]:
    """Have another person look again; once for a decision."""
    decision = get_object_or_404(Decision.objects.filter(about=request.user).with_names(), pk=pk)
    return Status(201, actions.appeal(decision, by=request.user, words=new.words))


@router.get("/moderation/appeals/", response=AppealSheet, url_name="appeals", auth=Token())
def read_appeals(request: SignedInRequest, asked: Query[Asked]) -> dict[str, object]:
    """What waits to be looked at by another person, the oldest first."""
    rules.may_look(request.user).insist()
    names = ("decision__community", "decision__about", "decision__by", "by")
    waiting = Appeal.objects.open().overseen_by(request.user).select_related(*names)
    items, after = sheet(waiting, asked, by="made_at")
    for one in items if wants(request, "may") else ():
        may = may_of(
            uphold=rules.may_uphold(request.user, one), overturn=rules.may_overturn(request.user, one)
        )
        one.may = may  # type: ignore[attr-defined]
    return {"items": items, "next": after}


@router.post("/moderation/appeals/{int:pk}/uphold/", response=AppealShape, url_name="uphold")
def uphold_decision(request: SignedInRequest, pk: int, why: Reasoned) -> Appeal:
    """The decision stands, and here is why."""
    return _decide(request, pk, actions.uphold, why)


@router.post("/moderation/appeals/{int:pk}/overturn/", response=AppealShape, url_name="overturn")
def overturn_decision(request: SignedInRequest, pk: int, why: Reasoned) -> Appeal:
    """The decision was wrong: what it took is given back."""
    return _decide(request, pk, actions.overturn, why)


def _decide(request: SignedInRequest, pk: int, action: Callable[..., Appeal], why: Reasoned) -> Appeal:
    seen = Appeal.objects.overseen_by(request.user).select_related("decision")
    return action(get_object_or_404(seen, pk=pk), by=request.user, answer=why.answer)
