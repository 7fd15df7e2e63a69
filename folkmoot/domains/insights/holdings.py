"""What insights hold about somebody, and how it goes: quotes of their words, and what they did in an office."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Answer, unless
from folkmoot.kit.subjects import Record, erases, holds, in_batches, record, things_of, ties

from .models import (
    OVER,
    AnswerDraft,
    Delivery,
    DeliveryStep,
    Evidence,
    Handover,
    HeldAnswer,
    Highlight,
    Insight,
    Measurement,
    Opportunity,
    ReplyTerms,
)
from .models import Answer as OfficialAnswer

_TABLES = (
    "insight",
    "evidence",
    "answer",
    "heldanswer",
    "answerdraft",
    "handover",
    "delivery",
    "deliverystep",
    "measurement",
    "highlight",
    "opportunity",
    "replyterms",
    "freeday",
)


@holds(
    "insights",
    label=gettext_lazy("What became of it"),
    covers=[f"insights.{table}" for table in _TABLES],
)
def heard(person: Person) -> Iterator[Record]:
    """Where their words are evidence; what they made, owe, answered, drafted, deliver and measured themselves."""
    yield from _words_of(person)
    yield from _office_of(person)
    yield from _decisions_of(person)
    yield from _deliveries_of(person)


def _words_of(person: Person) -> Iterator[Record]:
    for subjects in in_batches(things_of(person)):
        for voice in Evidence.objects.filter(subject__in=subjects).order_by("pk"):
            yield record("evidence", address=_page(voice), about=voice.subject, quote=voice.quote)
        for one in Highlight.objects.filter(subject__in=subjects).order_by("pk"):
            yield record(
                "highlight", moment=one.at, about=one.subject, quote=one.quote, codes=", ".join(one.codes)
            )


def _office_of(person: Person) -> Iterator[Record]:
    for one in _some(Insight.objects.filter(made_by=person)):
        page, words = one.get_absolute_url(), {"summary": one.summary, "contradicting": one.contradicting}
        yield record("insight", title=one.title, address=page, moment=one.made_at, **words)
    for owed in _some(Insight.objects.filter(owner=person)):
        due = owed.due_on.isoformat() if owed.due_on else None
        yield record("answer owed", address=owed.get_absolute_url(), moment=owed.answered_at, due_on=due)
    for picked in _some(Highlight.objects.filter(Q(by=person) | Q(verified_by=person))):
        codes, verified = ", ".join(picked.codes), picked.verified_by_id == person.pk
        yield record("words picked", moment=picked.at, about=picked.subject, codes=codes, verified=verified)
    for seen in _some(Opportunity.objects.filter(Q(owner=person) | Q(framed_by=person))):
        yield record(
            "opportunity",
            title=str(seen),
            address=seen.get_absolute_url(),
            moment=seen.framed_at,
            because=seen.because,
        )
    for terms in _some(ReplyTerms.objects.filter(escalates_to=person)):
        yield record("told when an answer is late", community=terms.community_id)


def _decisions_of(person: Person) -> Iterator[Record]:
    for said in _some(OfficialAnswer.objects.filter(by=person)):
        words = {"outcome": said.outcome, "decision": said.decision, "reason": said.reason}
        yield record("answer", address=_page(said), moment=said.answered_at, **words)
    for held in _some(HeldAnswer.objects.filter(by=person)):
        words = {"decision": held.decision, "reason": held.reason, "end": held.end, "because": held.because}
        yield record("answer on its way", address=_page(held), moment=held.written_at, **words)
    for draft in _some(AnswerDraft.objects.filter(owner=person)):
        words = {"decision": draft.decision, "reason": draft.reason}
        yield record(
            "draft of an answer", moment=draft.edited_at, insights=[str(pk) for pk in draft.insights], **words
        )
    for gave in _some(Handover.objects.filter(Q(by=person) | Q(to=person))):
        mine = {"reason": gave.reason} if gave.by_id == person.pk else {}
        yield record(
            "handed over", address=_page(gave), moment=gave.at, is_mine=gave.by_id == person.pk, **mine
        )


def _deliveries_of(person: Person) -> Iterator[Record]:
    for one in _some(Delivery.objects.filter(owner=person)):
        yield record("delivery", address=_page(one), moment=one.began_at, stage=one.stage, link=one.link)
    for step in _some(DeliveryStep.objects.filter(by=person).select_related("delivery")):
        page = _page(step.delivery)
        yield record("step of a delivery", address=page, moment=step.at, stage=step.stage, note=step.note)
    for found in _some(Measurement.objects.filter(by=person).select_related("delivery")):
        page, words = _page(found.delivery), {"what": found.what, "source": found.source, "unit": found.unit}
        yield record("measurement", address=page, moment=found.measured_at, after=str(found.after), **words)


def _some(rows: Any) -> Iterable[Any]:
    return rows.order_by("pk").iterator(chunk_size=500)  # type: ignore[no-any-return]


def _page(thing: Any) -> str:
    return Insight(pk=thing.insight_id).get_absolute_url()


@ties("insights")
def somebody_answers(person: Person) -> Answer:
    """An answer that nobody owes is never given, and what nobody delivers never comes."""
    owed = Insight.objects.waiting_for(person).count()
    promised = Delivery.objects.filter(owner=person).exclude(stage__in=OVER).count()
    return unless(
        (
            owed > 0,
            ngettext(
                "%(n)d insight waits for your answer. Answer it, or have it given to somebody else first.",
                "%(n)d insights wait for your answer. Answer them, or have them given to somebody else first.",
                owed,
            )
            % {"n": owed},
        ),
        (
            promised > 0,
            ngettext(
                "You deliver %(n)d thing that was promised. Have it given to somebody else first.",
                "You deliver %(n)d things that were promised. Have them given to somebody else first.",
                promised,
            )
            % {"n": promised},
        ),
    )


@erases("insights", order=10)
def forget(person: Person, *, by: Person, takes_texts: bool) -> None:
    """Their voice counts as before; its words go with the text, and their drafts go always.

    Answers, handovers, steps and measurements stand: they are the organisation's.
    """
    AnswerDraft.objects.filter(owner=person).delete()
    ReplyTerms.objects.filter(escalates_to=person).update(escalates_to=None)
    if takes_texts:
        for subjects in in_batches(things_of(person)):
            Evidence.objects.filter(subject__in=subjects).update(quote="")
            Highlight.objects.filter(subject__in=subjects).update(quote="")
