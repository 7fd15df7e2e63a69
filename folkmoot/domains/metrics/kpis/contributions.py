"""How much people from outside gave."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Kind
from folkmoot.domains.metrics.figures import Asked, Figure, Item, Reason, counted
from folkmoot.domains.metrics.participation import FOUNDED, STAFF, taking_part

from . import Direction, Event, Example, Kpi, Unit, shelf

DAYS = 30


@shelf.add
class Contributions(Kpi):
    order = 20
    label = _("Contributions")
    meaning = _(
        "Ideas, new versions of them and comments that people gave in the last 30 days, taken back later or not. "
        "Support is no contribution. Our own people (founders, managers, decision owners) are left out. What an "
        "import brought counts on the day it was given there."
    )
    formula = _("number of contributions in 30 days, without staff")
    interval = _("Garwood, 95%: what a like month could show by chance")
    basis = _("in 30 days")
    unit = Unit.THINGS
    direction = Direction.MORE
    version = 1
    reads = (Kind.CONTRIBUTION, *STAFF)
    examples = (
        Example(
            title=_("Three contributions of one person are three; an imported one counts on its own day"),
            day=date(2025, 3, 31),
            events=(
                Event("2025-01-05T09:00", FOUNDED, "communities.community/1", "people.person/9"),
                Event("2025-03-01T23:59", "ideas.idea.published", "ideas.idea/1"),
                Event("2025-03-10T12:00", "ideas.idea.published", "ideas.idea/2"),
                Event("2025-03-10T13:00", "ideas.idea.revised", "ideas.idea/2"),
                Event("2025-03-31T23:59", "discussions.comment.posted", "discussions.comment/1"),
                Event("2025-03-11T12:00", "ideas.idea.supported", "ideas.idea/1", "people.person/2"),
                Event("2025-03-12T12:00", "discussions.comment.posted", "discussions.comment/2", "people.person/9"),
                Event("2025-03-20T12:00", "ideas.idea.published", "ideas.idea/3", "people.person/7",
                      arrived="2026-01-10T08:00"),
            ),
            value=4, low=1.0899, high=10.2416, n=4,
        ),
        Example(
            title=_("A month without contributions is a real zero"),
            day=date(2025, 3, 31),
            events=(Event("2025-01-05T09:00", "ideas.idea.published", "ideas.idea/1"),),
            value=0, low=0, high=3.6889, n=0,
        ),
        Example(
            title=_("Before anything happened there is no number"),
            day=date(2025, 3, 31), events=(), value=None, reason=Reason.NOTHING_YET,
        ),
    )  # fmt: skip

    def measure(self, asked: Asked) -> Figure:
        count = taking_part(asked, Kind.CONTRIBUTION, days=DAYS).count()
        if not count and not asked.stream.exists():
            return Figure(None, reason=Reason.NOTHING_YET)
        return counted(count, n=count)

    def behind(self, asked: Asked) -> QuerySet[Any, Any]:
        return taking_part(asked, Kind.CONTRIBUTION, days=DAYS).order_by("-happened_at", "-id")

    def item_of(self, row: Any, asked: Asked) -> Item:
        return Item(row.target or row.object, row.happened_at, row.actor)
