"""Doors for people: what others speak of, and what is like the words that somebody types."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas.models import TITLE_LENGTH
from folkmoot.domains.ideas.rules import may_support
from folkmoot.domains.intelligence import rules
from folkmoot.domains.intelligence.encoding import encode
from folkmoot.domains.intelligence.forms import NameForm, SplitForm
from folkmoot.domains.intelligence.languages import language_name
from folkmoot.domains.intelligence.models import Grouping, Sentiment, Theme
from folkmoot.domains.intelligence.pasts import past_of
from folkmoot.domains.intelligence.progress import progress_of, topic_of
from folkmoot.domains.intelligence.showing import (
    feelings_of,
    look_alikes_of_words,
    quotes_of,
    reading_of,
    summary_of,
    voices_of,
)
from folkmoot.domains.people.models import Visitor
from folkmoot.domains.people.requests import Request
from folkmoot.kit.answers import Answer
from folkmoot.kit.pages import page

THEMES = 12  # a page
MEMBERS = 20
CHOICES = 100


@require_safe
def index(request: Request) -> HttpResponse:
    """Where to look: each community with the number of its themes."""
    standing = Q(themes__retired_at=None, themes__is_rest=False)
    communities = Community.objects.visible_to(request.user).annotate(
        theme_count=Count("themes", filter=standing)
    )
    sheet = Paginator(communities.order_by("-theme_count", "name"), 30).get_page(request.GET.get("page"))
    return render(request, "intelligence/index.html", {"sheet": sheet})


@require_safe
def themes(request: Request, slug: str) -> HttpResponse:
    """All themes of a community, the largest first, with their words, quotes and feelings."""
    community = get_object_or_404(_with_pause(request.user), slug=slug)
    found = Theme.objects.filter(community=community, size__gt=0)
    listed = Paginator(found.shown().largest_first().select_related("named_by"), THEMES)
    sheet = listed.get_page(request.GET.get("page"))
    shown = list(sheet)
    context = {
        "community": community,
        "sheet": sheet,
        "quotes": quotes_of(shown),
        "feelings": feelings_of(shown),
        "readings": {theme.pk: reading_of(theme) for theme in shown},
        "aside": list(found.standing().exclude(aside_at=None).largest_first()[:CHOICES]),
        "grouping": Grouping.objects.filter(community=community).first(),
        "progress": progress_of(community.pk),
        "watched": topic_of(community.pk),
        "may": _may_tend_reading(request.user, community),
    }
    return page(request, "intelligence/themes.html", context, block="list")


def _with_pause(person: Visitor) -> QuerySet[Community]:
    return Community.objects.visible_to(person).select_related("pause")


def _may_tend_reading(person: Visitor, community: Community) -> dict[str, Answer]:
    return {"stop": rules.may_stop(person, community), "resume": rules.may_resume(person, community)}


@require_safe
def theme(request: Request, pk: int) -> HttpResponse:
    """One theme: who says what, and the ways to name it, to move what does not belong, to make more of it."""
    names = ("community", "named_by", "merged_into", "merged_by", "aside_by", "split_from")
    seen = Theme.objects.visible_to(request.user).select_related(*names)
    theme = get_object_or_404(seen, pk=pk)
    sheet = Paginator(theme.members.in_order(), MEMBERS).get_page(request.GET.get("page"))
    context = {
        "theme": theme,
        "sheet": sheet,
        "voices": voices_of(sheet, request.user),
        "feelings": feelings_of([theme])[theme.pk],
        "language_name": language_name,
        "reading": reading_of(theme),
        "past": past_of(theme),
        "summary": summary_of(theme, request.user),
        **_tools(theme, request.user),
    }
    return render(request, "intelligence/theme.html", context)


def _tools(theme: Theme, person: Visitor) -> dict[str, Any]:
    """What this person may do with a theme and its members."""
    may = rules.may_tend(person, theme.community)
    others = Theme.objects.filter(community=theme.community_id).standing().exclude(pk=theme.pk)
    verbs = ("name", "merge", "unmerge", "set_aside", "take_up", "split", "rejoin")
    return {
        "may": may,
        "mays": {verb: getattr(rules, f"may_{verb}")(person, theme) for verb in verbs},
        "split_form": SplitForm(auto_id="split_%s"),
        "name_form": NameForm(initial={"name": theme.name_given}),
        "others": [(one.pk, one.name) for one in others.largest_first()[:CHOICES]] if may else [],
        "sentiments": Sentiment.choices,
    }


@require_safe
def look_alikes(request: Request) -> HttpResponse:
    """A fragment: ideas like the title that somebody types; empty where nobody can tell."""
    meanings = encode(request.GET.get("text", "")[:TITLE_LENGTH])
    ideas = look_alikes_of_words(meanings, request.user)
    offered = [(idea, may_support(request.user, idea)) for idea, _cosine in ideas]
    context = {"ideas": offered, "model": meanings[0].model if meanings else ""}
    return render(request, "intelligence/look_alikes.html", context)
