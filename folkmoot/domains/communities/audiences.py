"""Whom it concerns that somebody may not, or may again, take part."""

from folkmoot.activity.models import Activity
from folkmoot.kit.audiences import Occasion, tells
from folkmoot.kit.refs import key

from .activities import BANNED, BLOCKED, UNBANNED, UNBLOCKED


@tells(BLOCKED.name, Occasion.MODERATION)
def whoever_is_blocked(activity: Activity) -> set[int]:
    return {key(activity.target)}


@tells(UNBLOCKED.name, Occasion.MODERATION)
def whoever_is_let_in_again(activity: Activity) -> set[int]:
    return {key(activity.target)}


@tells(BANNED.name, Occasion.MODERATION)
def whoever_is_blocked_everywhere(activity: Activity) -> set[int]:
    return {key(activity.object)}


@tells(UNBANNED.name, Occasion.MODERATION)
def whoever_is_let_in_everywhere(activity: Activity) -> set[int]:
    return {key(activity.object)}
