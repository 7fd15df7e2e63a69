"""Flags; the desk of moderators with its decisions; the public log."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from folkmoot.domains.moderation import actions, rules
from folkmoot.domains.moderation.actions.deciding import Decided
from folkmoot.domains.moderation.models import Case, Decision, Done, Flag
from folkmoot.domains.moderation.public_log import lines_of
from folkmoot.domains.moderation.things import entries_of, thing_for
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.bearers import Token
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.oversight import Reason
from folkmoot.kit.refs import key
from folkmoot.kit.shapes import NO_NUL, Closed, Ref, Slug

from .routing import router

MOST_PICKED = 200


class NewFlag(Closed):
    thing: Ref
    reason: Reason
    words: str = Field("", max_length=500, pattern=NO_NUL)


class FlagShape(Schema):
    """Who flagged is told to nobody but moderators."""

    id: int
    thing: str = Field(alias="subject")
    reason: str
    words: str
    raised_at: datetime


class CaseShape(Schema):
    """What speaks for looking at one thing. ``score`` is what a model suspects, 0 to 1; it decides nothing."""

    id: int
    thing: str
    kind: str
    community: str
    author: str
    author_id: int
    title: str
    html: str
    is_held: bool
    flag_count: int
    score: float
    suspected: list[str]
    opened_at: datetime
    url: str


class CaseSheet(Schema):
    items: list[CaseShape]
    next: str


class QueueAsked(Asked):
    community: Slug = ""
    why: Literal["", "flagged", "held", "suspected"] = ""


class Picked(Closed):
    """``words`` are for the author."""

    things: list[Ref] = Field(min_length=1, max_length=MOST_PICKED)
    words: str = Field("", max_length=1000, pattern=NO_NUL)


class PickedWithReason(Picked):
    reason: Reason


class DecidedShape(Schema):
    """What was decided, and by ref why not where it was refused."""

    decided: list[str]
    refused: dict[str, str]


class LineShape(Schema):
    """One line of the public log; there is no name in it, and no text."""

    made_at: datetime
    community: str
    kind: str
    verb: str
    reason: str
    appeal: str


class LineSheet(Schema):
    items: list[LineShape]
    next: str


class LogAsked(Asked):
    community: Slug = ""
    verb: Done | None = None
    reason: Reason | None = None


@router.post("/flags/", response={201: FlagShape}, url_name="flag")
def flag_thing(request: SignedInRequest, new: NewFlag) -> Status[Flag]:
    """Ask a moderator to look at what somebody gave."""
    thing = thing_for(request.user, new.thing.partition("/")[0], key(new.thing))
    return Status(201, actions.flag(thing, by=request.user, reason=new.reason, words=new.words))


@router.delete("/flags/{int:pk}/", response={204: None}, url_name="unflag")
def unflag_thing(request: SignedInRequest, pk: int) -> None:
    """Take your flag back."""
    actions.unflag(get_object_or_404(Flag.objects.filter(person=request.user), pk=pk), by=request.user)


@router.get("/moderation/queue/", response=CaseSheet, url_name="queue", auth=Token())
def read_queue(request: SignedInRequest, asked: Query[QueueAsked]) -> dict[str, object]:
    """What waits for a moderator, the oldest first. A sheet may hold fewer than ``limit``."""
    rules.may_look(request.user).insist()
    cases = Case.objects.open().overseen_by(request.user).select_related("community", "author")
    if asked.community:
        cases = cases.filter(community__slug=asked.community)
    whys = {"flagged": Q(flag_count__gt=0), "held": Q(is_held=True), "suspected": Q(score__gt=0)}
    found, after = sheet(cases.filter(whys.get(asked.why, Q())), asked, by="opened_at")
    return {"items": [_case(entry) for entry in entries_of(found)], "next": after}


@router.post("/moderation/hide/", response=DecidedShape, url_name="hide")
def hide_things(request: SignedInRequest, picked: PickedWithReason) -> dict[str, object]:
    """Hide things from all but their authors and those who moderate, by a rule."""
    return _decide(request, actions.hide, picked, reason=picked.reason)


@router.post("/moderation/restore/", response=DecidedShape, url_name="restore")
def restore_things(request: SignedInRequest, picked: Picked) -> dict[str, object]:
    """Show hidden things again."""
    return _decide(request, actions.restore, picked)


@router.post("/moderation/let-pass/", response=DecidedShape, url_name="let_pass")
def let_things_pass(request: SignedInRequest, picked: Picked) -> dict[str, object]:
    """They may stand; what waited appears."""
    return _decide(request, actions.let_pass, picked)


@router.post("/moderation/lock/", response=DecidedShape, url_name="lock")
def lock_things(request: SignedInRequest, picked: PickedWithReason) -> dict[str, object]:
    """No more words under them, by a rule."""
    return _decide(request, actions.lock, picked, reason=picked.reason)


@router.post("/moderation/unlock/", response=DecidedShape, url_name="unlock")
def unlock_things(request: SignedInRequest, picked: Picked) -> dict[str, object]:
    """Open them again."""
    return _decide(request, actions.unlock, picked)


@router.get("/moderation/log/", response=LineSheet, url_name="log")
def read_log(request: HttpRequest, asked: Query[LogAsked]) -> dict[str, object]:
    """The public log: what was decided where, by which rule and with which end; the newest first."""
    chosen = {"community__slug": asked.community, "verb": asked.verb, "reason": asked.reason}
    seen = Decision.objects.logged_for(request.user).select_related("community", "appeal")
    found = seen.filter(**{name: value for name, value in chosen.items() if value})
    decisions, after = sheet(found, asked, by="made_at", newest_first=True)
    return {"items": lines_of(decisions), "next": after}


def _decide(
    request: SignedInRequest, action: Callable[..., Decided], picked: Picked, **why: Any
) -> dict[str, object]:
    decided = action(picked.things, by=request.user, words=picked.words, **why)
    return {"decided": [one.subject for one in decided.decisions], "refused": decided.refused}


def _case(entry: Any) -> dict[str, object]:
    case = entry.case
    return {
        "id": case.pk,
        "thing": case.subject,
        "kind": case.kind,
        "community": case.community.slug,
        "author": case.author.name,
        "author_id": case.author_id,
        "title": entry.shown.title,
        "html": entry.shown.html,
        "is_held": case.is_held,
        "flag_count": case.flag_count,
        "score": case.score,
        "suspected": [one.kind for one in entry.suggestions],
        "opened_at": case.opened_at,
        "url": entry.shown.path,
    }
