"""How long an idea waits for its first official answer, with those that still wait."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.metrics.estimates import survival
from folkmoot.domains.metrics.figures import Asked, Figure, Item, Reason, duration
from folkmoot.domains.metrics.waits import DAY, READS, how_long, waiting

from . import Direction, Event, Example, Kpi, Unit, shelf

LIMIT = 30  # days


@shelf.add
class TimeToAnswer(Kpi):
    order = 40
    label = _("Days to an answer")
    meaning = _(
        "After how many days half of the ideas have their first official answer. Ideas that still wait are counted "
        "for as long as they waited: the mean of the answered ones alone would flatter. An imported idea waits from "
        "the day it arrived here, not from the day it was published there: nobody here could answer it before."
    )
    formula = _(
        "Kaplan-Meier median of the days from publishing (imported: from arrival) to the first official answer; "
        "censored at withdrawal and at the end of the day asked"
    )
    interval = _("Brookmeyer-Crowley on the log-log band of Greenwood's variance, 95%")
    basis = _("%(k)s answered of %(n)s ideas that waited")
    unit = Unit.DAYS
    direction = Direction.LESS
    version = 1
    reads = READS
    examples = (
        Example(
            title=_("Answered after 2, 5 and 10 days; one withdrawn after 4; one still waiting after 20"),
            day=date(2025, 3, 31),
            events=(
                Event("2025-03-01T00:00", "ideas.idea.published", "ideas.idea/1"),
                Event("2025-03-03T00:00", "discussions.subject.answered", "ideas.idea/1", "people.person/9"),
                Event("2025-03-09T00:00", "discussions.subject.answered", "ideas.idea/1", "people.person/9"),
                Event("2025-03-01T00:00", "ideas.idea.published", "ideas.idea/2"),
                Event("2025-03-05T00:00", "ideas.idea.withdrawn", "ideas.idea/2"),
                Event("2025-03-01T00:00", "ideas.idea.published", "ideas.idea/3"),
                Event("2025-03-06T00:00", "discussions.subject.answered", "ideas.idea/3", "people.person/9"),
                Event("2025-03-01T00:00", "ideas.idea.published", "ideas.idea/4"),
                Event("2025-03-11T00:00", "discussions.subject.answered", "ideas.idea/4", "people.person/9"),
                Event("2025-03-12T00:00", "ideas.idea.published", "ideas.idea/5"),
            ),
            value=10, low=2, high=None, n=5,
        ),
        Example(
            title=_("An idea of 2020 that arrived on 1 March and was answered on 8 March waited 7 days"),
            day=date(2025, 3, 31),
            events=(
                Event("2020-06-01T00:00", "ideas.idea.published", "ideas.idea/1", arrived="2025-03-01T00:00"),
                Event("2025-03-08T00:00", "discussions.subject.answered", "ideas.idea/1", "people.person/9"),
            ),
            value=7, low=7, high=None, n=1,
        ),
        Example(
            title=_("Fewer than half answered: the median is not reached"),
            day=date(2025, 3, 31),
            events=(
                Event("2025-03-01T00:00", "ideas.idea.published", "ideas.idea/1"),
                Event("2025-03-03T00:00", "discussions.subject.answered", "ideas.idea/1", "people.person/9"),
                Event("2025-03-01T00:00", "ideas.idea.published", "ideas.idea/2"),
                Event("2025-03-01T00:00", "ideas.idea.published", "ideas.idea/3"),
            ),
            value=None, low=2, high=None, n=3, reason=Reason.NOT_REACHED,
        ),
        Example(
            title=_("An idea that arrives after the day did not wait here yet"),
            day=date(2025, 2, 28),
            events=(Event("2020-06-01T00:00", "ideas.idea.published", "ideas.idea/1", arrived="2025-03-01T00:00"),),
            value=None, reason=Reason.NO_IDEA,
        ),
    )  # fmt: skip

    def measure(self, asked: Asked) -> Figure:
        return duration(survival(how_long(asked)), limit=LIMIT, otherwise=Reason.NO_IDEA)

    def behind(self, asked: Asked) -> QuerySet[Any, Any]:
        return waiting(asked).order_by("-seconds", "object")

    def item_of(self, row: Any, asked: Asked) -> Item:
        return Item(row["object"], row["began_at"], value=row["seconds"] / DAY, is_counted=row["is_answered"])
