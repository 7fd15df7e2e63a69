"""The list of ideas, and the page of one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import get_template
from django.views.decorators.http import require_safe

from folkmoot.activity.keeping import kept
from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas import rules
from folkmoot.domains.ideas.fates import dots_of, fate_of
from folkmoot.domains.ideas.forms import FilterForm
from folkmoot.domains.ideas.listing import sheet
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.ideas.showing import Told, merges_of, seen_by, told_of
from folkmoot.domains.people.models import Visitor
from folkmoot.domains.people.requests import Request
from folkmoot.kit.fragments import rendered
from folkmoot.kit.pages import fill_together, page
from folkmoot.kit.together import rows_of


@require_safe
@kept
def index(request: Request, slug: str = "") -> HttpResponse:
    """Ideas of one community, or of all that this person may see."""
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug) if slug else None
    asked = _asked(request)
    here = community.pk if community else None
    asking = sheet(request.user, here, asked, request.GET.get("page"))
    (found,) = fill_together(request, {"site.top": None}, asking)
    context = {
        "community": community,
        "finder": rendered(_finder, "ideas/finder.html", _as_written(request)),
        "dots_of": dots_of,
        "is_filtered": bool(asked.get("q") or asked.get("state")),
        "sheet": found,
        "may_support": {idea.pk: rules.may_ask_to_support(request.user, idea) for idea in found},
    }
    return page(request, "ideas/index.html", context, block="results")


FILTERS = tuple(FilterForm.base_fields)


def _asked(request: Request) -> dict[str, str]:
    """What the list is asked for; nothing where that is no question of ours."""
    if not any(request.GET.get(name) for name in FILTERS):
        return {}
    form = FilterForm(request.GET)
    return form.cleaned_data if form.is_valid() else {}


def _as_written(request: Request) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in FILTERS}


def _finder(template: str, asked: dict[str, str]) -> str:
    """The form that asks, which is the same for all who ask the same."""
    return get_template(template).render({"asked": asked, "form": FilterForm()})


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
