"""Doors for people: ways in, and my page."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import actions, rules
from .forms import NameForm
from .models import SignInLink, digest
from .requests import Request, SignedInRequest


@require_http_methods(["GET", "POST"])
def enter(request: Request, token: str) -> HttpResponse:
    """A link is looked at by mail scanners; only the button on its page uses it up."""
    if request.method == "POST":
        person = actions.use_sign_in_link(token)
        login(request, person, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("people:me")
    link = SignInLink.objects.select_related("person").filter(digest=digest(token)).first()
    may = rules.may_sign_in(link)
    return render(request, "people/enter.html", {"link": link, "may": may}, status=200 if may else 410)


@require_safe
@login_required
def me(request: SignedInRequest) -> HttpResponse:
    """Everything I gave and what became of it: each room shows its part."""
    return render(request, "people/me.html", {"form": NameForm(initial={"name": request.user.name})})


@require_POST
@login_required
def rename(request: SignedInRequest) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        return render(request, "people/me.html", {"form": form}, status=422)
    actions.rename(request.user, name=form.cleaned_data["name"])
    messages.success(request, _("You now appear as %(name)s.") % {"name": request.user.name})
    return redirect("people:me")
