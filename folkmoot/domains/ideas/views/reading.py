"""The list of ideas, and the page of one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas import rules
from folkmoot.domains.ideas.fates import dots_of, fate_of
from folkmoot.domains.ideas.forms import FilterForm
from folkmoot.domains.ideas.models import Idea, IdeaQuerySet
from folkmoot.domains.ideas.search import search
from folkmoot.domains.ideas.showing import merges_of
from folkmoot.domains.ideas.states import State
from folkmoot.domains.people.models import Visitor
from folkmoot.domains.people.requests import Request
from folkmoot.kit.pages import page

PER_PAGE = 20


@require_safe
def index(request: Request, slug: str = "") -> HttpResponse:
    """Ideas of one community, or of all that this person may see."""
    communities = Community.objects.visible_to(request.user)
    community = get_object_or_404(communities, slug=slug) if slug else None
    visible = Idea.objects.visible_to(request.user).published()
    if request.GET.get("state") != State.MERGED:
        visible = visible.on_their_own()
    ideas = visible.filter(community=community) if community else visible
    form = FilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    context = {
        "community": community,
        "communities": communities.by_name()[:50],
        "form": form,
        "dots_of": dots_of,
        "is_filtered": bool(asked.get("q") or asked.get("state")),
        **_sheet(ideas, asked, request),
    }
    return page(request, "ideas/index.html", context, block="results")


def _sheet(ideas: IdeaQuerySet, asked: dict[str, str], request: Request) -> dict[str, Any]:
    ideas = ideas.with_names().with_my_support(request.user)
    if state := asked.get("state"):
        ideas = ideas.in_state(state)
    if words := asked.get("q"):
        found: Any = search(ideas, words)
    else:
        found = ideas.most_supported_first() if asked.get("sort") == "support" else ideas.newest_first()
    sheet = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return {"sheet": sheet, "may_support": {i.pk: rules.may_ask_to_support(request.user, i) for i in sheet}}


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    ideas = Idea.objects.visible_to(request.user).with_names().with_my_support(request.user)
    idea = get_object_or_404(ideas, pk=pk)
    return page(request, "ideas/detail.html", context_of(idea, request.user))


def context_of(idea: Idea, person: Visitor) -> dict[str, Any]:
    """What the page of an idea shows to this person."""
    may = {
        verb: getattr(rules, f"may_{verb}")(person, idea)
        for verb in ("edit", "publish", "revise", "withdraw", "look_for_a_twin")
    }
    may["support"] = rules.may_ask_to_support(person, idea)
    return {
        "idea": idea,
        "may": may,
        "fate": fate_of(idea),
        "pictures": idea.pictures.all(),
        "merges": merges_of(idea, person),
    }


@require_safe
def versions(request: Request, pk: int) -> HttpResponse:
    idea = get_object_or_404(Idea.objects.visible_to(request.user).with_names(), pk=pk)
    newest_first = idea.versions.select_related("by").order_by("-number")[:50]
    return page(request, "ideas/versions.html", {"idea": idea, "versions": newest_first})
