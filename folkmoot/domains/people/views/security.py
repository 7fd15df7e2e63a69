"""What keeps my account safe: ways in, second steps, sessions."""

from allauth.account.internal.flows.logout import logout
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.people import actions, sessions
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.domains.people.ways_in import ways_in_of


@require_safe
@login_required
@never_cache
def security(request: SignedInRequest) -> HttpResponse:
    """How I get in, what guards it, where I am in just now, and which programs act in my name."""
    context = {
        "ways": ways_in_of(request.user),
        "sessions": sessions.sessions_of(request.user, request),
        "tokens": request.user.tokens.open().count(),
    }
    return render(request, "people/security.html", context)


@require_POST
@login_required
def end_session(request: SignedInRequest, pk: int) -> HttpResponse:
    actions.end_session(request.user, pk=pk)
    messages.success(request, _("That browser is out."))
    return redirect("people:security")


@require_POST
@login_required
def end_other_sessions(request: SignedInRequest) -> HttpResponse:
    sessions.keep_only_this(request, request.user)
    messages.success(request, _("You are signed in here only."))
    return redirect("people:security")


@require_http_methods(["GET", "POST"])
@login_required
def sign_in_again(request: SignedInRequest) -> HttpResponse:
    """For people who have nothing but their mail: a fresh code shows that it is still them."""
    if request.method == "POST":
        logout(request, show_message=False)
        return redirect(f"{reverse('account_request_login_code')}?{urlencode({'next': _next(request)})}")
    return render(request, "people/sign_in_again.html")


def _next(request: SignedInRequest) -> str:
    """Where they come back: a page of ours, or the page of security."""
    wish = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wish, {request.get_host()}, request.is_secure())
    return wish if is_ours else reverse("people:security")
