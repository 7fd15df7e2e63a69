"""Two ideas that are one: proposed, agreed to, refused, undone."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Schema, Status

from folkmoot.domains.ideas import actions, rules
from folkmoot.domains.ideas.models import Idea, Merge
from folkmoot.domains.ideas.showing import merges_of, told_of
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.shapes import NO_NUL, Closed, Key, May, may_of
from folkmoot.kit.together import alone

from .shapes import router


class MergeShape(Schema):
    """``idea`` goes into ``into``; both are keys of ideas. ``state``: asked, agreed, refused or undone."""

    id: int
    idea: int = Field(alias="idea_id")
    into: int = Field(alias="into_id")
    by: str = Field(alias="by.name")
    reason: str
    state: str
    proposed_at: datetime
    may: dict[str, May] = {}


class MergeSheet(Schema):
    items: list[MergeShape]
    next: str


class NewMerge(Closed):
    into: Key
    reason: str = Field("", max_length=500, pattern=NO_NUL)


@router.get("/ideas/{int:pk}/merges/", response=MergeSheet, url_name="merges")
def read_merges(request: HttpRequest, pk: int) -> dict[str, object]:
    """What it became part of, what became part of it, and what waits for consent; 20 at most."""
    idea = get_object_or_404(Idea.objects.visible_to(request.user).with_names(), pk=pk)
    told = alone(told_of(idea))
    found = merges_of(idea, request.user, told.merges)
    for one in found:
        may = may_of(agree=one.may_agree, refuse=one.may_refuse, unmerge=one.may_unmerge)
        one.merge.may = may  # type: ignore[attr-defined]
    return {"items": [one.merge for one in found], "next": ""}


@router.post("/ideas/{int:pk}/merges/", response={201: MergeShape}, url_name="merges")
def propose_merge(request: SignedInRequest, pk: int, new: NewMerge) -> Status[Any]:
    """Say that this idea and another are one; it is done when the authors of both agree."""
    visible = Idea.objects.visible_to(request.user).with_names()
    idea, into = get_object_or_404(visible, pk=pk), get_object_or_404(visible, pk=new.into)
    merge = actions.propose(idea, by=request.user, into=into, reason=new.reason)
    return Status(201, _shown(request, merge.pk))


@router.post("/merges/{int:pk}/agree/", response=MergeShape, url_name="agree")
def agree_to_merge(request: SignedInRequest, pk: int) -> Merge:
    """Agree for your idea."""
    return _decide(request, pk, actions.agree)


@router.post("/merges/{int:pk}/refuse/", response=MergeShape, url_name="refuse")
def refuse_merge(request: SignedInRequest, pk: int) -> Merge:
    """They stay apart."""
    return _decide(request, pk, actions.refuse)


@router.post("/merges/{int:pk}/unmerge/", response=MergeShape, url_name="unmerge")
def unmerge_ideas(request: SignedInRequest, pk: int) -> Merge:
    """They are two ideas again."""
    return _decide(request, pk, actions.unmerge)


def _decide(request: SignedInRequest, pk: int, action: Callable[..., Merge]) -> Merge:
    action(get_object_or_404(Merge.objects.visible_to(request.user), pk=pk), by=request.user)
    return _shown(request, pk)


def _shown(request: SignedInRequest, pk: int) -> Merge:
    names = ("by", "idea__community", "idea__author", "into__author", "into__community")
    merge = get_object_or_404(Merge.objects.visible_to(request.user).select_related(*names), pk=pk)
    person = request.user
    merge.may = may_of(  # type: ignore[attr-defined]
        agree=rules.may_agree(person, merge),
        refuse=rules.may_refuse(person, merge),
        unmerge=rules.may_unmerge(person, merge),
    )
    return merge
