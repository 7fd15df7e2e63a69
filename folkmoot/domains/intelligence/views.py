"""Doors for people: what others speak of, and putting right what the machine suggests."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas.models import TITLE_LENGTH
from folkmoot.domains.people.models import Visitor
from folkmoot.domains.people.requests import Request, SignedInRequest
from folkmoot.kit.pages import page

from . import actions, rules
from .encoding import encode
from .forms import LanguageForm, MoveForm, NameForm, SentimentForm
from .languages import language_name
from .models import Grouping, Sentiment, Theme, ThemeMember, Understanding
from .progress import progress_of, topic_of
from .showing import feelings_of, look_alikes_of_words, quotes_of, voices_of

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
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    standing = Theme.objects.filter(community=community, size__gt=0).standing().largest_first()
    sheet = Paginator(standing.select_related("named_by"), THEMES).get_page(request.GET.get("page"))
    shown = list(sheet)
    context = {
        "community": community,
        "sheet": sheet,
        "quotes": quotes_of(shown),
        "feelings": feelings_of(shown),
        "grouping": Grouping.objects.filter(community=community).first(),
        "progress": progress_of(community.pk),
        "watched": topic_of(community.pk),
    }
    return page(request, "intelligence/themes.html", context, block="list")


@require_safe
def theme(request: Request, pk: int) -> HttpResponse:
    """One theme: who says what, and the ways to name it, to move what does not belong, to make more of it."""
    seen = Theme.objects.visible_to(request.user).select_related("community", "named_by")
    theme = get_object_or_404(seen, pk=pk)
    sheet = Paginator(theme.members.in_order(), MEMBERS).get_page(request.GET.get("page"))
    context = {
        "theme": theme,
        "sheet": sheet,
        "voices": voices_of(sheet, request.user),
        "feelings": feelings_of([theme])[theme.pk],
        "language_name": language_name,
        **_tools(theme, request.user),
    }
    return render(request, "intelligence/theme.html", context)


def _tools(theme: Theme, person: Visitor) -> dict[str, Any]:
    """What this person may do with a theme and its members."""
    may = rules.may_tend(person, theme.community)
    others = Theme.objects.filter(community=theme.community_id).standing().exclude(pk=theme.pk)
    return {
        "may": may,
        "may_name": rules.may_name(person, theme),
        "name_form": NameForm(initial={"name": theme.name_given}),
        "others": [(one.pk, one.name) for one in others.largest_first()[:CHOICES]] if may else [],
        "sentiments": Sentiment.choices,
    }


@require_safe
def look_alikes(request: Request) -> HttpResponse:
    """A fragment: ideas like the title that somebody types; empty where nobody can tell."""
    meaning = encode(request.GET.get("text", "")[:TITLE_LENGTH])
    ideas = look_alikes_of_words(meaning, request.user) if meaning else []
    context = {"ideas": ideas, "model": meaning.model if meaning else ""}
    return render(request, "intelligence/look_alikes.html", context)


@require_POST
@login_required
def name_theme(request: SignedInRequest, pk: int) -> HttpResponse:
    theme = get_object_or_404(Theme.objects.visible_to(request.user), pk=pk)
    form = NameForm(request.POST)
    if form.is_valid():
        theme = actions.name_theme(theme, by=request.user, name=form.cleaned_data["name"])
        messages.success(request, _("It goes by “%(name)s” now.") % {"name": theme.name})
    else:
        messages.error(request, _("A name has at most 120 letters."))
    return redirect(theme)


@require_POST
@login_required
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    members = ThemeMember.objects.visible_to(request.user).select_related("theme")
    member = get_object_or_404(members, pk=pk)
    form = MoveForm(request.POST)
    before = member.theme
    if form.is_valid():
        to = get_object_or_404(Theme.objects.visible_to(request.user), pk=form.cleaned_data["to"])
        actions.move(member, by=request.user, to=to)
        messages.success(request, _("It belongs to “%(name)s” now, and stays there.") % {"name": to.name})
    else:
        messages.error(request, _("Choose a theme."))
    return _back(request, before.get_absolute_url())


@require_POST
@login_required
def correct_language(request: SignedInRequest, pk: int) -> HttpResponse:
    understanding = get_object_or_404(Understanding.objects.visible_to(request.user), pk=pk)
    form = LanguageForm(request.POST)
    if form.is_valid():
        actions.correct_language(understanding, by=request.user, language=form.cleaned_data["language"])
        messages.success(request, _("Thank you. It is read again in that language."))
    else:
        messages.error(request, _("Choose a language from the list."))
    return _back(request, understanding.community.get_absolute_url())


@require_POST
@login_required
def correct_sentiment(request: SignedInRequest, pk: int) -> HttpResponse:
    understanding = get_object_or_404(Understanding.objects.visible_to(request.user), pk=pk)
    form = SentimentForm(request.POST)
    if form.is_valid():
        actions.correct_sentiment(understanding, by=request.user, sentiment=form.cleaned_data["sentiment"])
        messages.success(request, _("Thank you. Your word counts from now on."))
    else:
        messages.error(request, _("Choose one of the feelings."))
    return _back(request, understanding.community.get_absolute_url())


def _back(request: Request, otherwise: str) -> HttpResponse:
    """To the page from which the form was sent."""
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_ours else otherwise)
