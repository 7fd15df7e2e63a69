"""Whom a claim concerns: whoever asked is told what came of it."""

from folkmoot.activity.models import Activity
from folkmoot.kit.audiences import Occasion, tells
from folkmoot.kit.refs import key

from .activities import CONFIRMED, REFUSED


@tells(CONFIRMED.name, Occasion.ANSWER)
def whoever_was_confirmed(activity: Activity) -> set[int]:
    return {key(activity.target)}


@tells(REFUSED.name, Occasion.ANSWER)
def whoever_was_refused(activity: Activity) -> set[int]:
    return {key(activity.target)}
