"""Drafts of answers, kept while they are typed: one for each insight, and one for those that are picked together."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.domains.insights import rules
from folkmoot.domains.insights.models import AnswerDraft, Insight
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused, insist_on_the_newest


@transaction.atomic
def draft(
    insights: Sequence[Insight],
    *,
    by: Person,
    is_together: bool = False,
    outcome: str = "",
    reason: str = "",
    promised_on: date | None = None,
    after: int = 0,
) -> AnswerDraft:
    """Keep what somebody writes. ``after`` is the edit that the writer saw (0: none): Overtaken if there is a later."""
    if not insights:
        raise Refused(_("Pick at least one insight."))
    keys = sorted({insight.pk for insight in insights})
    for insight in Insight.objects.filter(pk__in=keys):
        rules.may_draft(by, insight).insist()
    mine = AnswerDraft.objects.select_for_update().filter(owner=by, is_together=is_together)
    there = mine.first() if is_together else mine.filter(insights=keys).first()
    insist_on_the_newest(
        after if there else 0,
        there.edit_number if there else 0,
        because=_("Another tab has a newer draft of this answer. Yours is kept here; look at both."),
    )
    words: dict[str, Any] = {
        "decision": outcome,
        "reason": reason,
        "promised_on": promised_on,
        "edited_at": clock.now(),
    }
    if is_together:
        found: dict[str, Any] = {"owner": by, "is_together": True}
        kept, _is_new = AnswerDraft.objects.update_or_create(**found, defaults={**words, "insights": keys})
        return kept
    return keep(keys, owner=by, **words)


def keep(keys: list[int], *, owner: Person, **words: Any) -> AnswerDraft:
    """Write the draft of one insight down, over the one that is there."""
    found: dict[str, Any] = {"owner": owner, "insights": keys, "is_together": False}
    kept, _is_new = AnswerDraft.objects.update_or_create(**found, defaults=words)
    return kept


def forget_drafts(owner: Person, insight: Insight) -> None:
    """Once it is answered, no draft waits for it: neither its own nor one for several that it belonged to."""
    AnswerDraft.objects.filter(owner=owner, insights__contains=[insight.pk]).delete()
