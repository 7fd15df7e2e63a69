"""Where insights stand between what was said and what came of it: the board, the roadmap, the changelog."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_skeleton
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock
from folkmoot.kit.refs import key
from folkmoot.kit.times import locale

from .evidence import IDEA
from .models import Delivery, DeliveryStep, Evidence, Insight, InsightQuerySet, Measurement, Stage, State
from .models.delivering import DeliveryQuerySet

IN_A_COLUMN = 12
IN_A_LANE = 40
IDEAS_NAMED = 3

_IS_MEASURED = Exists(Measurement.objects.filter(delivery=OuterRef("delivery")))
COLUMNS: dict[str, tuple[str | Promise, Q]] = {
    "waiting": (_("Waiting"), Q(state=State.MADE)),
    "deciding": (_("Deciding"), Q(state=State.GIVEN)),
    "delivering": (_("Delivering"), Q(delivery__stage__in=[Stage.PLANNED, Stage.DOING])),
    "delivered": (_("Delivered"), Q(delivery__stage=Stage.SHIPPED) & ~Q(_IS_MEASURED)),
    "measured": (_("Measured"), Q(delivery__stage=Stage.SHIPPED) & Q(_IS_MEASURED)),
}


@dataclass(frozen=True)
class Column:
    """One column of the board, with its first insights and how many there are."""

    name: str
    label: str | Promise
    count: int
    insights: list[Insight]


@dataclass(frozen=True)
class Lane:
    """One lane of the roadmap, with its first deliveries and how many there are."""

    stage: Stage
    count: int
    deliveries: list[Delivery]


_LANES = (Stage.DOING, Stage.PLANNED, Stage.SHIPPED, Stage.STOPPED)


def insights_on_board(
    person: Visitor, *, community: Community | None = None, owner: int | None = None, is_late: bool = False
) -> InsightQuerySet:
    """What this person may see of it, after the filters of the page."""
    seen = Insight.objects.visible_to(person)
    if community is not None:
        seen = seen.filter(community=community)
    if owner is not None:
        seen = seen.filter(Q(delivery__owner=owner) | Q(delivery=None, owner=owner))
    return seen.filter(_is_late()) if is_late else seen


def _is_late() -> Q:
    """The answer, the delivery or the measurement is past its day."""
    today = clock.today()
    is_measured_late = Q(delivery__stage=Stage.SHIPPED, delivery__review_on__lt=today)
    is_delivered_late = Q(delivery__ended_at=None, delivery__promised_on__lt=today)
    return Q(state=State.GIVEN, due_on__lt=today) | is_delivered_late | is_measured_late


def in_column(insights: InsightQuerySet, name: str) -> InsightQuerySet:
    """The insights of one column, the most pressing first. KeyError for a column that is none."""
    found = insights.filter(COLUMNS[name][1]).select_related("community", "owner", "delivery__owner")
    first = F("delivery__ended_at").desc(nulls_last=True)
    pressing = (F("due_on").asc(nulls_last=True), F("delivery__promised_on").asc(nulls_last=True))
    return found.order_by(*((first,) if name in ("delivered", "measured") else pressing), "-pk")


def columns(insights: InsightQuerySet) -> list[Column]:
    """All columns, each with its first insights: two statements a column."""
    return [
        Column(name, label, insights.filter(is_in).count(), list(in_column(insights, name)[:IN_A_COLUMN]))
        for name, (label, is_in) in COLUMNS.items()
    ]


def owners_on_board(insights: InsightQuerySet) -> list[Person]:
    """Everybody who owes something on the board, by name."""
    owners = Q(insights_to_answer__in=insights) | Q(deliveries__insight__in=insights)
    return list(Person.objects.filter(owners).distinct().order_by("name")[:200])


def deliveries(person: Visitor, *stages: Stage, community: Community | None = None) -> DeliveryQuerySet:
    """What this person may see of the roadmap in these stages, with their steps and voices: for pages and feeds.

    What is to come is ordered by the promised day, what is over by its end, the newest first.
    """
    found = Delivery.objects.visible_to(person).in_stage(*stages).with_names()
    if community is not None:
        found = found.filter(insight__community=community)
    steps = Prefetch("steps", DeliveryStep.objects.select_related("by"))
    voices = Prefetch("insight__evidence", Evidence.objects.shown())
    found = found.prefetch_related(steps, voices).annotate(
        voice_count=Count("insight__evidence", distinct=True)
    )
    if Stage.SHIPPED in stages or Stage.STOPPED in stages:
        return found.order_by("-ended_at", "-pk")
    return found.order_by(F("promised_on").asc(nulls_last=True), "pk")


def lanes(person: Visitor, community: Community | None = None) -> list[Lane]:
    """The roadmap: under way, planned, delivered, stopped."""
    found = {stage: deliveries(person, stage, community=community) for stage in _LANES}
    return [Lane(stage, rows.count(), list(rows[:IN_A_LANE])) for stage, rows in found.items()]


def shipped(person: Visitor, community: Community | None = None) -> DeliveryQuerySet:
    """The changelog: what was delivered, the newest first; each has ``ended_at``, ``insight`` and its steps."""
    return deliveries(person, Stage.SHIPPED, community=community)


def by_month(found: Iterable[Delivery]) -> list[tuple[str, str, list[Delivery]]]:
    """Those that are over, month by month in their order: its key (2026-11), its name, what was delivered."""
    months: dict[str, list[Delivery]] = {}
    for one in found:
        if one.ended_at is not None:
            months.setdefault(f"{localtime(one.ended_at):%Y-%m}", []).append(one)
    return [(month, _name_of(month), those) for month, those in months.items()]


def _name_of(month: str) -> str:
    first = datetime.fromisoformat(f"{month}-01T12:00")
    return str(format_skeleton("yMMMM", first, locale=locale()))


def ideas_asked(found: Iterable[Delivery], person: Visitor) -> dict[int, Sequence[Idea]]:
    """For each delivery, by its key, some ideas that asked for it and that this person may see: one statement."""
    pointers = {
        one.pk: [key(e.subject) for e in one.insight.evidence.all() if e.subject.startswith(IDEA)]
        for one in found
    }
    wanted = {pk for keys in pointers.values() for pk in keys[: 2 * IDEAS_NAMED]}
    seen = Idea.objects.visible_to(person).published().filter(pk__in=wanted).only("pk", "title", "state")
    ideas = {idea.pk: idea for idea in seen}
    return {pk: [ideas[k] for k in keys if k in ideas][:IDEAS_NAMED] for pk, keys in pointers.items()}
