"""All that people do with insights. Nothing else in the house writes to these tables."""

from collections.abc import Sequence
from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.communities.models import Community
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.states import State as IdeaState
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.markdown import html_of
from folkmoot.kit.refs import ref
from folkmoot.kit.seals import seal

from . import activities, rules
from .evidence import ideas_in, people_behind
from .models import ANSWERS, Answer, Evidence, Insight, State

Voice = tuple[str, str]  # the ref of what was given, and the words picked from it


@transaction.atomic
def make(
    community: Community,
    *,
    by: Person,
    title: str,
    summary: str = "",
    voices: Sequence[Voice],
    origin: models.Model | str = "",
) -> Insight:
    """Say in one sentence what these voices say, and keep them as its evidence."""
    rules.may_make(by, community).insist()
    if not title.strip() or not voices:
        raise Refused(_("An insight has a title and at least one voice."))
    insight = Insight.objects.create(
        community=community,
        title=" ".join(title.split())[:200],
        summary=summary.strip(),
        origin=ref(origin),
        made_by=by,
        people_count=len(people_behind(subject for subject, _quote in voices)),
    )
    Evidence.objects.bulk_create(
        [
            Evidence(insight=insight, subject=subject, quote=quote, rank=rank)
            for rank, (subject, quote) in enumerate(dict(voices).items())
        ]
    )
    record(
        activities.MADE, actor=by, object=insight, target=ref(origin), context=community, voices=len(voices)
    )
    return insight


@transaction.atomic
def give(insight: Insight, *, by: Person, owner: Person, due_on: date) -> Insight:
    """Put the insight before the person who must answer; from now on the clock runs, in public."""
    insight = _take(insight)
    rules.may_give(by, insight, owner, due_on).insist()
    insight.owner, insight.due_on, insight.state = owner, due_on, State.GIVEN
    insight.save(update_fields=["owner", "due_on", "state"])
    ideas.move_many(ideas_in(_subjects_of(insight)), by=by, state=IdeaState.IN_REVIEW)
    record(
        activities.GIVEN,
        actor=by,
        object=insight,
        target=owner,
        context=insight.community,
        due_on=due_on.isoformat(),
    )
    return insight


@transaction.atomic
def make_and_give(
    community: Community,
    *,
    by: Person,
    title: str,
    summary: str = "",
    voices: Sequence[Voice],
    origin: models.Model | str = "",
    owner: Person,
    due_on: date,
) -> Insight:
    """Both at once: an insight that nobody owes an answer to helps nobody."""
    insight = make(community, by=by, title=title, summary=summary, voices=voices, origin=origin)
    return give(insight, by=by, owner=owner, due_on=due_on)


@transaction.atomic
def answer(insight: Insight, *, by: Person, outcome: str, reason: str) -> Insight:
    """Answer with a reason. The answer goes to every voice in the evidence, and all behind them are told."""
    insight = _take(insight)
    rules.may_answer(by, insight).insist()
    if outcome not in ANSWERS:
        raise Refused(_("Choose one of the answers."))
    if not reason.strip():
        raise Refused(_("An answer has a reason. Write it for those who asked."))
    said = Answer.objects.create(
        insight=insight, by=by, outcome=outcome, reason=reason.strip(), reason_html=html_of(reason)
    )
    insight.outcome, insight.state = outcome, State.ANSWERED
    insight.answered_at = insight.answered_at or clock.now()
    insight.people_count = len(people_behind(_subjects_of(insight)))
    insight.save(update_fields=["outcome", "state", "answered_at", "people_count"])
    _answer_the_voices(insight, by=by, outcome=outcome, reason=reason)
    record(
        activities.ANSWERED,
        actor=by,
        object=insight,
        context=insight.community,
        seal=seal({"insight": insight.pk, "outcome": outcome, "reason": said.reason}, salt=said.salt),
        outcome=outcome,
        days_late=insight.days_late,
    )
    return insight


@transaction.atomic
def answer_many(insights: Sequence[Insight], *, by: Person, outcome: str, reason: str) -> list[Insight]:
    """The same answer to several insights: all of them, or none."""
    if not insights:
        raise Refused(_("Pick at least one insight."))
    return [answer(insight, by=by, outcome=outcome, reason=reason) for insight in insights]


def _answer_the_voices(insight: Insight, *, by: Person, outcome: str, reason: str) -> None:
    subjects = _subjects_of(insight)
    ideas.move_many(ideas_in(subjects), by=by, state=outcome, reason=reason)
    discussions.answer_many(
        subjects, by=by, community=insight.community, reason=reason, outcome=outcome, cause=insight
    )


def _take(insight: Insight) -> Insight:
    return Insight.objects.select_for_update(of=("self",)).select_related("community").get(pk=insight.pk)


def _subjects_of(insight: Insight) -> list[str]:
    return list(insight.evidence.values_list("subject", flat=True))
