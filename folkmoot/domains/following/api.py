"""Doors for programs: what I follow, and what happened, as the stream tells it."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema, Status

from folkmoot.activity.models import Activity
from folkmoot.activity.telling import Told, tell_apart
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.bearers import Token
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.refs import ref
from folkmoot.kit.shapes import Closed, Ref

from . import actions, rules
from .feeds import news_about
from .finding import thing_of, visible_things
from .models import Follow

router = Router(tags=["following"])
VERB = r"^([a-z_]{1,40}(\.[a-z_]{1,40}){1,3})?$"
REF_OR_NOTHING = r"^([a-z_]{1,40}\.[a-z_]{1,40}/[0-9]{1,18})?$"


class FollowShape(Schema):
    thing: str
    name: str
    since: datetime
    url: str


class FollowSheet(Schema):
    items: list[FollowShape]
    next: str


class NewFollow(Closed):
    """``thing`` is an idea, a community, a theme or an insight, such as ``ideas.idea/7``."""

    thing: Ref


class HappeningShape(Schema):
    """One thing that happened. ``actor``, ``object``, ``target`` and ``context`` are refs; the sentence names them."""

    id: int
    verb: str
    sentence: str
    actor: str
    object: str
    target: str
    context: str
    happened_at: datetime
    is_imported: bool
    url: str


class HappeningSheet(Schema):
    items: list[HappeningShape]
    next: str


class ActivityAsked(Asked):
    """Of one verb, about one thing, or within one place, such as ``communities.community/3``."""

    verb: str = Field("", pattern=VERB, max_length=100)
    about: str = Field("", pattern=REF_OR_NOTHING)
    context: str = Field("", pattern=REF_OR_NOTHING)


@router.get("/following/", response=FollowSheet, url_name="following", auth=Token())
def read_following(request: SignedInRequest, asked: Query[Asked]) -> dict[str, object]:
    """What you follow and still may see, the newest first. A sheet may hold fewer than ``limit``."""
    rows, after = sheet(Follow.objects.of(request.user), asked, by="since", newest_first=True)
    things = visible_things((one.thing for one in rows), request.user)
    items = [_followed(one, things[one.thing]) for one in rows if one.thing in things]
    return {"items": items, "next": after}


@router.post("/following/", response={201: FollowShape}, url_name="following")
def follow_thing(request: SignedInRequest, new: NewFollow) -> Status[dict[str, object]]:
    """Hear of what happens to it."""
    thing = thing_of(new.thing, request.user)
    if thing is None:
        raise Http404
    return Status(201, _followed(actions.follow(thing, by=request.user), thing))


@router.delete("/following/{kind}/{int:pk}/", response={204: None}, url_name="unfollow")
def unfollow_thing(request: SignedInRequest, kind: str, pk: int) -> None:
    """Hear no more of it; ``kind`` is that of its ref, such as ``ideas.idea``."""
    pointer = f"{kind}/{pk}"
    if not rules.follows(request.user, pointer):
        raise Http404
    actions.unfollow(pointer, by=request.user)


@router.get("/following/news/", response=HappeningSheet, url_name="news", auth=Token())
def read_news(request: SignedInRequest, asked: Query[Asked]) -> dict[str, object]:
    """What happened to all that you follow, the newest first. A sheet may hold fewer than ``limit``."""
    followed = Follow.objects.of(request.user).values_list("thing", flat=True)[: rules.MOST]
    return _happened(request, news_about(list(followed)), asked)


@router.get("/activity/", response=HappeningSheet, url_name="activity")
def read_activity(request: HttpRequest, asked: Query[ActivityAsked]) -> dict[str, object]:
    """What happened where you may see it, the newest record first; without what is gone or hidden, so a sheet may
    hold fewer than ``limit``."""
    found = Activity.objects.all()
    if asked.verb:
        found = found.of(asked.verb)
    if asked.about:
        found = found.about(asked.about)
    if asked.context:
        found = found.within(asked.context)
    return _happened(request, found, asked)


def _happened(request: HttpRequest, found: Any, asked: Asked) -> dict[str, object]:
    rows, after = sheet(found.visible_to(request.user), asked, by="id", newest_first=True)
    told = tell_apart(rows, to=request.user.pk)
    return {
        "items": [_happening(one) for one in told if not one.is_hidden and not one.is_gone],
        "next": after,
    }


def _happening(told: Told[Activity]) -> dict[str, object]:
    one = told.what
    return {
        "id": one.pk,
        "verb": one.verb,
        "sentence": told.sentence,
        "actor": one.actor,
        "object": one.object,
        "target": one.target,
        "context": one.context,
        "happened_at": one.happened_at,
        "is_imported": one.is_imported,
        "url": told.path,
    }


def _followed(one: Follow, thing: Any) -> dict[str, object]:
    return {"thing": ref(thing), "name": str(thing), "since": one.since, "url": thing.get_absolute_url()}
