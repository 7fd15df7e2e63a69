"""What the machine suggests, on other pages: on that of an idea, and on that of a community."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from folkmoot.domains.communities.models import Community
from folkmoot.kit.refs import ref
from folkmoot.kit.slots import Filling, fills

from . import rules
from .forms import LanguageForm, SentimentForm
from .languages import language_name
from .models import Theme, ThemeMember, Understanding
from .progress import progress_of, topic_of
from .showing import feelings_among, is_under_way, look_alikes_of, quotes_of

SHOWN = 4


@fills("ideas.idea.side", order=30, most=8)
def what_we_understand(request: HttpRequest, idea: Any) -> Filling | None:
    """Look-alikes, language and feeling of an idea, each as a suggestion, and the way to put it right."""
    understanding = Understanding.objects.of(ref(idea)).select_related("corrected_by").first()
    if understanding is None:
        return None
    understanding.community = idea.community
    context = {
        "understanding": understanding,
        "language": language_name(understanding.language_now),
        "look_alikes": look_alikes_of(understanding, request.user),
        "may": rules.may_correct(request.user, understanding),
        "sentiment_form": SentimentForm(initial={"sentiment": understanding.sentiment_now}),
        "language_form": LanguageForm(initial={"language": understanding.language_now}),
    }
    return Filling("intelligence/understood.html", context)


@fills("communities.community.below", order=15, most=6)
def what_people_speak_of(request: HttpRequest, community: Community) -> Filling | None:
    """The largest themes of a community; while voices come in, how far they are understood."""
    standing = Theme.objects.filter(community=community, size__gt=0).shown().real()
    themes = list(standing.largest_first()[:SHOWN])
    progress = progress_of(community.pk) if is_under_way(community) else None
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
def the_theme_it_belongs_to(request: HttpRequest, idea: Any) -> Filling | None:
    """Beside its state: the theme that this idea is part of."""
    member = ThemeMember.objects.filter(subject=ref(idea)).select_related("theme").first()
    return Filling("intelligence/mark.html", {"theme": member.theme}) if member else None


@fills("site.foot", order=60, most=0)
def how_we_understand(request: HttpRequest, nothing: None) -> Filling | None:
    """Whoever meets a suggestion can find out who made it. A site without these pages has no link to them."""
    try:
        return Filling("intelligence/foot.html", {"href": reverse("intelligence:explain")})
    except NoReverseMatch:
        return None
