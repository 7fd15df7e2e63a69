"""The board, the roadmap and the changelog: for a community and for all, as pages and as CSV."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.activity.keeping import kept
from folkmoot.domains.insights import board as looks
from folkmoot.domains.insights.chain import dots_of
from folkmoot.domains.insights.exports import csv_of
from folkmoot.domains.insights.models import Stage
from folkmoot.domains.insights.working import working_days
from folkmoot.domains.people.requests import Request

from .finding import communities_offered, community_asked, number_asked

PER_PAGE = 30


@require_safe
@kept
def board(request: Request) -> HttpResponse:
    """All columns; or one of them, in sheets."""
    community, owner = community_asked(request, request.user), number_asked(request, "owner")
    of_community = looks.insights_on_board(request.user, community=community)
    late = request.GET.get("late") == "1"
    found = looks.insights_on_board(request.user, community=community, owner=owner, is_late=late)
    context = {
        **_filter(request, community),
        "owners": [(one.pk, one.name) for one in looks.owners_on_board(of_community)],
        "owner": owner or "",
        "late": "1" if late else "",
        "dots_of": dots_of,
        "clock_of": working_days().clock,
    }
    column = request.GET.get("column", "")
    if column in looks.COLUMNS:
        sheet = Paginator(looks.in_column(found, column), PER_PAGE).get_page(request.GET.get("page"))
        one = {"sheet": sheet, "label": looks.COLUMNS[column][0], "column": column}
        return render(request, "insights/column.html", {**context, **one})
    return render(request, "insights/board.html", {**context, "columns": looks.columns(found)})


@require_safe
@kept
def roadmap(request: Request) -> HttpResponse:
    """Planned, under way, delivered lately, stopped with why."""
    community = community_asked(request, request.user)
    lanes = looks.lanes(request.user, community)
    every = [one for lane in lanes for one in lane.deliveries]
    asked = looks.ideas_asked(every, request.user)
    context = {"lanes": lanes, "is_empty": not every, "asked": asked, **_filter(request, community)}
    return render(request, "insights/roadmap.html", context)


@require_safe
@kept
def changelog(request: Request) -> HttpResponse:
    """What was delivered, by month, the newest first."""
    community = community_asked(request, request.user)
    found = looks.shipped(request.user, community)
    sheet = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    asked = looks.ideas_asked(list(sheet.object_list), request.user)
    months = looks.by_month(list(sheet.object_list))
    context = {"sheet": sheet, "months": months, "asked": asked, **_filter(request, community)}
    return render(request, "insights/changelog.html", context)


@require_safe
def roadmap_csv(request: Request) -> HttpResponse:
    """All of the roadmap, the changelog with it, one line a delivery; at most 5,000."""
    community = community_asked(request, request.user)
    found = looks.deliveries(request.user, *Stage, community=community)
    answer = HttpResponse(csv_of(found[:5_000]), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="roadmap.csv"'
    return answer


def _filter(request: Request, community: Any) -> dict[str, Any]:
    slug = community.slug if community else ""
    return {"communities": communities_offered(request.user), "community": slug}
