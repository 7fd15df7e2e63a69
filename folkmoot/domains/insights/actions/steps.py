"""Steps that several actions share: take a thing for changing, and put a statement on the record."""

from datetime import date

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.discussions.models import Outcome
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.insights.evidence import all_that_are_one, ideas_in, people_behind
from folkmoot.domains.insights.models import OUTCOMES, Answer, Decision, Insight, State
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.markdown import html_of
from folkmoot.kit.seals import seal


def take(insight: Insight) -> Insight:
    """The insight as it is now, locked until the transaction ends."""
    return Insight.objects.select_for_update(of=("self",)).select_related("community").get(pk=insight.pk)


def subjects_of(insight: Insight) -> list[str]:
    return list(insight.evidence.values_list("subject", flat=True))


def speak(
    insight: Insight, *, by: Person, decision: Decision | None, reason: str, promised_on: date | None = None
) -> Answer:
    """Say it on the insight and under every voice behind it; without a decision nothing is moved by it."""
    outcome = OUTCOMES[decision] if decision else Outcome.STATEMENT
    said = Answer.objects.create(
        insight=insight,
        by=by,
        outcome=outcome,
        decision=decision or "",
        reason=reason.strip(),
        reason_html=html_of(reason),
        promised_on=promised_on,
    )
    subjects = all_that_are_one(subjects_of(insight))
    if decision:
        insight.outcome, insight.decision, insight.state = outcome, decision, State.ANSWERED
        insight.answered_at = insight.answered_at or clock.now()
        ideas.move_many(ideas_in(subjects), by=by, state=outcome, reason=reason)
    insight.people_count = len(people_behind(subjects))
    insight.save(update_fields=["outcome", "decision", "state", "answered_at", "people_count"])
    discussions.answer_many(
        subjects, by=by, community=insight.community, reason=reason, outcome=outcome, cause=insight
    )
    return said


def sealed(insight: Insight, said: Answer) -> str:
    """The seal of an answer; of a decision that the ideas do not know, its own word as well."""
    content: dict[str, str | int | bool | None] = {
        "insight": insight.pk,
        "outcome": said.outcome,
        "reason": said.reason,
    }
    if said.decision and said.decision != said.outcome:
        content["decision"] = said.decision
    return seal(content, salt=said.salt)
