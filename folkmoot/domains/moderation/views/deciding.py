"""The buttons of a moderator: for one thing or for all that are picked; each answers with the way to undo it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from folkmoot.domains.moderation import actions
from folkmoot.domains.moderation.actions.deciding import Decided
from folkmoot.domains.moderation.forms import DecideForm
from folkmoot.domains.moderation.models import Done
from folkmoot.domains.people.requests import SignedInRequest

MOST_PICKED = 200


@require_POST
@login_required
def hide(request: SignedInRequest) -> HttpResponse:
    return _decide_with_reason(request, actions.hide)


@require_POST
@login_required
def lock(request: SignedInRequest) -> HttpResponse:
    return _decide_with_reason(request, actions.lock)


@require_POST
@login_required
def let_pass(request: SignedInRequest) -> HttpResponse:
    return _decide(request, actions.let_pass)


@require_POST
@login_required
def restore(request: SignedInRequest) -> HttpResponse:
    return _decide(request, actions.restore)


@require_POST
@login_required
def unlock(request: SignedInRequest) -> HttpResponse:
    return _decide(request, actions.unlock)


def _decide_with_reason(request: SignedInRequest, action: Callable[..., Decided]) -> HttpResponse:
    form = DecideForm(request.POST)
    if form.is_valid():
        return _decide(request, action, **form.cleaned_data)
    messages.error(request, _("Choose a reason: the author will read it."))
    return _back(request)


def _decide(request: SignedInRequest, action: Callable[..., Decided], **words: Any) -> HttpResponse:
    picked = request.POST.getlist("pick")[:MOST_PICKED]
    decided = action(picked, by=request.user, **words)
    _tell(request, decided)
    return _back(request)


def _tell(request: SignedInRequest, decided: Decided) -> None:
    done = decided.decisions
    said = ngettext("%(n)d thing %(done)s.", "%(n)d things %(done)s.", len(done)) % {
        "n": len(done),
        "done": Done(done[0].verb).label,
    }
    if len(done) == 1:
        said = format_html(
            '{} <a href="{}">{}</a>', said, done[0].get_absolute_url(), _("Look at it, or undo it")
        )
    messages.success(request, said)
    for because in sorted(set(decided.refused.values())):
        messages.warning(request, because)


def _back(request: SignedInRequest) -> HttpResponse:
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(back if is_ours else "moderation:index")
