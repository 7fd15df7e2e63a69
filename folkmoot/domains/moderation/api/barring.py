"""Blocking people, and who is blocked."""

from datetime import date, datetime

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from folkmoot.domains.communities.models import Block, Community
from folkmoot.domains.moderation import actions, rules
from folkmoot.domains.moderation.overseeing import end_of, overseen_blocks, overseen_people
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.bearers import Token
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.oversight import Reason
from folkmoot.kit.shapes import NO_NUL, Closed, Key, May, Named, Slug, may_of
from folkmoot.kit.sparse import wants

from .routing import router


class BlockShape(Schema):
    """``community`` is empty for everywhere; ``until`` is empty where it stands until somebody lifts it."""

    id: int
    person: Named
    community: str
    reason: str
    by: str = Field(alias="by.name")
    since: datetime
    until: datetime | None
    may: dict[str, May] = {}

    @staticmethod
    def resolve_community(one: Block) -> str:
        return one.community.slug if one.community else ""


class BlockSheet(Schema):
    items: list[BlockShape]
    next: str


class NewBlock(Closed):
    """``community`` left empty is everywhere, for administrators; ``until`` is its last day. They read ``words``."""

    person: Key
    community: Slug = ""
    reason: Reason
    words: str = Field("", max_length=1000, pattern=NO_NUL)
    until: date | None = None


@router.get("/moderation/blocks/", response=BlockSheet, url_name="blocks", auth=Token())
def read_blocks(request: SignedInRequest, asked: Query[Asked]) -> dict[str, object]:
    """Who is blocked where you moderate, the newest first."""
    rules.may_look(request.user).insist()
    items, after = sheet(overseen_blocks(request.user), asked, by="since", newest_first=True)
    return {"items": _shown(request, items), "next": after}


@router.post("/moderation/blocks/", response={201: BlockShape}, url_name="blocks")
def block_person(request: SignedInRequest, new: NewBlock) -> Status[Block]:
    """Let somebody read, but not take part, in a community or everywhere. One that stands there is replaced."""
    rules.may_look(request.user).insist()
    person = get_object_or_404(overseen_people(request.user), pk=new.person)
    seen = Community.objects.visible_to(request.user)
    community = get_object_or_404(seen, slug=new.community) if new.community else None
    until = end_of(new.until) if new.until else None
    actions.block(
        person, by=request.user, community=community, reason=new.reason, words=new.words, until=until
    )
    made = overseen_blocks(request.user).get(person=person, community=community)
    return Status(201, _shown(request, [made])[0])


@router.delete("/moderation/blocks/{int:pk}/", response={204: None}, url_name="unblock")
def unblock_person(request: SignedInRequest, pk: int) -> None:
    """Let them take part again."""
    one = get_object_or_404(overseen_blocks(request.user), pk=pk)
    actions.unblock(one.person, by=request.user, community=one.community)


def _shown(request: SignedInRequest, blocks: list[Block]) -> list[Block]:
    for one in blocks if wants(request, "may") else ():
        may = may_of(unblock=rules.may_unblock(request.user, one.person, one.community))
        one.may = may  # type: ignore[attr-defined]
    return blocks
