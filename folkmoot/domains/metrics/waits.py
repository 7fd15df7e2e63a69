"""Waits: from when each idea waited for an answer, and until when, as the stream tells it."""

from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    DateTimeField,
    ExpressionWrapper,
    F,
    FloatField,
    Min,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Extract, Least

from .figures import Asked

PUBLISHED = "ideas.idea.published"
WITHDRAWN = "ideas.idea.withdrawn"
ANSWERED = "discussions.subject.answered"
DAY = 24 * 60 * 60  # seconds
READS = (PUBLISHED, WITHDRAWN, ANSWERED)


def ideas(asked: Asked) -> QuerySet[Any, Any]:
    """One row for each idea published by then: object, began_at, answered_at, withdrawn_at. One statement.

    Nobody here could answer an idea before an import brought it: its wait began when it was written down here.
    """
    arrived = Case(When(is_imported=True, then=F("recorded_at")), default=F("happened_at"))
    return (
        asked.stream.of(*READS)
        .values("object")
        .annotate(
            began_at=Min(arrived, filter=Q(verb=PUBLISHED)),
            answered_at=Min("happened_at", filter=Q(verb=ANSWERED)),
            withdrawn_at=Min("happened_at", filter=Q(verb=WITHDRAWN)),
        )
        .filter(began_at__isnull=False)
    )


def waiting(asked: Asked) -> QuerySet[Any, Any]:
    """One row for each idea that waited here: those of ``ideas`` with ``seconds`` and ``is_answered``.

    Without an answer, seconds until it was withdrawn or last seen. What was answered before it arrived here, or
    arrived after the day, never waited here.
    """
    until = asked.seen_until
    ended_at = Least("answered_at", "withdrawn_at", Value(until, DateTimeField()))
    was_there = Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("answered_at"))
    waits = ideas(asked).annotate(
        ended_at=ended_at,
        seconds=Cast(Extract(ended_at - F("began_at"), "epoch"), FloatField()),
        is_answered=ExpressionWrapper(Q(answered_at__isnull=False) & was_there, BooleanField()),
    )
    waited: QuerySet[Any, Any] = waits.filter(began_at__lt=until, began_at__lte=F("ended_at"))
    return waited


def how_long(asked: Asked) -> list[tuple[float, bool]]:
    """Days from when each idea could be answered to its first answer, and whether it came."""
    rows = waiting(asked).values_list("seconds", "is_answered")
    return [(seconds / DAY, is_answered) for seconds, is_answered in rows]
