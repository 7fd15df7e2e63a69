"""Communities, who belongs to them in which role, and who finds them open."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status
from ninja.params.functions import Path
from pydantic import EmailStr

from folkmoot.domains.communities import actions, invitations, rules
from folkmoot.domains.communities.models import Community, CommunityQuerySet, Joining, Role, roles_of
from folkmoot.domains.people.actions import meet
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.bearers import Token
from folkmoot.kit.cursors import MOST, Asked, sheet
from folkmoot.kit.shapes import NO_NUL, SLUG, SOME_WORDS, Closed, May, may_of
from folkmoot.kit.sparse import wants

from .routing import router

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


class NewCommunity(Closed):
    name: str = Field(max_length=120, pattern=SOME_WORDS)
    summary: str = Field("", max_length=600, pattern=NO_NUL)
    joining: Joining = Joining.OPEN


class NewInvitation(Closed):
    email: EmailStr


class NewOffice(Closed):
    """Who gets a role; an address that nobody has signed in with yet will have it from the first time on."""

    email: EmailStr
    role: Role


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


def _seen(request: SignedInRequest, slug: str) -> Community:
    return get_object_or_404(Community.objects.visible_to(request.user), slug=slug)


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
    community = _seen(request, slug)
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
    actions.join(_seen(request, slug), by=request.user)
    return read_community(request, slug)


@router.post("/communities/{slug:slug}/leave/", response={204: None}, url_name="leave")
def leave_community(request: SignedInRequest, slug: SlugInPath) -> None:
    """Leave it. What you gave stays yours."""
    actions.leave(_seen(request, slug), by=request.user)


@router.post("/communities/", response={201: CommunityShape}, url_name="communities")
def found_community(request: SignedInRequest, new: NewCommunity) -> Status[Any]:
    """Found one, and manage it; for administrators."""
    made = actions.found(by=request.user, **new.dict())
    return Status(201, read_community(request, made.slug))


@router.post("/communities/{slug:slug}/open/", response=CommunityShape, url_name="open_door")
def open_community(request: SignedInRequest, slug: SlugInPath) -> Any:
    """Let everybody see it and join; for its managers. One that is open stays so."""
    actions.open_door(_seen(request, slug), by=request.user)
    return read_community(request, slug)


@router.post("/communities/{slug:slug}/close/", response=CommunityShape, url_name="close_door")
def close_community(request: SignedInRequest, slug: SlugInPath) -> Any:
    """By invitation from now on: only its members see it, with all that was public so far."""
    actions.close_door(_seen(request, slug), by=request.user)
    return read_community(request, slug)


@router.post("/communities/{slug:slug}/invitations/", response={204: None}, url_name="invitations")
def invite_to_community(request: SignedInRequest, slug: SlugInPath, new: NewInvitation) -> None:
    """Send a link that opens once, for this address only; an earlier one for it ends. For managers."""
    community = _seen(request, slug)
    token = actions.invite(community, by=request.user, email=new.email)
    invitations.send(community, token=token, to=new.email, by=request.user)


@router.post("/communities/{slug:slug}/roles/", response={204: None}, url_name="roles")
def appoint_in_community(request: SignedInRequest, slug: SlugInPath, new: NewOffice) -> None:
    """Give somebody a role; they are a member from then on, too. For managers."""
    community = _seen(request, slug)
    rules.may_manage(request.user, community).insist()
    actions.appoint(community, by=request.user, person=meet(new.email), role=new.role)
