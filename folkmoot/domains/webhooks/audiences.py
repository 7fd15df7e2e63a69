"""Whom it concerns that a webhook was disabled: whoever registered it."""

from folkmoot.activity.models import Activity
from folkmoot.kit.audiences import Occasion, tells
from folkmoot.kit.refs import key

from .activities import DISABLED
from .models import Webhook


@tells(DISABLED.name, Occasion.DUTY)
def whoever_registered_it(activity: Activity) -> set[int]:
    return set(Webhook.objects.filter(pk=key(activity.object)).values_list("owner_id", flat=True))
