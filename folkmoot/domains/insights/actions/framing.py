"""Framing an opportunity: who needs what, and how much of it there is."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.insights import activities, rules
from folkmoot.domains.insights.models import Insight, Opportunity, OpportunityState
from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Refused


@transaction.atomic
def frame(
    insight: Insight,
    *,
    by: Person,
    who: str,
    need: str,
    size_low: Decimal | None = None,
    size_high: Decimal | None = None,
    unit: str = "",
    source: str = "",
    owner: Person | None = None,
) -> Opportunity:
    """See an opportunity in an insight. Its size is a range with a unit and a source, or is not known yet."""
    rules.may_frame(by, insight).insist()
    if not (who.strip() and need.strip()):
        raise Refused(_("Say who needs what."))
    if (size_low is None) != (size_high is None):
        raise Refused(_("A size is a range: from, and to."))
    if size_low is not None and size_high is not None:
        if not 0 <= size_low <= size_high:
            raise Refused(_("A range goes from the smaller number to the larger."))
        if not (unit.strip() and source.strip()):
            raise Refused(_("A size has a unit and a source."))
    one = Opportunity.objects.create(
        community=insight.community,
        who=who.strip(),
        need=need.strip(),
        size_low=size_low,
        size_high=size_high,
        unit=unit.strip(),
        source=source.strip(),
        owner=owner or by,
        framed_by=by,
    )
    one.insights.add(insight)
    record(activities.FRAMED, actor=by, object=one, target=insight, context=insight.community)
    return one


@transaction.atomic
def link(opportunity: Opportunity, *, by: Person, insight: Insight) -> Opportunity:
    """Another insight speaks of the same need."""
    one = _take(opportunity)
    rules.may_link(by, one, insight).insist()
    one.insights.add(insight)
    record(activities.LINKED, actor=by, object=insight, target=one, context=one.community)
    return one


@transaction.atomic
def settle(opportunity: Opportunity, *, by: Person, state: str, because: str) -> Opportunity:
    """Take it up, or leave it, and say why."""
    one = _take(opportunity)
    rules.may_settle(by, one).insist()
    if state not in (OpportunityState.TAKEN, OpportunityState.LEFT) or not because.strip():
        raise Refused(_("Say whether it is taken up or left, and why."))
    one.state, one.because = state, because.strip()
    one.save(update_fields=["state", "because"])
    record(activities.SETTLED, actor=by, object=one, context=one.community, state=state)
    return one


def _take(opportunity: Opportunity) -> Opportunity:
    rows = Opportunity.objects.select_for_update(of=("self",)).select_related("community")
    return rows.get(pk=opportunity.pk)
