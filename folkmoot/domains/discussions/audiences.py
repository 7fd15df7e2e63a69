"""Whom a word under a thing concerns."""

from folkmoot.activity.models import Activity
from folkmoot.kit.audiences import tells
from folkmoot.kit.refs import find

from .activities import ANSWERED, POSTED
from .models import Comment


@tells(POSTED.name)
def whoever_is_answered(activity: Activity) -> set[int]:
    """The author of the thing, and of the comment that this one answers."""
    comment = Comment.objects.select_related("parent").filter(pk=activity.object.rpartition("/")[2]).first()
    people: set[int | None] = {getattr(find(activity.target), "author_id", None)}
    if comment and comment.parent:
        people.add(comment.parent.author_id)
    return {person for person in people if person is not None}


@tells(ANSWERED.name)
def whoever_took_part(activity: Activity) -> set[int]:
    """The author and all who commented; where an insight led to the answer, its own audience is told instead."""
    if activity.target:
        return set()
    commenters = Comment.objects.on(activity.object).values_list("author_id", flat=True)
    author: int | None = getattr(find(activity.object), "author_id", None)
    return {*commenters} | ({author} if author is not None else set())
