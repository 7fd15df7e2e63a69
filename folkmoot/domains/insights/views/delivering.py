"""How far a delivery is, and what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.forms import DeliverForm, MeasureForm
from folkmoot.domains.people.requests import SignedInRequest

from .finding import delivery_for, insight_for
from .reading import shown


@require_POST
@login_required
def deliver(request: SignedInRequest, pk: int) -> HttpResponse:
    delivery = delivery_for(request.user, pk)
    rules.may_deliver(request.user, delivery).insist()
    form = DeliverForm(request.POST, delivery=delivery, auto_id="deliver_%s")
    if not form.is_valid():
        return shown(request, insight_for(request.user, pk), deliver_form=form)
    words = {name: form.cleaned_data[name] for name in ("stage", "note", "promised_on", "review_on", "link")}
    percent, owner = form.cleaned_data["percent"] or 0, form.chosen("owner")
    actions.deliver(delivery, by=request.user, percent=percent, owner=owner, **words)
    messages.success(request, _("The roadmap says so now."))
    return redirect(f"{delivery.insight.get_absolute_url()}#delivery")


@require_POST
@login_required
def measure(request: SignedInRequest, pk: int) -> HttpResponse:
    delivery = delivery_for(request.user, pk)
    rules.may_measure(request.user, delivery).insist()
    form = MeasureForm(request.POST, auto_id="measure_%s")
    if not form.is_valid():
        return shown(request, insight_for(request.user, pk), measure_form=form)
    actions.measure(delivery, by=request.user, **form.cleaned_data)
    messages.success(request, _("Everybody who asked for it can see what came of it."))
    return redirect(f"{delivery.insight.get_absolute_url()}#delivery")
