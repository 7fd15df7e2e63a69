"""The chain of an insight, from what was said to what came of it, step by step with its moment and its link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from folkmoot.activity.models import Activity
from folkmoot.domains.discussions.models import Outcome
from folkmoot.domains.intelligence.models import Theme
from folkmoot.kit import clock
from folkmoot.kit.refs import find, ref
from folkmoot.kit.times import day, number

from .activities import ANSWERED, MEASURED, SHIPPED, STOPPED
from .models import Answer, Decision, Insight, Measurement, Stage, State

_ENDS = (Decision.DELIVERED, Decision.STOPPED)
TOLD = "notices.round.told"  # said by notices; insights hear of it from the stream alone


@dataclass(frozen=True)
class Step:
    """``state`` is done, now, late, no or next; the note may hold a link."""

    title: str
    state: str
    note: Markup | str = ""
    icon: str = ""


@dataclass(frozen=True)
class Round:
    """One telling: of what, how many people, when."""

    people: int
    at: datetime


def rounds_of(insight: Insight) -> list[Round]:
    """How many people were told of it, and when: of an answer, a delivery, a stop, a measurement."""
    told = Activity.objects.of(TOLD).filter(object=ref(insight))
    heard = told.filter(target__in=[verb.name for verb in (ANSWERED, SHIPPED, STOPPED, MEASURED)])
    return [
        Round(int(one.details["people"]), one.happened_at) for one in heard.order_by("happened_at", "id")[:50]
    ]


def theme_of(insight: Insight) -> Theme | None:
    """The theme from which it was made, while that is there."""
    found = find(insight.origin) if insight.origin else None
    return found if isinstance(found, Theme) else None


def chain_of(
    insight: Insight,
    *,
    voice_count: int,
    theme: Theme | None,
    answers: Sequence[Answer],
    measurements: Sequence[Measurement],
    rounds: Sequence[Round],
) -> list[Step]:
    """All steps, those to come included."""
    return [
        _voices(voice_count),
        *_theme(theme),
        Step(_("Insight"), "done", _on(insight.made_at)),
        _asked(insight),
        *_answered(insight, answers),
        *_delivered(insight),
        *_measured(insight, measurements),
        _told(insight, rounds),
    ]


def dots_of(insight: Insight) -> tuple[str, ...]:
    """The same in short, for lists: insight, answer, delivery."""
    delivery = insight.what_follows
    if not insight.is_answered:
        return ("done", "late" if insight.is_late else "now", "next")
    if delivery is None:
        return ("done", "no" if insight.outcome == "declined" else "done")
    ends = {Stage.SHIPPED: "done", Stage.STOPPED: "no"}
    return ("done", "done", ends.get(Stage(delivery.stage), "late" if delivery.is_late else "now"))


def _voices(count: int) -> Step:
    words = ngettext("%(num)s voice", "%(num)s voices", count) % {"num": number(count)}
    return Step(_("Said"), "done", _link("#evidence", words), "talk")


def _theme(theme: Theme | None) -> list[Step]:
    return [Step(_("Theme"), "done", _link(theme.get_absolute_url(), theme.name), "suggest")] if theme else []


def _asked(insight: Insight) -> Step:
    if insight.owner is None:
        return Step(_("Given to somebody"), "next")
    return Step(_("Given to %(name)s") % {"name": insight.owner}, "done", _on(insight.given_at), "people")


def _answered(insight: Insight, answers: Sequence[Answer]) -> list[Step]:
    """Each answer, the first one first. That it was delivered or stopped is a step of the delivery."""
    said = [
        one for one in reversed(answers) if one.outcome != Outcome.STATEMENT and one.decision not in _ENDS
    ]
    if said or insight.is_answered:
        return [_answer(one) for one in said[:1] + said[1:][-2:]]
    if insight.state == State.MADE or insight.due_on is None:
        return [Step(_("Answered"), "next")]
    by = Markup(_("by %(day)s")) % {"day": day(insight.due_on)}
    return [Step(_("An answer is owed"), "late" if insight.is_late else "now", by)]


def _answer(one: Answer) -> Step:
    state = "no" if one.outcome == Outcome.DECLINED else "done"
    return Step(one.said, state, _link("#answers", _on(one.answered_at)), "seal")


def _delivered(insight: Insight) -> list[Step]:
    delivery = insight.what_follows
    if delivery is None:
        return [] if insight.is_answered else [Step(_("Delivered"), "next")]
    title = str(Stage(delivery.stage).label)
    if delivery.is_over:
        state = "no" if delivery.stage == Stage.STOPPED else "done"
        return [Step(title, state, _link("#delivery", _on(delivery.ended_at)))]
    promised = _("promised for %(day)s") if delivery.promised_on else _("no day is promised yet")
    words = Markup(promised) % {"day": day(delivery.promised_on)}
    share = _("%(percent)s %% done, ") % {"percent": delivery.percent} if delivery.percent else ""
    return [Step(title, "late" if delivery.is_late else "now", _link("#delivery", Markup(share) + words))]


def _measured(insight: Insight, measurements: Sequence[Measurement]) -> list[Step]:
    delivery = insight.what_follows
    if measurements:
        return [Step(_("Measured"), "done", _link("#delivery", _on(measurements[0].measured_at)), "chart")]
    if delivery is None or delivery.stage == Stage.STOPPED:
        return []
    if delivery.review_on is None:
        return [Step(_("Not measured yet"), "next")]
    state = "late" if delivery.review_on < clock.today() else "next"
    return [
        Step(_("Not measured yet"), state, Markup(_("due on %(day)s")) % {"day": day(delivery.review_on)})
    ]


def _told(insight: Insight, rounds: Sequence[Round]) -> Step:
    if not rounds:
        return Step(_("Everybody who spoke is told"), "next", icon="mail")
    last = rounds[-1]
    words = ngettext("%(num)s person, ", "%(num)s people, ", last.people) % {"num": number(last.people)}
    return Step(_("Told"), "done", Markup("{}{}").format(words, day(last.at)), "mail")


def _on(at: datetime | None) -> Markup:
    return Markup(day(at))


def _link(href: str, words: Markup | str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(href, words)
