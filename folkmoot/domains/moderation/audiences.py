"""Who hears of an appeal's end: whoever appealed. What is done to a thing is told by the room that holds it."""

from folkmoot.activity.models import Activity
from folkmoot.kit.audiences import Occasion, tells
from folkmoot.kit.refs import key

from .activities import OVERTURNED, UPHELD
from .models import Appeal


def whoever_appealed(activity: Activity) -> set[int]:
    return set(Appeal.objects.filter(decision=key(activity.object)).values_list("by_id", flat=True))


for _verb in (UPHELD, OVERTURNED):
    tells(_verb.name, Occasion.MODERATION)(whoever_appealed)
