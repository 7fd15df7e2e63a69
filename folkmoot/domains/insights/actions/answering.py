"""Answering: at once, or after some minutes in which the writer can still undo it."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from folkmoot.activity.stream import record
from folkmoot.domains.discussions.rules import may_answer as may_speak
from folkmoot.domains.insights import activities, rules
from folkmoot.domains.insights.models import ANSWERS, Decision, HeldAnswer, Insight
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused, insist_on_the_newest
from folkmoot.kit.markdown import html_of

from .delivering import follow
from .drafting import forget_drafts, keep
from .steps import sealed, speak, take


@transaction.atomic
def answer(
    insight: Insight,
    *,
    by: Person,
    outcome: str,
    reason: str,
    promised_on: date | None = None,
    after: int | None = None,
    in_minutes: int = 0,
) -> Insight:
    """Answer with a reason. The answer goes to every voice in the evidence, and all behind them are told.

    ``outcome`` is one of the decisions; ``after`` is how many answers the writer had seen: Overtaken if there is
    another one now. With ``in_minutes`` it goes out that much later: until then nothing is public, nothing moves,
    nobody is told, and its writer can undo it.
    """
    insight = take(insight)
    rules.may_answer(by, insight).insist()
    may_speak(by, insight.community).insist()
    insist_on_the_newest(
        after,
        insight.answers.count(),
        because=_("An answer was given while you wrote. Yours can stand above it."),
    )
    decision = _decided(outcome, reason, promised_on)
    forget_drafts(by, insight)
    if in_minutes:
        _hold(insight, by=by, decision=decision, reason=reason, promised_on=promised_on, minutes=in_minutes)
    else:
        _say(insight, by=by, decision=decision, reason=reason, promised_on=promised_on)
    return insight


@transaction.atomic
def answer_many(
    insights: Sequence[Insight],
    *,
    by: Person,
    outcome: str,
    reason: str,
    promised_on: date | None = None,
    in_minutes: int = 0,
) -> list[Insight]:
    """The same answer to several insights: all of them, or none. Each can be undone by itself."""
    if not insights:
        raise Refused(_("Pick at least one insight."))
    return [
        answer(
            insight,
            by=by,
            outcome=outcome,
            reason=reason,
            promised_on=promised_on,
            after=0,
            in_minutes=in_minutes,
        )
        for insight in sorted(insights, key=lambda insight: insight.pk)
    ]


@transaction.atomic
def undo(held: HeldAnswer, *, by: Person) -> HeldAnswer:
    """Take an answer back before anybody was told. Its words are a draft again, and the clock ran on."""
    insight, held = _take_held(held)
    rules.may_undo(by, held).insist()
    _put_back(insight, held)
    _end(held, HeldAnswer.End.UNDONE)
    # Without a context nobody reads it in a feed: that an answer was written is not public before it goes out.
    record(activities.UNDONE, actor=by, object=insight)
    return held


@transaction.atomic
def send(held: HeldAnswer, *, by: Person) -> HeldAnswer:
    """Let an answer go out now."""
    insight, held = _take_held(held)
    rules.may_send(by, held).insist()
    _let_out(insight, held)
    return held


@transaction.atomic
def let_go(held: HeldAnswer) -> bool:
    """Let an answer go out if its moment has come and it is still on its way. Asked twice, it goes once."""
    insight, held = _take_held(held)
    if held.end or held.goes_out_at > clock.now():
        return False
    try:
        with transaction.atomic():
            _let_out(insight, held)
    except Refused as why:
        # Its writer has lost the office since, say. The words are theirs again, with the reason.
        held.because = str(why)[:300]
        _put_back(insight, held)
        _end(held, HeldAnswer.End.REFUSED)
        return False
    return True


def _decided(outcome: str, reason: str, promised_on: date | None) -> Decision:
    if outcome not in ANSWERS:
        raise Refused(_("Choose one of the answers."))
    if not reason.strip():
        raise Refused(_("An answer has a reason. Write it for those who asked."))
    if promised_on is not None and promised_on < clock.today():
        raise Refused(_("The promised day has passed already."))
    html_of(reason)  # what is too long is said now, not when it goes out
    return Decision(outcome)


def _hold(
    insight: Insight, *, by: Person, decision: Decision, reason: str, promised_on: date | None, minutes: int
) -> None:
    held = HeldAnswer.objects.create(
        insight=insight,
        by=by,
        decision=decision,
        reason=reason.strip(),
        promised_on=promised_on,
        goes_out_at=clock.now() + timedelta(minutes=minutes),
    )
    # By its name: tasks stand on actions. Queued in this transaction, so there is no answer without its job.
    app.configure_task("insights.let_answer_go", schedule_at=held.goes_out_at).defer(held_id=held.pk)


def _let_out(insight: Insight, held: HeldAnswer) -> None:
    words = {"decision": Decision(held.decision), "reason": held.reason, "promised_on": held.promised_on}
    _say(insight, by=held.by, **words)  # type: ignore[arg-type]
    _end(held, HeldAnswer.End.OUT)


def _say(insight: Insight, *, by: Person, decision: Decision, reason: str, promised_on: date | None) -> None:
    said = speak(insight, by=by, decision=decision, reason=reason, promised_on=promised_on)
    follow(insight, said)
    record(
        activities.ANSWERED,
        actor=by,
        object=insight,
        context=insight.community,
        seal=sealed(insight, said),
        outcome=said.outcome,
        decision=said.decision,
        days_late=insight.days_late,
    )


def _take_held(held: HeldAnswer) -> tuple[Insight, HeldAnswer]:
    """Both as they are now, locked: the insight first, as every other action does."""
    insight = take(held.insight)
    now = HeldAnswer.objects.select_for_update(of=("self",)).select_related("by").get(pk=held.pk)
    return insight, now


def _put_back(insight: Insight, held: HeldAnswer) -> None:
    words = {"decision": held.decision, "reason": held.reason, "promised_on": held.promised_on}
    keep([insight.pk], owner=held.by, edited_at=clock.now(), **words)


def _end(held: HeldAnswer, end: str) -> None:
    held.end, held.ended_at, held.reason = end, clock.now(), ""
    held.save(update_fields=["end", "ended_at", "reason", "because"])
