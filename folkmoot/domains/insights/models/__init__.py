"""The chain from what was said to what came of it: highlights, insights, opportunities, decisions, deliveries."""

from .deciding import ANSWERS, OUTCOMES, PROMISES, Answer, AnswerDraft, Decision, Handover, HeldAnswer
from .delivering import OVER, Delivery, DeliveryStep, Measurement, Stage
from .framing import Opportunity, OpportunityState
from .insight import Evidence, Insight, InsightQuerySet, State
from .picking import MOST_CODES, Highlight
from .timing import (
    DAYS_BEFORE_REMINDER,
    DAYS_TO_ANSWER,
    DAYS_TO_ESCALATION,
    NO_WEEKDAY,
    OWN,
    WEEKEND,
    FreeDay,
    ReplyTerms,
)

__all__ = [
    "ANSWERS",
    "DAYS_BEFORE_REMINDER",
    "DAYS_TO_ANSWER",
    "DAYS_TO_ESCALATION",
    "MOST_CODES",
    "NO_WEEKDAY",
    "OUTCOMES",
    "OVER",
    "OWN",
    "PROMISES",
    "WEEKEND",
    "Answer",
    "AnswerDraft",
    "Decision",
    "Delivery",
    "DeliveryStep",
    "Evidence",
    "FreeDay",
    "Handover",
    "HeldAnswer",
    "Highlight",
    "Insight",
    "InsightQuerySet",
    "Measurement",
    "Opportunity",
    "OpportunityState",
    "ReplyTerms",
    "Stage",
    "State",
]
