"""What I gave elsewhere: claimed by an address, with the reason shown, and undone by a press."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.people import actions, rules
from folkmoot.domains.people.models import Merge
from folkmoot.domains.people.requests import SignedInRequest


@require_safe
@login_required
def identities(request: SignedInRequest) -> HttpResponse:
    merges = Merge.objects.filter(kept=request.user).select_related("gone", "by")[:100]
    context = {
        "merges": [(merge, rules.may_part(request.user, merge)) for merge in merges],
        "waiting": actions.waiting_under_address(request.user)[:50],
    }
    return render(request, "people/identities.html", context)


@require_POST
@login_required
def claim(request: SignedInRequest) -> HttpResponse:
    found = actions.claim(request.user)
    words = ngettext(
        "%(n)d name from elsewhere is yours now.", "%(n)d names from elsewhere are yours now.", found
    )
    messages.success(request, words % {"n": found})
    return redirect("people:identities")


@require_POST
@login_required
def part(request: SignedInRequest, pk: int) -> HttpResponse:
    merge = get_object_or_404(Merge.objects.filter(kept=request.user), pk=pk)
    actions.part(merge, by=request.user)
    messages.success(request, _("It is undone: what was given under that name is no longer on your page."))
    return redirect("people:identities")
