"""Doors for programs: communities, their members, joining and leaving."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from ninja.params.functions import Path

from folkmoot.domains.people.models import Person, Visitor
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.bearers import Token
from folkmoot.kit.cursors import MOST, Asked, sheet
from folkmoot.kit.shapes import SLUG, May, may_of
from folkmoot.kit.sparse import wants

from . import actions, rules
from .models import Community, CommunityQuerySet, Role, roles_of

router = Router(tags=["communities"])
SlugInPath = Annotated[str, Path(pattern=SLUG)]


class CommunityShape(Schema):
    """``my_roles`` are yours there: member, moderator, manager, decision_owner."""

    name: str
    slug: str
    summary: str
    joining: str
    founded_at: datetime
    member_count: int
    my_roles: list[str]
    may: dict[str, May] = {}
    url: str = Field(alias="get_absolute_url")


class CommunitySheet(Schema):
    items: list[CommunityShape]
    next: str


class MemberShape(Schema):
    id: int
    name: str
    roles: list[str]


class MemberSheet(Schema):
    items: list[MemberShape]
    next: str


class After(Schema):
    """Which part of the list: up to ``limit`` communities after the one with the slug ``cursor``."""

    cursor: str = Field("", pattern=SLUG, max_length=60)
    limit: int = Field(20, ge=1, le=MOST)


def _readable(person: Visitor) -> CommunityQuerySet:
    members = Count("memberships", filter=Q(memberships__role=Role.MEMBER))
    return Community.objects.visible_to(person).annotate(member_count=members)


def _shown(request: HttpRequest, community: Community) -> Community:
    """With what this person is and may do there; what they are is read once for all."""
    person = request.user
    held = [role for role in Role if isinstance(person, Person) and role in _roles_in(community, person)]
    community.my_roles = held  # type: ignore[attr-defined]
    if wants(request, "may"):
        community.may = may_of(  # type: ignore[attr-defined]
            join=rules.may_join(person, community),
            leave=rules.may_leave(person, community),
            take_part=rules.may_take_part(person, community),
            manage=rules.may_manage(person, community),
        )
    return community


def _roles_in(community: Community, person: Person) -> frozenset[str]:
    return roles_of(person).get(community.pk, frozenset())


@router.get("/communities/", response=CommunitySheet, url_name="communities")
def read_communities(request: HttpRequest, after: Query[After]) -> dict[str, object]:
    """Communities that you may see, by slug."""
    found = list(_readable(request.user).filter(slug__gt=after.cursor).order_by("slug")[: after.limit + 1])
    shown = [_shown(request, one) for one in found[: after.limit]]
    return {"items": shown, "next": shown[-1].slug if len(found) > after.limit else ""}


@router.get("/communities/{slug:slug}/", response=CommunityShape, url_name="community")
def read_community(request: HttpRequest, slug: SlugInPath) -> Community:
    """One community."""
    return _shown(request, get_object_or_404(_readable(request.user), slug=slug))


@router.get("/communities/{slug:slug}/members/", response=MemberSheet, url_name="members", auth=Token())
def read_members(request: SignedInRequest, slug: SlugInPath, asked: Query[Asked]) -> dict[str, object]:
    """Who belongs to it, with their roles; for its managers. Addresses are on the page alone."""
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    rules.may_manage(request.user, community).insist()
    people = Person.objects.filter(memberships__community=community).distinct()
    found, after = sheet(people, asked, by="id")
    roles: dict[int, list[str]] = {}
    for person, role in community.memberships.filter(person__in=found).values_list("person_id", "role"):
        roles.setdefault(person, []).append(role)
    items = [{"id": one.pk, "name": one.name, "roles": sorted(roles[one.pk])} for one in found]
    return {"items": items, "next": after}


@router.post("/communities/{slug:slug}/join/", response=CommunityShape, url_name="join")
def join_community(request: SignedInRequest, slug: SlugInPath) -> Any:
    """Become a member of an open community."""
    actions.join(get_object_or_404(Community.objects.visible_to(request.user), slug=slug), by=request.user)
    return read_community(request, slug)


@router.post("/communities/{slug:slug}/leave/", response={204: None}, url_name="leave")
def leave_community(request: SignedInRequest, slug: SlugInPath) -> None:
    """Leave it. What you gave stays yours."""
    actions.leave(get_object_or_404(Community.objects.visible_to(request.user), slug=slug), by=request.user)
