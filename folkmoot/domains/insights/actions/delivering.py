"""Delivering: what follows a yes, step by step, and what was measured afterwards."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.activity.vocabulary import Verb
from folkmoot.domains.insights import activities, rules
from folkmoot.domains.insights.models import (
    OVER,
    PROMISES,
    Answer,
    Decision,
    Delivery,
    DeliveryStep,
    Insight,
    Measurement,
    Stage,
)
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.markdown import html_of
from folkmoot.kit.seals import seal

from .steps import sealed, speak, take

DAYS_TO_REVIEW = 90


def _verb_of(stage: Stage) -> Verb:
    return {
        Stage.PLANNED: activities.PLANNED,
        Stage.DOING: activities.PROGRESSED,
        Stage.SHIPPED: activities.SHIPPED,
        Stage.STOPPED: activities.STOPPED,
    }[stage]


@transaction.atomic
def deliver(
    delivery: Delivery,
    *,
    by: Person,
    stage: str,
    percent: int = 0,
    note: str = "",
    promised_on: date | None = None,
    link: str | None = None,
    owner: Person | None = None,
    review_on: date | None = None,
) -> Delivery:
    """Say how far it is. Shipped or stopped is said under every voice behind it, and all are told.

    A link goes outside by https; None leaves what is there, and so do None for the owner and the promised day.
    """
    insight, delivery = _take_delivery(delivery)
    rules.may_deliver(by, delivery, stage).insist()
    _insist(stage, percent, note, link, promised_on if promised_on != delivery.promised_on else None)
    delivery.link = delivery.link if link is None else link
    delivery.owner = owner or delivery.owner
    step = _step(delivery, Stage(stage), by=by, percent=percent, note=note, promised_on=promised_on)
    if stage == Stage.SHIPPED:
        delivery.review_on = review_on or clock.today() + timedelta(days=DAYS_TO_REVIEW)
        delivery.save(update_fields=["review_on"])
    said = _told(insight, delivery, step)
    record(
        _verb_of(Stage(stage)),
        actor=by,
        object=insight,
        context=insight.community,
        seal=sealed(insight, said) if said else _seal_of(step),
        stage=stage,
        percent=step.percent,
    )
    return delivery


@transaction.atomic
def measure(
    delivery: Delivery,
    *,
    by: Person,
    what: str,
    after: Decimal,
    unit: str,
    source: str,
    before: Decimal | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    review_on: date | None = None,
) -> Measurement:
    """Say what came of it, in numbers with their source; ``review_on`` is when it is measured again."""
    insight, delivery = _take_delivery(delivery)
    rules.may_measure(by, delivery).insist()
    if not (what.strip() and unit.strip() and source.strip()):
        raise Refused(_("Say what was measured, in what unit, and where the numbers come from."))
    if (low is None) != (high is None) or (low is not None and high is not None and not low <= after <= high):
        raise Refused(_("An interval has two ends, and what was measured lies between them."))
    words = {"what": what.strip(), "unit": unit.strip(), "source": source.strip()}
    one = Measurement.objects.create(
        delivery=delivery, by=by, before=before, after=after, low=low, high=high, **words
    )
    delivery.review_on = review_on
    delivery.save(update_fields=["review_on"])
    content = {**words, "insight": insight.pk, "before": _plain(before), "after": _plain(after)}
    record(
        activities.MEASURED,
        actor=by,
        object=insight,
        context=insight.community,
        seal=seal(content, salt=one.salt),
    )
    return one


def follow(insight: Insight, said: Answer) -> None:
    """An answer opens, ends or closes what is delivered, so that the roadmap says what the answer says."""
    delivery = Delivery.objects.select_for_update(of=("self",)).filter(insight=insight).first()
    decision = Decision(said.decision)
    if decision in PROMISES:
        if delivery is None or delivery.is_over or said.promised_on:
            _begin(insight, delivery, said)
    elif decision == Decision.DELIVERED and (delivery is None or delivery.stage != Stage.SHIPPED):
        delivery = delivery or _new(insight, said)
        delivery.is_trial = False
        delivery.review_on = clock.today() + timedelta(days=DAYS_TO_REVIEW)
        _step(delivery, Stage.SHIPPED, by=said.by, percent=100, note=said.reason)
        delivery.save(update_fields=["review_on", "is_trial"])
    elif decision != Decision.DELIVERED and delivery is not None and not delivery.is_over:
        _step(delivery, Stage.STOPPED, by=said.by, percent=delivery.percent, note=said.reason)


def _begin(insight: Insight, delivery: Delivery | None, said: Answer) -> None:
    delivery = delivery or _new(insight, said)
    delivery.is_trial = said.decision == Decision.TEST
    stage = Stage.PLANNED if delivery.is_over else Stage(delivery.stage)
    _step(delivery, stage, by=said.by, percent=delivery.percent, promised_on=said.promised_on)
    delivery.save(update_fields=["is_trial"])


def _new(insight: Insight, said: Answer) -> Delivery:
    return Delivery.objects.create(insight=insight, owner=said.by, promised_on=said.promised_on)


def _step(
    delivery: Delivery,
    stage: Stage,
    *,
    by: Person,
    percent: int,
    note: str = "",
    promised_on: date | None = None,
) -> DeliveryStep:
    delivery.stage = stage
    delivery.percent = 100 if stage == Stage.SHIPPED else percent
    delivery.promised_on = promised_on or delivery.promised_on
    delivery.ended_at = clock.now() if stage in OVER else None
    delivery.save(update_fields=["stage", "percent", "promised_on", "ended_at", "owner", "link"])
    return DeliveryStep.objects.create(
        delivery=delivery,
        stage=stage,
        percent=delivery.percent,
        note=note.strip(),
        note_html=html_of(note),
        promised_on=delivery.promised_on,
        by=by,
    )


def _told(insight: Insight, delivery: Delivery, step: DeliveryStep) -> Answer | None:
    """What is over is said as an answer. A trial that is over decides nothing yet: it is a statement."""
    if step.stage not in OVER:
        return None
    ends = {Stage.SHIPPED: Decision.DELIVERED, Stage.STOPPED: Decision.STOPPED}
    decision = None if delivery.is_trial and step.stage == Stage.SHIPPED else ends[Stage(step.stage)]
    return speak(insight, by=step.by, decision=decision, reason=step.note)


def _insist(stage: str, percent: int, note: str, link: str | None, promised_on: date | None) -> None:
    if stage not in Stage.values:
        raise Refused(_("Choose how far it is."))
    if stage in OVER and not note.strip():
        raise Refused(_("Say what was delivered, or why it was stopped: everybody who asked reads it."))
    if not 0 <= percent <= 100:
        raise Refused(_("A share lies between 0 and 100 per cent."))
    if link and not link.startswith("https://"):
        raise Refused(_("A link outside begins with https://."))
    if promised_on is not None and promised_on < clock.today():
        raise Refused(_("The promised day has passed already."))


def _take_delivery(delivery: Delivery) -> tuple[Insight, Delivery]:
    insight = take(delivery.insight)
    now = Delivery.objects.select_for_update(of=("self",)).select_related("owner").get(pk=delivery.pk)
    now.insight = insight
    return insight, now


def _seal_of(step: DeliveryStep) -> str:
    content: dict[str, str | int | bool | None] = {
        "stage": step.stage,
        "percent": step.percent,
        "note": step.note,
    }
    return seal(content, salt=step.salt)


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
