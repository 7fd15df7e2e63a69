"""What lies on the desk of a person who answers."""

from typing import Any

from folkmoot.domains.people.models import Person

from .forms import AnswerForm
from .hearing import hearing_of
from .models import AnswerDraft, HeldAnswer, Insight
from .showing import answer_form, drafted, hand_over_form
from .voices import voices_of
from .working import working_days

MOST = 200


def desk_context(me: Person, *, opened: str = "", goes_on: bool = False) -> dict[str, Any]:
    """What waits, what is on its way, what is drafted; one insight open.

    Where the draft for several is gone on with, those are picked that it was written for.
    """
    waiting = list(Insight.objects.waiting_for(me).unheld().with_names().due_first()[:MOST])
    chosen = next((i for i in waiting if str(i.pk) == opened), waiting[0] if waiting else None)
    calendar = working_days()
    drafts = list(AnswerDraft.objects.filter(owner=me)[: MOST + 1])
    together = next((draft for draft in drafts if draft.is_together), None)
    return {
        "waiting": waiting,
        "clocks": {i.pk: calendar.clock(i.due_on) for i in waiting if i.due_on},
        "opened": chosen,
        "picked": together.insights if together and goes_on else [],
        "held": list(HeldAnswer.objects.open().filter(by=me).select_related("insight")[:MOST]),
        "together": together,
        "begun": {draft.insights[0] for draft in drafts if not draft.is_together},
        "form_for_many": AnswerForm(auto_id="many_%s", initial=drafted(together)),
        **(_open(chosen, me) if chosen else {}),
    }


def _open(insight: Insight, me: Person) -> dict[str, Any]:
    returned = HeldAnswer.objects.filter(insight=insight, by=me).order_by("-pk").first()
    return {
        "voices": voices_of(insight, me),
        "hearing": hearing_of(insight),
        "handovers": list(insight.handovers.select_related("by", "to")),
        "form": answer_form(insight, me, insight.answers.count()),
        "hand_over_form": hand_over_form(insight, me),
        "returned": returned.because if returned and returned.end == HeldAnswer.End.REFUSED else "",
    }
