"""Opportunities: seen in an insight, linked to others, taken up or left."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.forms import FrameForm, SettleForm
from folkmoot.domains.insights.models import Insight, Opportunity
from folkmoot.domains.people.models import Visitor
from folkmoot.domains.people.requests import Request, SignedInRequest

from .finding import insight_for, insight_named
from .reading import shown


@require_POST
@login_required
def frame(request: SignedInRequest, pk: int) -> HttpResponse:
    insight = insight_for(request.user, pk)
    rules.may_frame(request.user, insight).insist()
    form = FrameForm(request.POST, auto_id="frame_%s")
    if not form.is_valid():
        return shown(request, insight, frame_form=form)
    return redirect(actions.frame(insight, by=request.user, **form.cleaned_data))


@require_safe
def opportunity(request: Request, pk: int) -> HttpResponse:
    return _page(request, _opportunity_for(request.user, pk), SettleForm())


@require_POST
@login_required
def link(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another insight speaks of the same need; it is named by its number."""
    one = _opportunity_for(request.user, pk)
    rules.may_link(request.user, one).insist()
    if insight := insight_named(request):
        actions.link(one, by=request.user, insight=insight)
    return redirect(one)


@require_POST
@login_required
def settle(request: SignedInRequest, pk: int) -> HttpResponse:
    one = _opportunity_for(request.user, pk)
    rules.may_settle(request.user, one).insist()
    form = SettleForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form)
    return redirect(actions.settle(one, by=request.user, **form.cleaned_data))


def _opportunity_for(person: Visitor, pk: int) -> Opportunity:
    seen = Opportunity.objects.visible_to(person).select_related("community", "owner", "framed_by")
    return get_object_or_404(seen, pk=pk)


def _page(request: Request, one: Opportunity, form: SettleForm) -> HttpResponse:
    here = Insight.objects.filter(community=one.community)
    may = {"link": rules.may_link(request.user, one), "settle": rules.may_settle(request.user, one)}
    context = {
        "one": one,
        "insights": list(one.insights.with_names().order_by("pk")[:50]),
        "others": list(here.exclude(opportunities=one).order_by("-pk")[:100]) if may["link"] else [],
        "may": may,
        "form": form,
    }
    return render(request, "insights/opportunity.html", context, status=422 if form.errors else 200)
