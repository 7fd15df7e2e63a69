"""The list of ideas, and the page of one."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from folkmoot.activity.keeping import kept
from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas import rules
from folkmoot.domains.ideas.fates import dots_of, fate_of
from folkmoot.domains.ideas.forms import FilterForm
from folkmoot.domains.ideas.models import Idea, IdeaQuerySet
from folkmoot.domains.ideas.search import search
from folkmoot.domains.ideas.showing import Told, merges_of, seen_by, told_of
from folkmoot.domains.people.models import Visitor
from folkmoot.domains.people.requests import Request
from folkmoot.kit.pages import fill_together, page
from folkmoot.kit.preparing import Counted, prepared
from folkmoot.kit.sheets import sheet_of
from folkmoot.kit.together import Asking, counts, rows_of

PER_PAGE = 20


@require_safe
@kept
def index(request: Request, slug: str = "") -> HttpResponse:
    """Ideas of one community, or of all that this person may see."""
    communities = Community.objects.visible_to(request.user)
    community = get_object_or_404(communities, slug=slug) if slug else None
    form = FilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    asking = _sheet(request, community, asked)
    (sheet,) = fill_together(request, {"site.top": None}, asking)
    context = {
        "community": community,
        "form": form,
        "dots_of": dots_of,
        "is_filtered": bool(asked.get("q") or asked.get("state")),
        "sheet": sheet,
        "may_support": {idea.pk: rules.may_ask_to_support(request.user, idea) for idea in sheet},
    }
    return page(request, "ideas/index.html", context, block="results")


def _sheet(request: Request, community: Community | None, asked: dict[str, str]) -> "Asking[Page[Idea]]":
    person, state = request.user, asked.get("state") or None
    here = community.pk if community else None
    by_support, number = asked.get("sort") == "support", request.GET.get("page")
    if words := asked.get("q"):
        found = search(listed(person, here, state, is_full=True), words)
        return Paginator(found, PER_PAGE).get_page(number)
    return (
        yield from sheet_of(
            count_of(person, here, state),
            lambda first: rows_of_a_sheet(person, here, state, (by_support, first)),
            number,
            per_page=PER_PAGE,
        )
    )


def listed(person: Visitor, community: int | None, state: str | None, *, is_full: bool) -> IdeaQuerySet:
    """What the list shows, with names and this person's support where rows are wanted. Those that went into another
    are shown there, and here only to whoever asks for them."""
    ideas = Idea.objects.visible_to(person).published()
    ideas = ideas.in_state(state) if state else ideas.on_their_own()
    ideas = ideas.filter(community=community) if community else ideas
    return ideas.with_names().with_my_support(person) if is_full else ideas


@prepared
def count_of(person: Visitor, community: int | None, state: str | None) -> Counted:
    return counts(listed(person, community, state, is_full=False))


@prepared
def rows_of_a_sheet(
    person: Visitor, community: int | None, state: str | None, plan: tuple[bool, int]
) -> "QuerySet[Idea]":
    by_support, first = plan
    ideas = listed(person, community, state, is_full=True)
    ordered = ideas.most_supported_first() if by_support else ideas.newest_first()
    return ordered[first : first + PER_PAGE]


@require_safe
@kept
def detail(request: Request, pk: int) -> HttpResponse:
    ((*found,),) = rows_of([seen_by(request.user, pk)])
    if not found:
        raise Http404
    idea: Idea = found[0]
    (told,) = fill_together(request, {"ideas.idea.": idea, "site.top": None}, told_of(idea))
    return page(request, "ideas/detail.html", context_of(idea, request.user, told))


def context_of(idea: Idea, person: Visitor, told: Told) -> dict[str, Any]:
    """What the page of an idea shows to this person."""
    may = {
        verb: getattr(rules, f"may_{verb}")(person, idea)
        for verb in ("edit", "publish", "revise", "withdraw", "look_for_a_twin")
    }
    may["support"] = rules.may_ask_to_support(person, idea)
    return {
        "idea": idea,
        "may": may,
        "fate": fate_of(idea, told.changes),
        "pictures": told.pictures,
        "merges": merges_of(idea, person, told.merges),
    }


@require_safe
def versions(request: Request, pk: int) -> HttpResponse:
    idea = get_object_or_404(Idea.objects.visible_to(request.user).with_names(), pk=pk)
    newest_first = idea.versions.select_related("by").order_by("-number")[:50]
    return page(request, "ideas/versions.html", {"idea": idea, "versions": newest_first})
