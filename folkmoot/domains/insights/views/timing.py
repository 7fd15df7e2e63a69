"""The calendar of the organisation, and the reply clock of a community."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.communities.models import Community
from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.forms import ClockForm, FillForm, FreeForm
from folkmoot.domains.insights.models import OWN, FreeDay, ReplyTerms
from folkmoot.domains.insights.working import working_days
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit import clock


@require_safe
@login_required
def calendar(request: SignedInRequest) -> HttpResponse:
    """The days on which nobody works, those to come first."""
    rules.may_free(request.user).insist()
    return _calendar(request)


@require_POST
@login_required
def free(request: SignedInRequest) -> HttpResponse:
    rules.may_free(request.user).insist()
    form = FreeForm(request.POST)
    if not form.is_valid():
        return _calendar(request, free_form=form)
    _tell_new(request, actions.free(form.cleaned_data["days"], by=request.user))
    return redirect("insights:calendar")


@require_POST
@login_required
def fill(request: SignedInRequest) -> HttpResponse:
    rules.may_fill(request.user).insist()
    form = FillForm(request.POST)
    if not form.is_valid():
        return _calendar(request, fill_form=form)
    _tell_new(request, actions.fill(by=request.user, **form.cleaned_data))
    return redirect("insights:calendar")


@require_POST
@login_required
def unfree(request: SignedInRequest, pk: int) -> HttpResponse:
    rules.may_unfree(request.user).insist()
    actions.unfree(get_object_or_404(FreeDay, pk=pk, on__isnull=False), by=request.user)
    messages.success(request, _("That day is worked on now."))
    return redirect("insights:calendar")


@require_POST
@login_required
def week(request: SignedInRequest) -> HttpResponse:
    days = [int(day) for day in request.POST.getlist("weekday") if day in {"0", "1", "2", "3", "4", "5", "6"}]
    actions.week(days, by=request.user)
    messages.success(request, _("The week is kept."))
    return redirect("insights:calendar")


@require_http_methods(["GET", "POST"])
@login_required
def set_clock(request: SignedInRequest, slug: str) -> HttpResponse:
    """How fast this community is answered, and who is told when it is not."""
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    rules.may_set_clock(request.user, community).insist()
    there = ReplyTerms.objects.filter(community=community).values(
        "days_to_answer", "days_to_escalation", "escalates_to"
    )
    form = ClockForm(request.POST or None, community=community, initial=there.first() or {})
    if form.is_valid():
        days = {name: form.cleaned_data[name] for name in ("days_to_answer", "days_to_escalation")}
        actions.set_clock(community, by=request.user, escalates_to=form.chosen("escalates_to"), **days)
        messages.success(request, _("The clock runs by this from now on."))
        return redirect(community)
    context = {"community": community, "form": form}
    return render(request, "insights/set_clock.html", context, status=422 if form.errors else 200)


def _calendar(request: SignedInRequest, **forms: Form) -> HttpResponse:
    dates = FreeDay.objects.filter(on__gte=clock.today()).order_by("on")
    context: dict[str, Any] = {
        "sheet": Paginator(dates, 60).get_page(request.GET.get("page")),
        "free_weekdays": working_days().weekdays,
        "free_form": FreeForm(),
        "fill_form": FillForm(initial={"country": _country()}),
        **forms,
    }
    return render(request, "insights/calendar.html", context, status=422 if forms else 200)


def _country() -> str:
    """That whose holidays were filled in last."""
    newest = FreeDay.objects.exclude(source=OWN).order_by("-pk").values_list("source", flat=True)
    return newest.first() or ""


def _tell_new(request: SignedInRequest, count: int) -> None:
    words = ngettext("%(n)d day is new.", "%(n)d days are new.", count) % {"n": count}
    messages.success(request, words)
