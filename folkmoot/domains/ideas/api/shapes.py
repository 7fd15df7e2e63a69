"""Ideas as programs read them."""

from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from folkmoot.domains.ideas import rules
from folkmoot.domains.ideas.models import Idea
from folkmoot.kit.shapes import May, may_of
from folkmoot.kit.sparse import wants

#: One for the room: two routers would hide each other's methods at one address.
router = Router(tags=["ideas"])


class IdeaShape(Schema):
    """``moderation`` is other than ``clear`` only for its author and those who moderate there.

    ``edit_number`` and ``version_number`` are what ``after`` asks for when you edit a draft or revise an idea.
    """

    id: int
    community: str = Field(alias="community.slug")
    author: str = Field(alias="author.name")
    title: str
    body: str
    body_html: str
    state: str
    moderation: str
    is_locked: bool
    version_number: int
    edit_number: int
    support_count: int
    is_mine_supported: bool
    merged_into: int | None = Field(alias="merged_into_id")
    created_at: datetime
    published_at: datetime | None
    may: dict[str, May] = {}
    url: str = Field(alias="get_absolute_url")


class IdeaSheet(Schema):
    items: list[IdeaShape]
    next: str


def shown(request: HttpRequest, pk: int) -> Idea:
    """One idea that this person may see, with what they may do with it. Http404 if there is none."""
    ideas = Idea.objects.visible_to(request.user).with_names().with_my_support(request.user)
    idea = get_object_or_404(ideas, pk=pk)
    if wants(request, "may"):
        person = request.user
        idea.may = may_of(  # type: ignore[attr-defined]
            edit=rules.may_edit(person, idea),
            publish=rules.may_publish(person, idea),
            revise=rules.may_revise(person, idea),
            support=rules.may_support(person, idea),
            unsupport=rules.may_unsupport(person, idea),
            withdraw=rules.may_withdraw(person, idea),
            attach=rules.may_attach(person, idea),
            propose=rules.may_look_for_a_twin(person, idea),
        )
    return idea


def listed(request: HttpRequest, ideas: list[Idea]) -> list[Idea]:
    """Ideas of a list, with whether this person may support each: their place is read once for all."""
    if wants(request, "may"):
        for idea in ideas:
            idea.may = may_of(support=rules.may_support(request.user, idea))  # type: ignore[attr-defined]
    return ideas
