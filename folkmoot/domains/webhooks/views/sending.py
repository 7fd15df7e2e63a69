"""The log of a webhook; a test; sending again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.domains.webhooks import actions, rules, tasks
from folkmoot.domains.webhooks.forms import LogForm, ReplayForm
from folkmoot.domains.webhooks.models import Outcome
from folkmoot.domains.webhooks.offered import offered_verbs
from folkmoot.domains.webhooks.showing import log_of, start_of, words_of_attempt
from folkmoot.kit.answers import Refused

from .owning import seen


@require_safe
@login_required
def log(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was sent and what was answered, by outcome, event and day."""
    webhook, form = seen(request, pk), LogForm(request.GET)
    form.full_clean()
    asked = form.cleaned_data
    context = {
        "webhook": webhook,
        "form": form,
        "sheet": log_of(webhook, asked, request.GET.get("page")),
        "is_narrowed": any(asked.values()),
        "outcomes": Outcome.choices,
        "verbs": [(verb, verb) for verb in webhook.verbs or sorted(offered_verbs())],
        "words_of": words_of_attempt,
        "may": rules.may_replay(request.user, webhook),
    }
    return render(request, "webhooks/log.html", context)


@require_POST
@login_required
def test(request: SignedInRequest, pk: int) -> HttpResponse:
    webhook = seen(request, pk)
    with transaction.atomic():
        tasks.queue(actions.test(webhook, by=request.user))
    messages.success(request, _("A test is on its way. What came of it stands in the log in a moment."))
    return redirect("webhooks:log", pk)


@require_POST
@login_required
def replay(request: SignedInRequest, pk: int) -> HttpResponse:
    """One delivery, or all that failed since a day."""
    webhook, form = seen(request, pk), ReplayForm(request.POST)
    if not form.is_valid():
        raise Refused(_("This is no day."))
    chosen, day = form.cleaned_data["delivery"], form.cleaned_data["since"]
    one = get_object_or_404(webhook.deliveries, pk=chosen) if chosen else None
    with transaction.atomic():
        since = start_of(day) if day else None
        again = actions.replay(webhook, by=request.user, delivery=one, since=since)
        tasks.queue(again)
    said = ngettext("%(num)s delivery is sent again.", "%(num)s deliveries are sent again.", len(again))
    messages.success(request, said % {"num": len(again)})
    return redirect("webhooks:log", pk)
