"""Doors for programs: communities."""

from typing import Annotated

from django.db.models import Count, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from ninja.params.functions import Path

from folkmoot.domains.people.models import Visitor
from folkmoot.kit.cursors import MOST
from folkmoot.kit.shapes import SLUG

from .models import Community, CommunityQuerySet, Role

router = Router(tags=["communities"])


class CommunityShape(Schema):
    name: str
    slug: str
    summary: str
    joining: str
    member_count: int
    url: str = Field(alias="get_absolute_url")


class CommunitySheet(Schema):
    items: list[CommunityShape]
    next: str


class After(Schema):
    """Which part of the list: up to ``limit`` communities after the one with the slug ``cursor``."""

    cursor: str = Field("", pattern=SLUG, max_length=60)
    limit: int = Field(20, ge=1, le=MOST)


def _readable(person: Visitor) -> CommunityQuerySet:
    members = Count("memberships", filter=Q(memberships__role=Role.MEMBER))
    return Community.objects.visible_to(person).annotate(member_count=members)


@router.get("/communities/", response=CommunitySheet, url_name="communities")
def read_communities(request: HttpRequest, after: Query[After]) -> dict[str, object]:
    """Communities that you may see, by slug."""
    found = list(_readable(request.user).filter(slug__gt=after.cursor).order_by("slug")[: after.limit + 1])
    shown = found[: after.limit]
    return {"items": shown, "next": shown[-1].slug if len(found) > after.limit else ""}


@router.get("/communities/{slug:slug}/", response=CommunityShape, url_name="community")
def read_community(request: HttpRequest, slug: Annotated[str, Path(pattern=SLUG)]) -> Community:
    """One community."""
    return get_object_or_404(_readable(request.user), slug=slug)
