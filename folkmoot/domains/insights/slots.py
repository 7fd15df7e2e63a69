"""Insights on other pages: what is owed for an idea, what came of what was said, the desk in the head."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Prefetch, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest

from folkmoot.domains.communities.models import Community
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit.preparing import Summed, prepared
from folkmoot.kit.refs import key, ref
from folkmoot.kit.slots import Filling, fills
from folkmoot.kit.together import Asking, counts, rows_of

from . import rules
from .chain import dots_of
from .evidence import COMMENT
from .forms import HighlightForm
from .models import Evidence, Highlight, Insight
from .showing import highlights_of
from .working import working_days

ANSWERED_SHOWN = 6
MOST_COMMENTS = 500


@fills("ideas.idea.fate")
def insights_of_an_idea(request: HttpRequest, idea: Any) -> Asking[Filling | None]:
    """Which insights it is part of; who owes an answer by when, and what is done. And those of its comments."""
    goes_on_as = f"ideas.idea/{idea.merged_into_id}" if idea.merged_into_id else ref(idea)
    insights, voices = yield [
        _insights_with(request.user, ref(idea), goes_on_as),
        _voices_among_comments(ref(idea)),
    ]
    _known(request)[ref(idea)] = _by_comment(voices)
    if not insights:
        return None
    context = {"insights": insights, "dots_of": dots_of, "clock_of": working_days().clock}
    return Filling("insights/owed.html", context)


@prepared
def _highlights_of(subject: str) -> "QuerySet[Highlight]":
    return highlights_of(subject, all_of_them=False)


@fills("ideas.idea.below", order=60)
def words_picked_from_an_idea(request: HttpRequest, idea: Any) -> Asking[Filling | None]:
    """The verified highlights; for those with an office the way to pick more."""
    may = rules.may_highlight(request.user, idea.community_id)
    (found,) = yield [_highlights_of(ref(idea))]
    if idea.is_draft or not (found or may):
        return None
    form = HighlightForm(auto_id="pick_%s") if may else None
    return Filling("insights/idea_highlights.html", {"highlights": found, "form": form})


@fills("discussions.comment.tools", order=60)
def insights_of_a_comment(request: HttpRequest, comment: Any) -> Filling | None:
    """Which insights it is part of, and the way to pick words. Asked for every comment of a page: read once for all."""
    may = rules.may_highlight(request.user, comment.community_id)
    insights = _insights_by_comment(request, comment.subject).get(ref(comment), [])
    if not comment.is_clear or comment.taken_back_at or not (may or insights):
        return None
    return Filling("insights/comment_tools.html", {"insights": insights, "may": may})


def _insights_by_comment(request: HttpRequest, subject: str) -> dict[str, list[Insight]]:
    """The insights of all comments on one thing, kept for the time of the request: one statement."""
    known = _known(request)
    if subject not in known:
        (voices,) = rows_of([_voices_among_comments(subject)])
        known[subject] = _by_comment(voices)
    return known[subject]


def _known(request: HttpRequest) -> dict[str, dict[str, list[Insight]]]:
    known: dict[str, dict[str, list[Insight]]] = request.__dict__.setdefault("_insights_by_comment", {})
    return known


@prepared
def _insights_with(person: Visitor, subject: str, other: str) -> "QuerySet[Insight]":
    part_of = Evidence.objects.filter(subject__in=[subject, other]).values("insight")
    seen = Insight.objects.visible_to(person).filter(pk__in=part_of).with_names()
    return seen.select_related("delivery").order_by("-id")[:5]


@prepared
def _voices_among_comments(subject: str) -> "QuerySet[Evidence]":
    comments = Comment.objects.on(subject).standing().order_by("said_at", "id")[:MOST_COMMENTS]
    pointers = comments.annotate(pointer=Concat(Value(COMMENT), Cast("pk", CharField()))).values("pointer")
    return Evidence.objects.filter(subject__in=pointers).select_related("insight")


def _by_comment(voices: Iterable[Evidence]) -> dict[str, list[Insight]]:
    found = defaultdict(list)
    for voice in voices:
        found[voice.subject].append(voice.insight)
    return found


@fills("communities.community.below", order=10, most=4)
def you_said_we_did(request: HttpRequest, community: Community) -> Filling | None:
    answered = Insight.objects.filter(community=community).answered().with_names()
    newest = list(
        answered.prefetch_related("answers__by", _shown()).order_by("-answered_at")[:ANSWERED_SHOWN]
    )
    return Filling("insights/ledger.html", {"insights": newest}) if newest else None


@fills("site.home.below", order=10, most=4)
def what_came_of_it(request: HttpRequest, nothing: None) -> Filling | None:
    answered = Insight.objects.visible_to(request.user).answered().with_names()
    newest = list(answered.prefetch_related("answers__by", _shown()).order_by("-answered_at")[:3])
    return Filling("insights/ledger.html", {"insights": newest}) if newest else None


@fills("metrics.report.below", order=10, most=4)
def what_the_month_answered(request: HttpRequest, period: Any) -> Filling | None:
    """You said, we did, we did not because: of the communities and the days that the report speaks of."""
    here = [key(context) for context in period.scope.contexts]
    answered = Insight.objects.visible_to(request.user).answered().filter(community__in=here)
    of_the_month = answered.filter(answered_at__date__range=(period.first, period.until)).with_names()
    newest = list(of_the_month.prefetch_related("answers__by", _shown()).order_by("-answered_at")[:20])
    return Filling("insights/ledger.html", {"insights": newest}) if newest else None


@fills("communities.community.side", order=10)
def what_waits(request: HttpRequest, community: Community) -> Filling:
    """What waits for an answer here; the late ones first, with the name of whoever owes it."""
    owed = Insight.objects.filter(community=community, owner__isnull=False, answered_at=None)
    waiting, calendar = list(owed.with_names().due_first()[:6]), working_days()
    context = {
        "waiting": waiting,
        "clocks": {insight.pk: calendar.clock(insight.due_on) for insight in waiting if insight.due_on},
        "may_set_clock": rules.may_set_clock(request.user, community),
    }
    return Filling("insights/waiting.html", context)


@fills("intelligence.theme.tools")
def make_an_insight(request: HttpRequest, theme: Any) -> Filling | None:
    """What fits no theme says nothing together, so no insight is made of it; and those that were made."""
    may = rules.may_make(request.user, theme.community) and not theme.is_rest
    made = list(Insight.objects.visible_to(request.user).filter(origin=ref(theme)).order_by("-pk")[:5])
    return Filling("insights/make_button.html", {"may": may, "made": made}) if may or made else None


@prepared
def _owed_by(person: Person) -> Summed:
    return counts(Insight.objects.waiting_for(person).unheld())


@fills("site.top", order=20)
def my_desk(request: HttpRequest, nothing: None) -> Asking[Filling | None]:
    if not isinstance(request.user, Person):
        return None
    (counted,) = yield [_owed_by(request.user)]
    waiting = counted[0]
    return Filling("insights/desk_link.html", {"waiting": waiting}) if waiting else None


def _shown() -> "Prefetch[str]":
    """The evidence that may be quoted."""
    return Prefetch("evidence", Evidence.objects.shown())
