"""Picking words out of what was said; another person verifies them, and they become evidence."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.insights import activities, rules
from folkmoot.domains.insights.evidence import people_behind
from folkmoot.domains.insights.models import MOST_CODES, Evidence, Highlight, Insight
from folkmoot.domains.insights.models.picking import CODE_LENGTH
from folkmoot.domains.insights.spans import said_in, span_of, version_of
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref

from .steps import subjects_of, take


@transaction.atomic
def highlight(thing: Any, *, by: Person, quote: str, codes: Iterable[str], near: int = 0) -> Highlight:
    """Pick words out of an idea or a comment, in the version that stands now, with short codes.

    Picking the same words again adds the codes. Raises Refused where the text does not hold these words.
    """
    rules.may_highlight(by, thing.community_id).insist()
    text = said_in(thing)
    span = span_of(quote, text, near=near)
    if span is None:
        raise Refused(_("These words do not stand in the text. Pick them as they are written there."))
    wanted = _codes(codes)
    one, is_new = Highlight.objects.get_or_create(
        subject=ref(thing),
        version=version_of(thing),
        start=span[0],
        end=span[1],
        by=by,
        defaults={"quote": text[slice(*span)], "codes": wanted, "community_id": thing.community_id},
    )
    if not is_new:
        one.codes = _codes([*one.codes, *wanted])
        one.save(update_fields=["codes"])
    record(
        activities.HIGHLIGHTED,
        actor=by,
        object=one,
        target=thing,
        context=f"communities.community/{thing.community_id}",
        codes=len(one.codes),
    )
    return one


@transaction.atomic
def verify(highlight: Highlight, *, by: Person) -> Highlight:
    """Another person says: these words are there, and they mean that."""
    one = _take(highlight)
    rules.may_verify(by, one).insist()
    one.verified_by, one.verified_at = by, clock.now()
    one.save(update_fields=["verified_by", "verified_at"])
    record(activities.VERIFIED, actor=by, object=one, target=one.subject, context=one.community)
    return one


@transaction.atomic
def attach(highlight: Highlight, *, by: Person, insight: Insight) -> Highlight:
    """Put verified words under an insight: who gave them counts among the people behind it, once."""
    insight, one = take(insight), _take(highlight)
    rules.may_attach(by, one, insight).insist()
    one.insight = insight
    one.save(update_fields=["insight"])
    last = insight.evidence.aggregate(last=Max("rank"))["last"]
    voice, _is_new = Evidence.objects.get_or_create(
        insight=insight,
        subject=one.subject,
        defaults={"quote": one.quote, "rank": 0 if last is None else last + 1},
    )
    insight.people_count = len(people_behind(subjects_of(insight)))
    insight.save(update_fields=["people_count"])
    record(activities.ATTACHED, actor=by, object=one, target=insight, context=insight.community)
    return one


def _codes(codes: Iterable[str]) -> list[str]:
    """Short words, each once, in the order in which they were given."""
    short = list(dict.fromkeys(code for one in codes if (code := " ".join(one.lower().split()))))
    if not short:
        raise Refused(_("Give these words a code: one or two words for what they speak of."))
    if len(short) > MOST_CODES or any(len(code) > CODE_LENGTH for code in short):
        raise Refused(_("A highlight has eight short codes at most."))
    return short


def _take(highlight: Highlight) -> Highlight:
    rows = Highlight.objects.select_for_update(of=("self",)).select_related("community")
    return rows.get(pk=highlight.pk)
