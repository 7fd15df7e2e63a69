"""Making an insight of what was heard, and giving it to the person who must answer."""

from collections.abc import Sequence
from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.states import State as IdeaState
from folkmoot.domains.insights import activities, rules
from folkmoot.domains.insights.evidence import all_that_are_one, ideas_in, people_behind
from folkmoot.domains.insights.models import Evidence, Insight, State
from folkmoot.domains.insights.spans import opening_of, said_in, span_of
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref

from .steps import subjects_of, take

Voice = tuple[str, str]  # the ref of what was given, and the words picked from it


def voices_of_things(community: Community, things: Sequence[tuple[models.Model, str]]) -> list[Voice]:
    """What was given in this community, as voices: with the words picked from each, or its first ones.

    Raises Refused where something was given elsewhere, or where the words do not stand in it.
    """
    voices = []
    for thing, quote in things:
        if thing.community_id != community.pk:  # type: ignore[attr-defined]
            raise Refused(_("This was given in another community."))
        if quote and span_of(quote, said_in(thing)) is None:
            raise Refused(_("These words do not stand in the text. Pick them as they are written there."))
        voices.append((ref(thing), " ".join(quote.split()) or opening_of(thing)))
    return voices


@transaction.atomic
def make(
    community: Community,
    *,
    by: Person,
    title: str,
    summary: str = "",
    voices: Sequence[Voice],
    origin: models.Model | str = "",
    contradicting: str = "",
) -> Insight:
    """Say in one sentence what these voices say, and keep them as its evidence."""
    rules.may_make(by, community).insist()
    if not title.strip() or not voices:
        raise Refused(_("An insight has a title and at least one voice."))
    insight = Insight.objects.create(
        community=community,
        title=" ".join(title.split())[:200],
        summary=summary.strip(),
        contradicting=contradicting.strip(),
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
    """Put the insight before the person who must answer; from now on the clock runs, in public.

    With another day than before the clock starts anew, and reminds and escalates anew.
    """
    insight = take(insight)
    rules.may_give(by, insight, owner, due_on).insist()
    if due_on != insight.due_on:
        insight.reminded_at = insight.escalated_at = None
    insight.owner, insight.due_on, insight.state = owner, due_on, State.GIVEN
    insight.given_at = insight.given_at or clock.now()
    insight.save(update_fields=["owner", "due_on", "state", "given_at", "reminded_at", "escalated_at"])
    ideas.move_many(ideas_in(all_that_are_one(subjects_of(insight))), by=by, state=IdeaState.IN_REVIEW)
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
    contradicting: str = "",
    owner: Person,
    due_on: date,
) -> Insight:
    """Both at once: an insight that nobody owes an answer to helps nobody."""
    insight = make(
        community,
        by=by,
        title=title,
        summary=summary,
        voices=voices,
        origin=origin,
        contradicting=contradicting,
    )
    return give(insight, by=by, owner=owner, due_on=due_on)
