"""Insights to read: the list, one, its voices, its answers, and the board."""

from datetime import date, datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Field, Query, Schema

from folkmoot.domains.insights import board
from folkmoot.domains.insights.models import Answer, Handover, Insight
from folkmoot.domains.insights.voices import voices_of
from folkmoot.kit import clock
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import Key, Slug

from .shapes import InsightShape, InsightSheet, community_named, insight_for, router, shown

MOST_VOICES = 100


class InsightsAsked(Asked):
    community: Slug = ""
    state: Literal["", "late", "answered", "waiting"] = ""


class BoardAsked(Asked):
    """``owner`` is the key of a person; ``late``: the answer, the delivery or the measurement is past its day."""

    column: Literal["", "waiting", "deciding", "delivering", "delivered", "measured"] = ""
    community: Slug = ""
    owner: Key | None = None
    late: bool = False


class VoiceShape(Schema):
    """One piece of evidence: the words, who gave them, and how many stood with them."""

    subject: str
    quote: str
    name: str
    at: datetime | None
    support_count: int
    url: str = Field(alias="path")


class VoiceSheet(Schema):
    items: list[VoiceShape]
    next: str


class AnswerShape(Schema):
    id: int
    by: str = Field(alias="by.name")
    outcome: str
    decision: str
    reason: str
    reason_html: str
    promised_on: date | None
    answered_at: datetime


class AnswerSheet(Schema):
    items: list[AnswerShape]
    next: str


class HandoverShape(Schema):
    by: str = Field(alias="by.name")
    to: str = Field(alias="to.name")
    reason: str
    at: datetime


class HandoverSheet(Schema):
    items: list[HandoverShape]
    next: str


@router.get("/insights/", response=InsightSheet, url_name="insights")
def read_insights(request: HttpRequest, asked: Query[InsightsAsked]) -> dict[str, object]:
    """What many voices say, the newest first."""
    seen = Insight.objects.visible_to(request.user).with_names()
    if community := community_named(request.user, asked.community):
        seen = seen.filter(community=community)
    if asked.state == "late":
        seen = seen.late(clock.today())
    elif asked.state:
        seen = seen.answered() if asked.state == "answered" else seen.filter(answered_at=None)
    items, after = sheet(seen, asked, by="made_at", newest_first=True)
    return {"items": items, "next": after}


@router.get("/board/", response=InsightSheet, url_name="board")
def read_board(request: HttpRequest, asked: Query[BoardAsked]) -> dict[str, object]:
    """The insights of the board, or of one of its columns, the newest first."""
    found = board.insights_on_board(
        request.user,
        community=community_named(request.user, asked.community),
        owner=asked.owner,
        is_late=asked.late,
    )
    if asked.column:
        found = found.filter(board.COLUMNS[asked.column][1])
    items, after = sheet(found.with_names(), asked, by="made_at", newest_first=True)
    return {"items": items, "next": after}


@router.get("/insights/{int:pk}/", response=InsightShape, url_name="insight")
def read_insight(request: HttpRequest, pk: int) -> Insight:
    """One insight."""
    return shown(request, pk)


@router.get("/insights/{int:pk}/evidence/", response=VoiceSheet, url_name="evidence")
def read_evidence(request: HttpRequest, pk: int) -> dict[str, object]:
    """The voices that it rests on, in their order, 100 at most; without what is gone or hidden."""
    return {"items": voices_of(insight_for(request.user, pk), request.user, most=MOST_VOICES), "next": ""}


@router.get("/insights/{int:pk}/answers/", response=AnswerSheet, url_name="insight_answers")
def read_answers(request: HttpRequest, pk: int, asked: Query[Asked]) -> dict[str, object]:
    """Its answers, the newest first."""
    said = Answer.objects.filter(insight=insight_for(request.user, pk)).select_related("by")
    items, after = sheet(said, asked, by="answered_at", newest_first=True)
    return {"items": items, "next": after}


@router.get("/insights/{int:pk}/handovers/", response=HandoverSheet, url_name="handovers")
def read_handovers(request: HttpRequest, pk: int, asked: Query[Asked]) -> dict[str, object]:
    """From whom to whom the duty to answer went, and why."""
    given = Handover.objects.filter(insight=insight_for(request.user, pk)).select_related("by", "to")
    items, after = sheet(given, asked, by="at")
    return {"items": items, "next": after}
