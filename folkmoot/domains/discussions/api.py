"""Doors for programs: what people say about an idea."""

from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status
from pydantic import ConfigDict

from folkmoot.domains.people.models import Visitor
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.cursors import Asked, sheet
from folkmoot.kit.refs import ref
from folkmoot.kit.shapes import SOME_WORDS

from . import actions
from .models import Comment, CommentQuerySet
from .subjects import subject_for

router = Router(tags=["comments"])
BODY_LENGTH = 10_000  # characters


class CommentShape(Schema):
    """``parent`` is the comment that it answers; ``moderation`` says ``held`` where a moderator looks first."""

    id: int
    parent: int | None = Field(alias="parent_id")
    author: str = Field(alias="author.name")
    body: str
    body_html: str
    moderation: str
    said_at: datetime


class CommentSheet(Schema):
    items: list[CommentShape]
    next: str


class NewComment(Schema):
    model_config = ConfigDict(extra="forbid")

    body: str = Field(max_length=BODY_LENGTH, pattern=SOME_WORDS)
    parent: int | None = None


def _standing(person: Visitor, subject: str) -> CommentQuerySet:
    return Comment.objects.visible_to(person).standing().on(subject)


@router.get("/ideas/{int:pk}/comments/", response=CommentSheet, url_name="comments")
def read_comments(request: HttpRequest, pk: int, asked: Query[Asked]) -> dict[str, object]:
    """What people say about an idea, the oldest first."""
    subject = subject_for(request.user, f"ideas.idea/{pk}")
    items, after = sheet(_standing(request.user, ref(subject)).with_names(), asked, by="said_at")
    return {"items": items, "next": after}


@router.post("/ideas/{int:pk}/comments/", response={201: CommentShape}, url_name="comments")
def post_comment(request: SignedInRequest, pk: int, new: NewComment) -> Status[Comment]:
    """Say something about an idea, or in answer to a comment on it."""
    subject = subject_for(request.user, f"ideas.idea/{pk}")
    said = _standing(request.user, ref(subject))
    parent = get_object_or_404(said, pk=new.parent) if new.parent is not None else None
    comment = actions.post(
        subject, by=request.user, community=subject.community, body=new.body, parent=parent
    )
    return Status(201, comment)
