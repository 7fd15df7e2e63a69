"""How far the reading of a community is, letting it wait, the models that read, and taking corrections along."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from ninja.params.functions import Path

from folkmoot.domains.communities.models import Community
from folkmoot.domains.intelligence import actions, rules
from folkmoot.domains.intelligence.explaining import readers_told, training_lines
from folkmoot.domains.intelligence.models import Encoder, Grouping
from folkmoot.domains.intelligence.progress import progress_of
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.bearers import Token
from folkmoot.kit.files import file_answer, gives
from folkmoot.kit.shapes import SLUG, May, Words, may_of

from .shapes import community_named, router

SlugInPath = Annotated[str, Path(pattern=SLUG)]
LINES = "application/jsonl; charset=utf-8"


class ReadingShape(Schema):
    """So many (``value``) of so many things (``most``) are understood; ``model`` found the themes, at ``found_at``."""

    value: int
    most: int
    is_stopped: bool
    model: str
    found_at: datetime | None
    may: dict[str, May]


class MeasuredShape(Schema):
    """``value``, ``low`` and ``high`` are in percent."""

    what: Words
    data: str
    value: float
    low: float
    high: float


class ReaderShape(Schema):
    """A model: what it is for, what it cannot do, and how good it is on named data."""

    key: str
    name: str
    version: str
    licence: str
    languages: list[str]
    purpose: Words
    limits: Words
    is_there: bool
    figures: list[MeasuredShape]


class ReaderSheet(Schema):
    items: list[ReaderShape]
    next: str


class EncoderShape(Schema):
    """``serving`` is the larger model in use, ``replacing`` the one that is put in place: it has read so many texts of
    so many. Both may be empty."""

    serving: str
    replacing: str
    state: str
    read: int
    wanted: int
    may: dict[str, May]


@router.get("/communities/{slug:slug}/reading/", response=ReadingShape, url_name="reading")
def read_reading(request: HttpRequest, slug: SlugInPath) -> dict[str, object]:
    """How far the reading of a community is."""
    community, person = community_named(request, slug), request.user
    grouping = Grouping.objects.filter(community=community).first()
    progress = progress_of(community.pk)
    return {
        "value": progress.value,
        "most": progress.most,
        "is_stopped": hasattr(community, "pause"),
        "model": grouping.model if grouping else "",
        "found_at": grouping.found_at if grouping else None,
        "may": may_of(stop=rules.may_stop(person, community), resume=rules.may_resume(person, community)),
    }


@router.post("/communities/{slug:slug}/reading/stop/", response=ReadingShape, url_name="stop_reading")
def stop_reading(request: SignedInRequest, slug: SlugInPath) -> dict[str, object]:
    """Read no more here for now; what is understood stays. For managers."""
    actions.stop(community_named(request, slug), by=request.user)
    return read_reading(request, slug)


@router.post("/communities/{slug:slug}/reading/resume/", response=ReadingShape, url_name="resume_reading")
def resume_reading(request: SignedInRequest, slug: SlugInPath) -> dict[str, object]:
    """Read on here."""
    actions.resume(community_named(request, slug), by=request.user)
    return read_reading(request, slug)


@router.get(
    "/communities/{slug:slug}/corrections/", url_name="corrections", auth=Token(), openapi_extra=gives(LINES)
)
def export_corrections(request: SignedInRequest, slug: SlugInPath) -> HttpResponse:
    """Its corrections as lines of JSON, at most 2 MB, of those who agreed to that; for managers. It is noted."""
    community: Community = community_named(request, slug)
    actions.export_corrections(community, by=request.user)
    lines = "".join(training_lines(community, request.user))
    return file_answer(lines, LINES, name=f"corrections-{community.slug}.jsonl")


@router.get("/readers/", response=ReaderSheet, url_name="readers")
def read_readers(request: HttpRequest) -> dict[str, object]:
    """The models that suggest, with licence, limits and quality. One sheet."""
    return {"items": readers_told(), "next": ""}


@router.get("/encoder/", response=EncoderShape, url_name="larger_model")
def read_encoder(request: HttpRequest) -> dict[str, object]:
    """The larger model that an administrator put in place, and how far another one is."""
    serving, replacing = Encoder.objects.serving().first(), Encoder.objects.under_way().first()
    read, wanted = actions.refresh_count(replacing) if replacing else (0, 0)
    return {
        "serving": serving.model if serving else "",
        "replacing": replacing.model if replacing else "",
        "state": replacing.state if replacing else "",
        "read": read,
        "wanted": wanted,
        "may": may_of(run=rules.may_run_models(request.user)),
    }


@router.post("/encoder/stop/", response=EncoderShape, url_name="stop_larger_model")
def stop_encoder(request: SignedInRequest) -> dict[str, object]:
    """Read no more by the new one for now; what serves goes on. For administrators."""
    actions.stop_encoder(by=request.user)
    return read_encoder(request)


@router.post("/encoder/resume/", response=EncoderShape, url_name="resume_larger_model")
def resume_encoder(request: SignedInRequest) -> dict[str, object]:
    """Go on after what it has read."""
    actions.resume_encoder(by=request.user)
    return read_encoder(request)
