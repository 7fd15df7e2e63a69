"""Making an insight, giving it, handing it over."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.forms import MakeForm
from folkmoot.domains.insights.showing import give_form, hand_over_form
from folkmoot.domains.insights.working import proposed_day
from folkmoot.domains.intelligence.models import Theme
from folkmoot.domains.people.requests import SignedInRequest

from .finding import insight_for


@require_http_methods(["GET", "POST"])
@login_required
def make(request: SignedInRequest, theme_pk: int) -> HttpResponse:
    """An insight from a theme, given to its owner in the same press."""
    theme = get_object_or_404(Theme.objects.visible_to(request.user).select_related("community"), pk=theme_pk)
    rules.may_make(request.user, theme.community).insist()
    due_on, first = proposed_day(theme.community_id), {"title": theme.name}
    form = MakeForm(request.POST or None, community=theme.community, due_on=due_on, initial=first)
    if form.is_valid():
        insight = actions.make_and_give(
            theme.community, by=request.user, voices=theme.voices(), origin=theme, **form.made
        )
        messages.success(request, _("%(name)s is told.") % {"name": insight.owner})
        return redirect(insight)
    context = {"theme": theme, "form": form, "voices": theme.voices()}
    return render(request, "insights/make.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def give(request: SignedInRequest, pk: int) -> HttpResponse:
    insight = insight_for(request.user, pk)
    rules.may_give(request.user, insight).insist()
    form = give_form(insight, request.POST)
    if form.is_valid():
        owner = form.people[form.cleaned_data["owner"]]
        actions.give(insight, by=request.user, owner=owner, due_on=form.cleaned_data["due_on"])
        messages.success(request, _("%(name)s is told.") % {"name": owner})
    else:
        messages.error(request, _("Choose a person and a day."))
    return redirect(insight)


@require_POST
@login_required
def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """Not mine: it goes to somebody else, and its clock runs on."""
    insight = insight_for(request.user, pk)
    rules.may_hand_over(request.user, insight).insist()
    form = hand_over_form(insight, request.user, request.POST)
    if form is not None and form.is_valid():
        to = form.people[form.cleaned_data["to"]]
        actions.hand_over(insight, by=request.user, to=to, reason=form.cleaned_data["reason"])
        messages.success(request, _("%(name)s is told. The day of the answer stays.") % {"name": to})
    else:
        messages.error(request, _("Choose a person, and say why it is not yours."))
    return redirect("insights:desk" if request.POST.get("next") == "desk" else insight.get_absolute_url())
