"""Tokens for programs: made with a fresh sign-in, shown once, revoked at once."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.people import actions, rules
from folkmoot.domains.people.forms import TokenForm
from folkmoot.domains.people.models import Scope
from folkmoot.domains.people.requests import SignedInRequest

FRESH = "people.fresh_token"


@require_safe
@login_required
@never_cache
def tokens(request: SignedInRequest) -> HttpResponse:
    """My tokens; a new one is shown this once."""
    return _page(request, TokenForm(initial={"scopes": [Scope.READ]}), fresh=request.session.pop(FRESH, None))


@require_POST
@login_required
def make_token(request: SignedInRequest) -> HttpResponse:
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, fresh=None)
    raise_if_reauthentication_required(request, app="people")
    _token, secret = actions.make_token(request.user, **form.cleaned_data)
    request.session[FRESH] = secret
    messages.success(request, _("The token is made. Copy it now: nobody can show it again."))
    return redirect("people:tokens")


@require_POST
@login_required
def revoke_token(request: SignedInRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(request.user.tokens, pk=pk)
    actions.revoke_token(token, by=request.user)
    messages.success(request, _("%(name)s opens nothing any more.") % {"name": token.name})
    return redirect("people:tokens")


def _page(request: SignedInRequest, form: TokenForm, *, fresh: str | None) -> HttpResponse:
    context = {
        "form": form,
        "fresh": fresh,
        "tokens": request.user.tokens.newest_first()[:50],
        "may": rules.may_make_token(request.user),
    }
    return render(request, "people/tokens.html", context, status=422 if form.errors else 200)
