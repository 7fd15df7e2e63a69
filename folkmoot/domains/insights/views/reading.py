"""Insights to read: the list, and the page of one with all its steps."""

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.activity.keeping import kept
from folkmoot.domains.insights.models import Insight
from folkmoot.domains.insights.showing import insight_context
from folkmoot.domains.insights.working import working_days
from folkmoot.domains.people.requests import Request
from folkmoot.kit import clock

from .finding import insight_for


@require_safe
@kept
def index(request: Request) -> HttpResponse:
    """What waits for an answer, the late first; then what was answered."""
    seen = Insight.objects.visible_to(request.user).with_names()
    state = request.GET.get("state", "")
    chosen = {"late": seen.late(clock.today()), "answered": seen.answered()}.get(state, seen)
    sheet = Paginator(chosen.order_by("answered_at", "due_on", "-id"), 30).get_page(request.GET.get("page"))
    return render(
        request, "insights/index.html", {"sheet": sheet, "state": state, "clock_of": working_days().clock}
    )


@require_safe
@kept
def detail(request: Request, pk: int) -> HttpResponse:
    return shown(request, insight_for(request.user, pk))


def shown(request: Request, insight: Insight, **forms: Form) -> HttpResponse:
    """The page of an insight; with an answer that could not be given, its words are still in the form."""
    context = {**insight_context(insight, request.user), **forms}
    return render(request, "insights/detail.html", context, status=422 if forms else 200)
