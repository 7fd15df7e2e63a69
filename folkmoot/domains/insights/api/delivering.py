"""What is delivered: the roadmap, the changelog, the steps, and what was measured."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from folkmoot.domains.insights import actions
from folkmoot.domains.insights.models import Delivery, DeliveryStep, Measurement, Stage
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import NO_NUL, SOME_WORDS, Closed, Named, Slug

from .shapes import community_named, insight_for, router

Number = Annotated[float, Field(ge=-1e11, le=1e11)]


class DeliveryShape(Schema):
    """What is done because of an insight. ``review_on`` is when what came of it is measured."""

    insight: int = Field(alias="insight_id")
    title: str = Field(alias="insight.title")
    community: str = Field(alias="insight.community.slug")
    owner: Named
    stage: str
    percent: int
    is_trial: bool
    is_late: bool
    promised_on: date | None
    began_at: datetime
    ended_at: datetime | None
    review_on: date | None
    link: str
    url: str = Field(alias="insight.get_absolute_url")


class DeliverySheet(Schema):
    items: list[DeliveryShape]
    next: str


class DeliveryStepShape(Schema):
    stage: str
    percent: int
    note: str
    note_html: str
    promised_on: date | None
    by: str = Field(alias="by.name")
    at: datetime


class DeliveryStepSheet(Schema):
    items: list[DeliveryStepShape]
    next: str


class MeasurementShape(Schema):
    """``low`` and ``high`` are the interval of ``after`` (95%), where it is known."""

    what: str
    before: float | None
    after: float
    low: float | None
    high: float | None
    unit: str
    source: str
    by: str = Field(alias="by.name")
    measured_at: datetime


class MeasurementSheet(Schema):
    items: list[MeasurementShape]
    next: str


class RoadmapAsked(Asked):
    community: Slug = ""
    stage: Stage | None = None


class ChangelogAsked(Asked):
    community: Slug = ""


class NewDeliveryStep(Closed):
    """``promised_on`` left out keeps the day that was promised."""

    stage: Stage
    percent: int = Field(0, ge=0, le=100)
    note: str = Field("", max_length=10_000, pattern=NO_NUL)
    promised_on: date | None = None


class NewMeasurement(Closed):
    """``low`` and ``high`` come together, or not at all."""

    what: str = Field(max_length=200, pattern=SOME_WORDS)
    before: Number | None = None
    after: Number
    low: Number | None = None
    high: Number | None = None
    unit: str = Field(max_length=40, pattern=SOME_WORDS)
    source: str = Field(max_length=300, pattern=SOME_WORDS)


@router.get("/roadmap/", response=DeliverySheet, url_name="roadmap")
def read_roadmap(request: HttpRequest, asked: Query[RoadmapAsked]) -> dict[str, object]:
    """What is planned, under way, delivered and stopped; what began last comes first."""
    found = _deliveries(request, asked.community)
    found = found.in_stage(asked.stage) if asked.stage else found
    items, after = sheet(found, asked, by="began_at", newest_first=True)
    return {"items": items, "next": after}


@router.get("/changelog/", response=DeliverySheet, url_name="changelog")
def read_changelog(request: HttpRequest, asked: Query[ChangelogAsked]) -> dict[str, object]:
    """What was delivered, the newest first."""
    found = _deliveries(request, asked.community).in_stage(Stage.SHIPPED)
    items, after = sheet(found, asked, by="ended_at", newest_first=True)
    return {"items": items, "next": after}


@router.get("/insights/{int:pk}/delivery/", response=DeliveryShape, url_name="delivery")
def read_delivery(request: HttpRequest, pk: int) -> Delivery:
    """What is delivered because of an insight. 404 where nothing was promised."""
    return get_object_or_404(Delivery.objects.visible_to(request.user).with_names(), insight=pk)


@router.get("/insights/{int:pk}/delivery/steps/", response=DeliveryStepSheet, url_name="delivery_steps")
def read_delivery_steps(request: HttpRequest, pk: int, asked: Query[Asked]) -> dict[str, object]:
    """Its steps, the first first: a promise that moved is seen to have moved."""
    steps = DeliveryStep.objects.filter(delivery__insight=insight_for(request.user, pk)).select_related("by")
    items, after = sheet(steps, asked, by="at")
    return {"items": items, "next": after}


@router.post("/insights/{int:pk}/delivery/steps/", response=DeliveryShape, url_name="delivery_steps")
def deliver_insight(request: SignedInRequest, pk: int, new: NewDeliveryStep) -> Delivery:
    """Say how far it is; for those who deliver it, and managers."""
    actions.deliver(
        read_delivery(request, pk),
        by=request.user,
        stage=new.stage,
        percent=new.percent,
        note=new.note,
        promised_on=new.promised_on,
    )
    return read_delivery(request, pk)


@router.get("/insights/{int:pk}/measurements/", response=MeasurementSheet, url_name="measurements")
def read_measurements(request: HttpRequest, pk: int, asked: Query[Asked]) -> dict[str, object]:
    """What came of it, the newest first."""
    found = Measurement.objects.filter(delivery__insight=insight_for(request.user, pk)).select_related("by")
    items, after = sheet(found, asked, by="measured_at", newest_first=True)
    return {"items": items, "next": after}


@router.post("/insights/{int:pk}/measurements/", response={201: MeasurementShape}, url_name="measurements")
def measure_insight(request: SignedInRequest, pk: int, new: NewMeasurement) -> Status[Measurement]:
    """Say what came of it, once it is delivered."""
    measurement = actions.measure(
        read_delivery(request, pk),
        by=request.user,
        what=new.what,
        before=exact(new.before),
        after=Decimal(str(round(new.after, 4))),
        low=exact(new.low),
        high=exact(new.high),
        unit=new.unit,
        source=new.source,
    )
    return Status(201, measurement)


def exact(number: float | None) -> Decimal | None:
    """As it is kept, with four places."""
    return None if number is None else Decimal(str(round(number, 4)))


def _deliveries(request: HttpRequest, slug: str) -> Any:
    found = Delivery.objects.visible_to(request.user).with_names()
    community = community_named(request.user, slug)
    return found.filter(insight__community=community) if community else found
