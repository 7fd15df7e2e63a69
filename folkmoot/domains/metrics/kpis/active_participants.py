"""How many people from outside take part."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from folkmoot.activity.vocabulary import Kind
from folkmoot.domains.metrics.figures import Asked, Figure, Item, Reason, counted
from folkmoot.domains.metrics.participation import APPOINTED, FOUNDED, STAFF, taking_part

from . import Direction, Event, Example, Kpi, Unit, shelf

TAKES_PART = (Kind.REACTION, Kind.CONTRIBUTION, Kind.LEADERSHIP)
DAYS = 30


@shelf.add
class ActiveParticipants(Kpi):
    order = 10
    label = _("Active participants")
    meaning = _(
        "Different people who supported, gave or led something in the last 30 days. Reading is not counted. Our own "
        "people (founders, managers, decision owners) are left out. What an import brought counts on the day it "
        "happened there; its unclaimed authors count as people."
    )
    formula = _(
        "number of different actors of reactions, contributions and leadership in 30 days, without staff"
    )
    interval = _("Garwood, 95%: what a like month could show by chance")
    basis = _("things they did in 30 days: %(n)s")
    unit = Unit.PEOPLE
    direction = Direction.MORE
    version = 1
    reads = (*TAKES_PART, *STAFF)
    examples = (
        Example(
            title=_("Two people take part; a manager, and what is older than 30 days, are left out"),
            day=date(2025, 3, 31),
            events=(
                Event("2025-01-05T09:00", FOUNDED, "communities.community/1", "people.person/9"),
                Event("2025-01-06T09:00", APPOINTED, "communities.community/1",
                      "people.person/9", target="people.person/8", role="manager"),
                Event("2025-01-06T09:00", APPOINTED, "communities.community/1",
                      "people.person/9", target="people.person/2", role="moderator"),
                Event("2025-02-28T23:00", "ideas.idea.published", "ideas.idea/1", "people.person/3"),
                Event("2025-03-02T00:00", "ideas.idea.published", "ideas.idea/2", "people.person/1"),
                Event("2025-03-10T12:00", "ideas.idea.supported", "ideas.idea/1", "people.person/1"),
                Event("2025-03-11T12:00", "discussions.comment.posted", "discussions.comment/1", "people.person/2"),
                Event("2025-03-12T12:00", "discussions.comment.posted", "discussions.comment/2", "people.person/8"),
                Event("2025-03-13T12:00", "ideas.idea.published", "ideas.idea/3", "people.person/9"),
                Event("2025-03-14T12:00", "communities.community.joined", "communities.community/1", "people.person/4"),
                Event("2025-04-01T00:00", "ideas.idea.supported", "ideas.idea/1", "people.person/5"),
            ),
            value=2, low=0.2422, high=7.2247, n=3,
        ),
        Example(
            title=_("Before anything happened there is no number"),
            day=date(2025, 3, 31), events=(), value=None, reason=Reason.NOTHING_YET,
        ),
    )  # fmt: skip

    def measure(self, asked: Asked) -> Figure:
        counts = taking_part(asked, *TAKES_PART, days=DAYS).aggregate(
            people=Count("actor", distinct=True), things=Count("id")
        )
        if not counts["things"] and not asked.stream.exists():
            return Figure(None, reason=Reason.NOTHING_YET)
        return counted(counts["people"], n=counts["things"])

    def behind(self, asked: Asked) -> QuerySet[Any, Any]:
        return taking_part(asked, *TAKES_PART, days=DAYS).order_by("-happened_at", "-id")

    def item_of(self, row: Any, asked: Asked) -> Item:
        return Item(row.target or row.object, row.happened_at, row.actor)
