"""Whom a word under a thing concerns."""

from folkmoot.activity.models import Activity
from folkmoot.kit.audiences import Occasion, quotes, tells
from folkmoot.kit.markdown import plain
from folkmoot.kit.refs import find, key

from .activities import ANSWERED, HIDDEN, PASSED, POSTED, RESTORED
from .models import Comment, OfficialAnswer


@tells(POSTED.name, Occasion.TALK)
def whoever_is_answered(activity: Activity) -> set[int]:
    """The author of the thing, and of the comment that this one answers."""
    comment = Comment.objects.select_related("parent").filter(pk=activity.object.rpartition("/")[2]).first()
    people: set[int | None] = {getattr(find(activity.target), "author_id", None)}
    if comment and comment.parent:
        people.add(comment.parent.author_id)
    return {person for person in people if person is not None}


@tells(ANSWERED.name, Occasion.ANSWER)
def whoever_took_part(activity: Activity) -> set[int]:
    """The author and all who commented; where an insight led to the answer, its own audience is told instead."""
    if activity.target:
        return set()
    commenters = Comment.objects.on(activity.object).values_list("author_id", flat=True)
    author: int | None = getattr(find(activity.object), "author_id", None)
    return {*commenters} | ({author} if author is not None else set())


def the_author(activity: Activity) -> set[int]:
    """Whoever said it hears what a moderator did with it."""
    return set(Comment.objects.filter(pk=key(activity.object)).values_list("author_id", flat=True))


for _verb in (PASSED, HIDDEN, RESTORED):
    tells(_verb.name, Occasion.MODERATION)(the_author)


@quotes(ANSWERED.name)
def the_answer_itself(activity: Activity) -> str:
    """Its reason: people are told what was answered, not only that something was."""
    answers = OfficialAnswer.objects.filter(subject=activity.object).order_by("-id")
    newest = answers.first()
    return f"{newest.get_outcome_display()}: {plain(newest.reason_html)}" if newest else ""
