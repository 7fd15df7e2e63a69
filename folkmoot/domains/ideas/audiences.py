"""Whom it concerns what happens to an idea: its author, and all who stand behind it."""

from folkmoot.activity.models import Activity
from folkmoot.kit.audiences import Occasion, tells
from folkmoot.kit.refs import key

from .activities import AGREED, HIDDEN, LOCKED, PASSED, PROPOSED, REFUSED, RESTORED, UNLOCKED, UNMERGED
from .models import Idea, Merge, Support


def the_author(activity: Activity) -> set[int]:
    return set(Idea.objects.filter(pk=key(activity.object)).values_list("author_id", flat=True))


for _verb in (PASSED, HIDDEN, RESTORED, LOCKED, UNLOCKED):
    tells(_verb.name, Occasion.MODERATION)(the_author)


@tells("discussions.subject.answered", Occasion.ANSWER)
def whoever_supports_it(activity: Activity) -> set[int]:
    """All who stand behind an idea read its answer; where an insight led to it, that one's audience is told instead."""
    if activity.target or not activity.object.startswith("ideas.idea/"):
        return set()
    return _behind(key(activity.object))


def _behind(*ideas: int) -> set[int]:
    """All who stand behind these ideas and those that went into them, and the authors of the latter."""
    group = Idea.objects.with_those_merged(ideas)
    authors = group.exclude(pk__in=ideas).values_list("author_id", flat=True)
    standing = Support.objects.standing().filter(idea__in=group)
    return {*standing.values_list("person_id", flat=True), *authors}


@tells(PROPOSED.name, Occasion.DUTY)
def whose_consent_is_waited_for(activity: Activity) -> set[int]:
    return _authors(activity)


@tells(REFUSED.name)
def whoever_proposed_it(activity: Activity) -> set[int]:
    merges = Merge.objects.filter(idea=key(activity.object), into=key(activity.target))
    return set(merges.values_list("by_id", flat=True)[:1]) | _authors(activity)


def everybody_behind_both(activity: Activity) -> set[int]:
    """Nobody's support changes hands unsaid: whoever stands behind one of the two is told that they are one, or two."""
    return _behind(key(activity.object), key(activity.target)) | _authors(activity)


for _verb in (AGREED, UNMERGED):
    tells(_verb.name)(everybody_behind_both)


def _authors(activity: Activity) -> set[int]:
    both = (key(activity.object), key(activity.target))
    return set(Idea.objects.filter(pk__in=both).values_list("author_id", flat=True))
