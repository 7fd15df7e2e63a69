"""What the machine suggests, on other pages: on that of an idea, and on that of a community."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch

from folkmoot.activity.keeping import remember
from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Visitor
from folkmoot.kit.among import PlaceIn
from folkmoot.kit.lately import Lately
from folkmoot.kit.preparing import Summed, prepared
from folkmoot.kit.refs import key, ref
from folkmoot.kit.slots import Filling, fills
from folkmoot.kit.tags import url
from folkmoot.kit.together import Asking

from . import rules
from .forms import LanguageForm, SentimentForm
from .languages import language_name
from .models import Theme, ThemeMember, Understanding
from .progress import progress_lately, topic_of
from .showing import IDEA, feelings_among, ideas_with, in_order, is_under_way, near_to, quotes_of
from .spaces import serving_now

SHOWN = 4
AN_HOUR = 3600  # vectors of other models come later than the first, and tell nobody
#: Two workers may end in another order than they began: not the last thing understood tells, but the last few.
LAST = 20
LOOK_ALIKES = 5
#: What was near to an idea when it was last shown. It only says which ideas to read along: what is near, is asked anew.
near_lately: Lately[list[int]] = Lately(20_000)


@prepared
def _understanding_of(subject: str) -> "QuerySet[Understanding]":
    # The vectors are long, and only read where nobody remembers what is near.
    of_this = Understanding.objects.of(subject).select_related("corrected_by")
    return of_this.defer("vector", "vector_other")


@prepared
def _ideas_understood() -> Summed:
    """The end of what was understood of ideas: the same as long as nothing new can be near to one."""
    ideas = Understanding.objects.filter(subject__startswith=f"{IDEA}/").order_by("-understood_at", "-pk")
    return Summed(ideas.values("understood_at", "pk")[:LAST], "max(c0), sum(c1)", nothing=(None, None))


@prepared
def _ideas(person: Visitor, keys: list[int]) -> "QuerySet[Idea]":
    """The nearest of these that this person may see."""
    ideas = ideas_with(keys, person).defer("body", "body_html")
    return ideas.order_by(PlaceIn("pk", keys))[:LOOK_ALIKES]


@prepared
def _membership_of(subject: str) -> "QuerySet[ThemeMember]":
    members = ThemeMember.objects.filter(subject=subject).select_related("theme")
    return members.defer("theme__centroid", "theme__evidence").order_by("pk")[:1]


@fills("ideas.idea.side", order=30, most=8)
def what_we_understand(request: HttpRequest, idea: Any) -> Asking[Filling | None]:
    """Look-alikes, language and feeling of an idea, each as a suggestion, and the way to put it right."""
    expected = near_lately.get(idea.pk) or []
    found, last, larger, alike = yield [
        _understanding_of(ref(idea)),
        _ideas_understood(),
        serving_now(),
        _ideas(request.user, expected),
    ]
    if not found:
        return None
    understanding = found[0]
    understanding.community = idea.community
    in_use = larger[0] if larger else None
    near = remember(
        (understanding.subject, understanding.version, understanding.language_now, in_use and in_use.pk),
        last,
        lambda: near_to(understanding, in_use),
        seconds=AN_HOUR,
    )
    keys = [key(one.subject) for one in near]
    if keys != expected:
        (alike,) = yield [_ideas(request.user, keys)]
        near_lately.put(idea.pk, keys, 1)
    context = {
        "understanding": understanding,
        "language": language_name(understanding.language_now),
        "look_alikes": tuple(in_order(near, alike)),
        "may": rules.may_correct(request.user, understanding),
    }
    if context["may"]:
        context["sentiment_form"] = SentimentForm(initial={"sentiment": understanding.sentiment_now})
        context["language_form"] = LanguageForm(initial={"language": understanding.language_now})
    return Filling("intelligence/understood.html", context)


@fills("communities.community.below", order=15, most=6)
def what_people_speak_of(request: HttpRequest, community: Community) -> Filling | None:
    """The largest themes of a community; while voices come in, how far they are understood."""
    standing = Theme.objects.filter(community=community, size__gt=0).shown().real()
    themes = list(standing.largest_first()[:SHOWN])
    progress = progress_lately(community.pk) if is_under_way(community) else None
    if not themes and (progress is None or progress.most == 0):
        return None
    context = {
        "themes": themes,
        "quotes": quotes_of(themes, most=1),
        "progress": progress,
        "watched": topic_of(community.pk),
    }
    return Filling("intelligence/largest.html", context)


@fills("insights.insight.evidence", order=30, most=2)
def how_its_voices_feel(request: HttpRequest, insight: Any) -> Filling | None:
    """Of the voices behind an insight, how many speak positively and negatively, as far as a model tells."""
    subjects = list(insight.evidence.values_list("subject", flat=True)[:500])
    feelings = feelings_among(subjects)
    return Filling("intelligence/voices_feel.html", {"feelings": feelings}) if feelings.known else None


@fills("ideas.write.alike")
def look_alikes_of_a_title(request: HttpRequest, idea: Any) -> Filling:
    """While somebody writes a title: what was said already."""
    return Filling("intelligence/while_typing.html")


@fills("ideas.idea.marks")
def the_theme_it_belongs_to(request: HttpRequest, idea: Any) -> Asking[Filling | None]:
    """Beside its state: the theme that this idea is part of."""
    (found,) = yield [_membership_of(ref(idea))]
    return Filling("intelligence/mark.html", {"theme": found[0].theme}) if found else None


@fills("site.foot", order=60, most=0)
def how_we_understand(request: HttpRequest, nothing: None) -> Filling | None:
    """Whoever meets a suggestion can find out who made it. A site without these pages has no link to them."""
    try:
        return Filling("intelligence/foot.html", {"href": url("intelligence:explain")}, is_plain=True)
    except NoReverseMatch:
        return None
