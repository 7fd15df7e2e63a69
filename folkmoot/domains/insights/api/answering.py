"""The desk: what waits for an answer of mine, drafts, answers, and minutes to undo them."""

from datetime import date, datetime

from django.conf import settings
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from folkmoot.domains.insights import actions
from folkmoot.domains.insights.models import ANSWERS, AnswerDraft, Decision, HeldAnswer, Insight
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.bearers import Token
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import NO_NUL, SOME_WORDS, Closed

from .shapes import InsightShape, InsightSheet, insight_for, router, shown

REASON_LENGTH = 10_000  # characters


class NewAnswer(Closed):
    """``after`` is how many answers you saw: 409 if there is another one now."""

    decision: Decision = Field(json_schema_extra={"enum": [one.value for one in ANSWERS]})
    reason: str = Field(max_length=REASON_LENGTH, pattern=SOME_WORDS)
    promised_on: date | None = None
    after: int | None = None


class NewAnswerDraft(Closed):
    """``after`` is the ``edit_number`` of the draft that you saw, 0 for none."""

    decision: Decision | None = None
    reason: str = Field("", max_length=REASON_LENGTH, pattern=NO_NUL)
    promised_on: date | None = None
    after: int = 0


class AnswerDraftShape(Schema):
    insights: list[int]
    decision: str
    reason: str
    promised_on: date | None
    edit_number: int


class HeldShape(Schema):
    """An answer on its way; ``end`` is empty until it is out, undone or refused."""

    insight: int = Field(alias="insight_id")
    decision: str
    reason: str
    promised_on: date | None
    goes_out_at: datetime
    end: str


class HeldSheet(Schema):
    items: list[HeldShape]
    next: str


@router.get("/desk/", response=InsightSheet, url_name="desk", auth=Token())
def read_desk(request: SignedInRequest, asked: Query[Asked]) -> dict[str, object]:
    """What waits for an answer of yours, the oldest first; nothing for those who answer nothing."""
    waiting = Insight.objects.waiting_for(request.user).unheld().with_names()
    items, after = sheet(waiting, asked, by="made_at")
    return {"items": items, "next": after}


@router.get("/desk/held/", response=HeldSheet, url_name="held", auth=Token())
def read_held_answers(request: SignedInRequest, asked: Query[Asked]) -> dict[str, object]:
    """Your answers that are on their way, the next to go out first."""
    held = HeldAnswer.objects.open().filter(by=request.user)
    items, after = sheet(held, asked, by="goes_out_at")
    return {"items": items, "next": after}


@router.put("/insights/{int:pk}/draft/", response=AnswerDraftShape, url_name="draft_answer")
def draft_answer(request: SignedInRequest, pk: int, new: NewAnswerDraft) -> AnswerDraft:
    """Keep what you write, to go on with later, here or on your desk."""
    return actions.draft(
        [insight_for(request.user, pk)],
        by=request.user,
        outcome=new.decision or "",
        reason=new.reason,
        promised_on=new.promised_on,
        after=new.after,
    )


@router.post("/insights/{int:pk}/answers/", response={201: InsightShape}, url_name="insight_answers")
def answer_insight(request: SignedInRequest, pk: int, new: NewAnswer) -> Status[Insight]:
    """Answer with a reason. It goes out in some minutes; until then you can undo it."""
    actions.answer(
        insight_for(request.user, pk),
        by=request.user,
        outcome=new.decision,
        reason=new.reason,
        promised_on=new.promised_on,
        after=new.after,
        in_minutes=settings.FOLKMOOT_UNDO_MINUTES,
    )
    return Status(201, shown(request, pk))


@router.post("/insights/{int:pk}/undo/", response=HeldShape, url_name="undo")
def undo_answer(request: SignedInRequest, pk: int) -> HeldAnswer:
    """Take back your answer that is on its way; nobody is told."""
    return actions.undo(_held(request, pk), by=request.user)


@router.post("/insights/{int:pk}/send/", response=HeldShape, url_name="send")
def send_answer(request: SignedInRequest, pk: int) -> HeldAnswer:
    """Let your answer go out now."""
    return actions.send(_held(request, pk), by=request.user)


def _held(request: SignedInRequest, pk: int) -> HeldAnswer:
    """Only its writer knows of it."""
    mine = HeldAnswer.objects.filter(by=request.user, insight=pk).select_related("insight__community")
    return get_object_or_404(mine.order_by("-pk")[:1])
