"""What is understood of each thing, by which model, and what people said instead."""

from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema

from folkmoot.domains.intelligence import actions, rules
from folkmoot.domains.intelligence.models import Sentiment, Understanding, UnderstandingQuerySet
from folkmoot.domains.intelligence.texts import things_for
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.shapes import REF, Closed, May, Slug, may_of
from folkmoot.kit.sparse import wants

from .shapes import community_named, router


class UnderstandingShape(Schema):
    """``language`` (ISO 639) and ``sentiment`` are what counts: a person's word, else that of the model that is named.

    ``found_language`` and ``found_sentiment`` are what the model said, with how sure it was.
    """

    id: int
    subject: str
    community: str = Field(alias="community.slug")
    language: str = Field(alias="language_now")
    found_language: str = Field(alias="language")
    language_score: float
    language_model: str
    sentiment: str = Field(alias="sentiment_now")
    found_sentiment: str = Field(alias="sentiment")
    sentiment_score: float
    sentiment_model: str
    understood_at: datetime
    corrected_at: datetime | None
    may: dict[str, May] = {}


class UnderstandingSheet(Schema):
    items: list[UnderstandingShape]
    next: str


class UnderstandingsAsked(Asked):
    """``about`` is a thing, such as ideas.idea/7; ``corrected``: only what a person put right."""

    community: Slug = ""
    about: str = Field("", pattern=f"^$|{REF}")
    corrected: bool = False


class NewLanguage(Closed):
    """A code of ISO 639-1, or ``und`` where no language can be told."""

    language: str = Field(pattern="^([a-z]{2}|und)$")


class NewSentiment(Closed):
    sentiment: Sentiment


@router.get("/understandings/", response=UnderstandingSheet, url_name="understandings")
def read_understandings(request: HttpRequest, asked: Query[UnderstandingsAsked]) -> dict[str, object]:
    """What models say of each thing, the newest first. A sheet may hold fewer than ``limit``."""
    found = _seen(request)
    if asked.community:
        found = found.filter(community=community_named(request, asked.community))
    if asked.about:
        found = found.of(asked.about)
    listed, after = sheet(found.corrected() if asked.corrected else found, asked, by="id", newest_first=True)
    things = things_for(request.user, [one.subject for one in listed])
    return {"items": [_shown(request, one) for one in listed if one.subject in things], "next": after}


@router.put("/understandings/{int:pk}/language/", response=UnderstandingShape, url_name="correct_language")
def correct_language(request: SignedInRequest, pk: int, new: NewLanguage) -> Understanding:
    """Say which language it is in; it is read again in that language."""
    one = get_object_or_404(_seen(request), pk=pk)
    return _shown(request, actions.correct_language(one, by=request.user, language=new.language))


@router.put("/understandings/{int:pk}/sentiment/", response=UnderstandingShape, url_name="correct_sentiment")
def correct_sentiment(request: SignedInRequest, pk: int, new: NewSentiment) -> Understanding:
    """Say which feeling speaks from it; your word counts from now on."""
    one = get_object_or_404(_seen(request), pk=pk)
    return _shown(request, actions.correct_sentiment(one, by=request.user, sentiment=new.sentiment))


def _seen(request: HttpRequest) -> UnderstandingQuerySet:
    seen = Understanding.objects.visible_to(request.user).exclude(version=0, digest="", corrected_at=None)
    return seen.select_related("community").defer("vector", "vector_other")


def _shown(request: HttpRequest, one: Understanding) -> Understanding:
    if wants(request, "may"):
        one.may = may_of(correct=rules.may_correct(request.user, one))  # type: ignore[attr-defined]
    return one
