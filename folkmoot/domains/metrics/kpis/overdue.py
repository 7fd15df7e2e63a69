"""How many of the answers that are owed are late."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KT
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.metrics.figures import Asked, Figure, Item, Reason, share

from . import Direction, Event, Example, Kpi, Unit, shelf

GIVEN = "insights.insight.given"
ANSWERED = "insights.insight.answered"


@shelf.add
class Overdue(Kpi):
    order = 50
    label = _("Answers past their day")
    meaning = _(
        "Of all insights that were given to somebody who must answer and are not answered, the share whose day had "
        "passed. A day is due until its end. If an insight was given again, its newest day counts."
    )
    formula = _("insights owed and past their day / insights owed")
    interval = _("Wilson, 95%")
    basis = _("%(k)s of %(n)s answers owed")
    unit = Unit.SHARE
    direction = Direction.LESS
    version = 1
    reads = (GIVEN, ANSWERED)
    examples = (
        Example(
            title=_("Four are owed, one is late: due today is in time, given again counts anew, answered is settled"),
            day=date(2025, 3, 31),
            events=(
                Event("2025-03-01T09:00", GIVEN, "insights.insight/1", target="people.person/8", due_on="2025-03-30"),
                Event("2025-03-02T09:00", GIVEN, "insights.insight/2", target="people.person/8", due_on="2025-03-31"),
                Event("2025-03-03T09:00", GIVEN, "insights.insight/3", target="people.person/8", due_on="2025-03-10"),
                Event("2025-03-12T09:00", GIVEN, "insights.insight/3", target="people.person/7", due_on="2025-04-20"),
                Event("2025-03-04T09:00", GIVEN, "insights.insight/4", target="people.person/8", due_on="2025-03-10"),
                Event("2025-03-20T09:00", ANSWERED, "insights.insight/4", "people.person/8"),
                Event("2025-03-05T09:00", GIVEN, "insights.insight/5", target="people.person/8", due_on="2025-04-05"),
                Event("2025-04-01T00:00", ANSWERED, "insights.insight/1", "people.person/8"),
            ),
            value=0.25, low=0.0456, high=0.6994, n=4,
        ),
        Example(
            title=_("Where nothing is owed there is no share"),
            day=date(2025, 3, 31),
            events=(
                Event("2025-03-04T09:00", GIVEN, "insights.insight/1", target="people.person/8", due_on="2025-03-10"),
                Event("2025-03-20T09:00", ANSWERED, "insights.insight/1", "people.person/8"),
            ),
            value=None, reason=Reason.NONE_OWED,
        ),
    )  # fmt: skip

    def measure(self, asked: Asked) -> Figure:
        late = Q(due_on__lt=asked.day.isoformat())
        counts = self._owed(asked).aggregate(n=Count("id"), k=Count("id", filter=late))
        return share(counts["k"], n=counts["n"], otherwise=Reason.NONE_OWED)

    @staticmethod
    def _owed(asked: Asked) -> QuerySet[Any, Any]:
        """The newest word on each insight, where that is that somebody owes an answer; with its day."""
        newest = asked.stream.order_by("object", "-happened_at", "-id").distinct("object")
        return (
            asked.stream.filter(pk__in=newest.values("pk")).of(GIVEN).annotate(due_on=KT("details__due_on"))
        )

    def behind(self, asked: Asked) -> QuerySet[Any, Any]:
        return self._owed(asked).order_by("due_on", "object")

    def item_of(self, row: Any, asked: Asked) -> Item:
        return Item(
            row.object,
            row.happened_at,
            row.target,
            day=row.due_on,
            is_counted=row.due_on < asked.day.isoformat(),
        )
