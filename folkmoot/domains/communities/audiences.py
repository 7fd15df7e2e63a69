"""Whom it concerns that somebody has a role, or that they may not, or may again, take part."""

from folkmoot.activity.models import Activity
from folkmoot.kit.audiences import Occasion, quotes, tells
from folkmoot.kit.refs import key

from .activities import APPOINTED, BANNED, BLOCKED, UNBANNED, UNBLOCKED
from .models import Membership, Role


@tells(APPOINTED.name, Occasion.DUTY)
def whoever_has_a_role_now(activity: Activity) -> set[int]:
    """It waits for them, and they may not know of it: somebody else named their address."""
    return {key(activity.target)}


@quotes(APPOINTED.name)
def which_roles(activity: Activity) -> str:
    """All that they have there by now: whoever fills several offices is told of each, in one letter."""
    held = Membership.objects.filter(community=key(activity.object), person=key(activity.target))
    roles = held.exclude(role=Role.MEMBER).order_by("since", "pk").values_list("role", flat=True)
    return ", ".join(str(Role(role).label) for role in roles)


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
