"""Doors for programs: what people say about an idea, and what the organisation answers."""

from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status

from folkmoot.domains.people.models import Visitor
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.refs import ref
from folkmoot.kit.shapes import SOME_WORDS, Closed, Key, May, may_of
from folkmoot.kit.sparse import wants

from . import actions, rules
from .models import Comment, CommentQuerySet, OfficialAnswer, Outcome
from .subjects import subject_for

router = Router(tags=["comments"])
BODY_LENGTH = 10_000  # characters


class CommentShape(Schema):
    """``parent`` is the comment that it answers; ``moderation`` says ``held`` where a moderator looks first."""

    id: int
    subject: str
    parent: int | None = Field(alias="parent_id")
    author: str = Field(alias="author.name")
    body: str
    body_html: str
    moderation: str
    said_at: datetime
    may: dict[str, May] = {}
    url: str = Field(alias="get_absolute_url")


class CommentSheet(Schema):
    items: list[CommentShape]
    next: str


class NewComment(Closed):
    body: str = Field(max_length=BODY_LENGTH, pattern=SOME_WORDS)
    parent: Key | None = None


class OfficialShape(Schema):
    """A dated statement of the organisation. ``cause`` is what led to it, such as an insight."""

    id: int
    outcome: str
    by: str = Field(alias="by.name")
    reason: str
    reason_html: str
    cause: str
    answered_at: datetime


class OfficialSheet(Schema):
    items: list[OfficialShape]
    next: str


class NewOfficial(Closed):
    outcome: Outcome = Outcome.STATEMENT
    reason: str = Field(max_length=BODY_LENGTH, pattern=SOME_WORDS)


def _standing(person: Visitor, subject: str) -> CommentQuerySet:
    return Comment.objects.visible_to(person).standing().on(subject)


def _shown(request: HttpRequest, comment: Comment) -> Comment:
    if wants(request, "may"):
        may = may_of(take_back=rules.may_take_back(request.user, comment))
        comment.may = may  # type: ignore[attr-defined]
    return comment


@router.get("/ideas/{int:pk}/comments/", response=CommentSheet, url_name="comments")
def read_comments(request: HttpRequest, pk: int, asked: Query[Asked]) -> dict[str, object]:
    """What people say about an idea, the oldest first."""
    subject = subject_for(request.user, f"ideas.idea/{pk}")
    items, after = sheet(_standing(request.user, ref(subject)).with_names(), asked, by="said_at")
    return {"items": [_shown(request, one) for one in items], "next": after}


@router.post("/ideas/{int:pk}/comments/", response={201: CommentShape}, url_name="comments")
def post_comment(request: SignedInRequest, pk: int, new: NewComment) -> Status[Comment]:
    """Say something about an idea, or in answer to a comment on it."""
    subject = subject_for(request.user, f"ideas.idea/{pk}")
    said = _standing(request.user, ref(subject))
    parent = get_object_or_404(said, pk=new.parent) if new.parent is not None else None
    comment = actions.post(
        subject, by=request.user, community=subject.community, body=new.body, parent=parent
    )
    return Status(201, _shown(request, comment))


@router.get("/comments/{int:pk}/", response=CommentShape, url_name="comment")
def read_comment(request: HttpRequest, pk: int) -> Comment:
    """One comment; your own also while it is held, or hidden."""
    seen = Comment.objects.visible_to(request.user).not_taken_back().with_names()
    comment = get_object_or_404(seen, pk=pk)
    subject_for(request.user, comment.subject)  # of what one may not see, nothing is told
    return _shown(request, comment)


@router.delete("/comments/{int:pk}/", response={204: None}, url_name="comment")
def take_back_comment(request: SignedInRequest, pk: int) -> None:
    """Take back what you said: the words go, the place in the talk stays."""
    seen = Comment.objects.visible_to(request.user).not_taken_back()
    actions.take_back(get_object_or_404(seen, pk=pk), by=request.user)


@router.get("/ideas/{int:pk}/answers/", response=OfficialSheet, url_name="official")
def read_official_answers(request: HttpRequest, pk: int, asked: Query[Asked]) -> dict[str, object]:
    """What the organisation says of an idea, the newest first."""
    subject = subject_for(request.user, f"ideas.idea/{pk}")
    said = OfficialAnswer.objects.on(ref(subject)).with_names()
    items, after = sheet(said, asked, by="answered_at", newest_first=True)
    return {"items": items, "next": after}


@router.post("/ideas/{int:pk}/answers/", response={201: OfficialShape}, url_name="official")
def answer_officially(request: SignedInRequest, pk: int, new: NewOfficial) -> Status[OfficialAnswer]:
    """Speak for the organisation, with a reason; for decision owners and managers."""
    subject = subject_for(request.user, f"ideas.idea/{pk}")
    said = actions.answer(
        subject, by=request.user, community=subject.community, reason=new.reason, outcome=new.outcome
    )
    return Status(201, said)
