"""Not mine: the duty to answer goes to somebody else by name, with a reason, and its clock runs on."""

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.insights import activities, rules
from folkmoot.domains.insights.models import Handover, Insight
from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Refused

from .drafting import forget_drafts
from .steps import take


@transaction.atomic
def hand_over(insight: Insight, *, by: Person, to: Person, reason: str) -> Insight:
    """Give on what is not mine: to another decision owner, or back to a manager. The day of the answer stays."""
    insight = take(insight)
    rules.may_hand_over(by, insight, to).insist()
    if not reason.strip():
        raise Refused(_("Say why it is not yours: the next person reads it, and everybody who asked."))
    Handover.objects.create(insight=insight, by=by, to=to, reason=reason.strip())
    insight.owner = to
    insight.save(update_fields=["owner"])
    forget_drafts(by, insight)
    record(activities.HANDED_OVER, actor=by, object=insight, target=to, context=insight.community)
    return insight
