"""Threads: what people say about a thing, as one person sees it, with answers below what they answer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.http import HttpRequest

from folkmoot.kit.pages import filled
from folkmoot.kit.times import ago

from .models import Comment


class Said(NamedTuple):
    """One comment, and all that its place on a page depends on, so that a page can be kept by it (kit/fragments.py)."""

    comment: Comment
    at: str  # when, in words
    is_shown: bool
    is_mine: bool
    may_reply: bool
    tools: str
    answers: "tuple[Said, ...]"


def threads_of(
    comments: Iterable[Comment], request: HttpRequest, *, may_post: bool, moderates: bool
) -> tuple[Said, ...]:
    """These, in their order. What moderation hides keeps its place, and its words for author and moderators."""
    below: dict[int | None, list[Comment]] = defaultdict(list)
    for comment in comments:
        below[comment.parent_id].append(comment)
    return _Reader(request, below, may_post=may_post, moderates=moderates).threads_under(None)


class _Reader:
    """Whoever reads it. (An object, for functions that call each other from within another never go by themselves.)"""

    def __init__(
        self,
        request: HttpRequest,
        below: Mapping[int | None, list[Comment]],
        *,
        may_post: bool,
        moderates: bool,
    ) -> None:
        self.request, self.below, self.may_post, self.moderates = request, below, may_post, moderates
        self.me = request.user.pk

    def threads_under(self, parent: int | None) -> tuple[Said, ...]:
        return tuple([self.said(comment) for comment in self.below.get(parent, ())])

    def said(self, comment: Comment) -> Said:
        request, is_mine = self.request, comment.author_id == self.me
        return Said(
            comment,
            at=ago(comment.said_at),
            is_shown=self.moderates or is_mine or not comment.is_hidden,
            is_mine=is_mine,
            may_reply=self.may_post and comment.is_clear and not comment.parent_id,
            tools=filled(request, "discussions.comment.tools", comment),
            answers=self.threads_under(comment.pk),
        )
