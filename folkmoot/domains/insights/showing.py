"""What the page of an insight and the desk of its owner show, put together for both."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from folkmoot.domains.people.models import Person, Visitor

from . import rules
from .chain import chain_of, rounds_of, theme_of
from .forms import AnswerForm, DeliverForm, FrameForm, GiveForm, HandOverForm, MeasureForm
from .hearing import hearing_of
from .models import AnswerDraft, Delivery, Highlight, Insight
from .voices import voices_of
from .working import proposed_day, working_days

HIGHLIGHTS_SHOWN = 30


def insight_context(insight: Insight, person: Visitor) -> dict[str, Any]:
    """All that the public page says of an insight, and what this person may do with it."""
    answers = list(insight.answers.select_related("by"))
    delivery = insight.what_follows
    measurements = list(delivery.measurements.select_related("by")) if delivery else []
    voices, theme, rounds = voices_of(insight, person), theme_of(insight), rounds_of(insight)
    return {
        "insight": insight,
        "voices": voices,
        "answers": answers,
        "theme": theme,
        "rounds": rounds,
        "clock": working_days().clock(insight.due_on) if insight.due_on and not insight.is_answered else None,
        "handovers": list(insight.handovers.select_related("by", "to")),
        "chain": chain_of(
            insight,
            voice_count=len(voices),
            theme=theme,
            answers=answers,
            measurements=measurements,
            rounds=rounds,
        ),
        "hearing": hearing_of(insight),
        "opportunities": list(insight.opportunities.select_related("owner")),
        "highlights": list(insight.highlights.shown().verified()[:HIGHLIGHTS_SHOWN]),
        "delivery": delivery,
        "steps": list(delivery.steps.select_related("by")) if delivery else [],
        "measurements": measurements,
        **_forms(insight, delivery, person, len(answers)),
    }


def _forms(insight: Insight, delivery: Delivery | None, person: Visitor, seen: int) -> dict[str, Any]:
    """The forms of those who may use them; None for everybody else, who costs no statement."""
    may = {
        "give": rules.may_give(person, insight),
        "answer": rules.may_answer(person, insight),
        "hand_over": rules.may_hand_over(person, insight),
        "frame": rules.may_frame(person, insight),
        "deliver": bool(delivery and rules.may_deliver(person, delivery)),
        "measure": bool(delivery and rules.may_measure(person, delivery)),
    }
    mine = insight.held_answers.open().filter(by=person.pk) if insight.owner_id == person.pk else None
    return {
        "may": may,
        "held": mine.first() if mine is not None else None,
        "give_form": give_form(insight) if may["give"] else None,
        "answer_form": answer_form(insight, person, seen) if may["answer"] else None,
        "hand_over_form": hand_over_form(insight, person) if may["hand_over"] else None,
        "frame_form": FrameForm(auto_id="frame_%s") if may["frame"] else None,
        "deliver_form": DeliverForm(delivery=delivery, auto_id="deliver_%s")
        if delivery and may["deliver"]
        else None,
        "measure_form": MeasureForm(auto_id="measure_%s") if may["measure"] else None,
    }


def give_form(insight: Insight, data: Any = None) -> GiveForm:
    """The day that is proposed: the one that stands, so that the clock runs on, or one by the terms."""
    day: date = insight.due_on or proposed_day(insight.community_id)
    return GiveForm(data, community=insight.community, due_on=day)


def hand_over_form(insight: Insight, person: Visitor, data: Any = None) -> HandOverForm | None:
    """None where nobody else could answer."""
    if not isinstance(person, Person):
        return None
    form = HandOverForm(data, community=insight.community, me=person, auto_id="hand_%s")
    return form if form.people else None


def answer_form(insight: Insight, person: Visitor, seen: int) -> AnswerForm:
    """With the draft that this person has of it."""
    drafts = AnswerDraft.objects.filter(owner=person.pk, is_together=False, insights=[insight.pk])
    return AnswerForm(auto_id="one_%s", initial={"seen": seen, **drafted(drafts.first())})


def drafted(draft: AnswerDraft | None) -> dict[str, Any]:
    """What was written so far, for a form."""
    if draft is None:
        return {"after": 0}
    return {
        "after": draft.edit_number,
        "outcome": draft.decision,
        "reason": draft.reason,
        "promised_on": draft.promised_on,
    }


def highlights_of(subject: str, *, all_of_them: bool) -> "QuerySet[Highlight]":
    """Words picked from a text: the verified ones for everybody, all for those with an office."""
    found = Highlight.objects.filter(subject=subject).shown().select_related("by", "insight", "community")
    return (found if all_of_them else found.verified())[:HIGHLIGHTS_SHOWN]
