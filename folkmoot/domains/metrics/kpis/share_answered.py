"""How many of the ideas have an official answer."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.metrics.figures import Asked, Figure, Item, Reason, share
from folkmoot.domains.metrics.waits import READS, ideas

from . import Direction, Event, Example, Kpi, Unit, shelf


@shelf.add
class ShareAnswered(Kpi):
    order = 30
    label = _("Ideas answered")
    meaning = _(
        "Of all ideas published until this day and not withdrawn, the share with an official answer. A new idea lowers "
        "it at once, before anybody could answer: read it beside the time to an answer. Imported ideas count from the "
        "day they were published there."
    )
    formula = _("ideas with an official answer / ideas published and not withdrawn")
    interval = _("Wilson, 95%")
    basis = _("%(k)s of %(n)s ideas")
    unit = Unit.SHARE
    direction = Direction.MORE
    version = 1
    reads = READS
    examples = (
        Example(
            title=_("One of three: the withdrawn idea leaves, a second answer and an answered comment add nothing"),
            day=date(2025, 3, 31),
            events=(
                Event("2025-03-01T09:00", "ideas.idea.published", "ideas.idea/1"),
                Event("2025-03-02T09:00", "ideas.idea.published", "ideas.idea/2"),
                Event("2025-03-03T09:00", "ideas.idea.published", "ideas.idea/3"),
                Event("2025-03-04T09:00", "ideas.idea.published", "ideas.idea/4"),
                Event("2025-03-05T09:00", "discussions.subject.answered", "ideas.idea/1", "people.person/9"),
                Event("2025-03-06T09:00", "discussions.subject.answered", "ideas.idea/1", "people.person/9"),
                Event("2025-03-06T09:00", "discussions.subject.answered", "discussions.comment/1", "people.person/9"),
                Event("2025-03-07T09:00", "discussions.subject.answered", "ideas.idea/4", "people.person/9"),
                Event("2025-03-08T09:00", "ideas.idea.withdrawn", "ideas.idea/4"),
                Event("2025-04-01T00:00", "discussions.subject.answered", "ideas.idea/2", "people.person/9"),
            ),
            value=1 / 3, low=0.0615, high=0.7923, n=3,
        ),
        Example(
            title=_("Without an idea there is no share"),
            day=date(2025, 3, 31),
            events=(Event("2025-03-06T09:00", "discussions.subject.answered", "discussions.comment/1"),),
            value=None, reason=Reason.NO_IDEA,
        ),
    )  # fmt: skip

    def measure(self, asked: Asked) -> Figure:
        counts = ideas(asked).filter(withdrawn_at=None).aggregate(n=Count("object"), k=Count("answered_at"))
        return share(counts["k"], n=counts["n"], otherwise=Reason.NO_IDEA)

    def behind(self, asked: Asked) -> QuerySet[Any, Any]:
        return ideas(asked).filter(withdrawn_at=None).order_by("-began_at", "object")

    def item_of(self, row: Any, asked: Asked) -> Item:
        return Item(row["object"], row["began_at"], is_counted=row["answered_at"] is not None)
