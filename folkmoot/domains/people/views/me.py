"""A way in by a link, and my page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.people import actions, rules
from folkmoot.domains.people.accounts import let_in
from folkmoot.domains.people.forms import NameForm, PreferForm
from folkmoot.domains.people.models import SignInLink, digest
from folkmoot.domains.people.requests import Request, SignedInRequest


@require_http_methods(["GET", "POST"])
def enter(request: Request, token: str) -> HttpResponse:
    """A link is looked at by mail scanners; only the button on its page uses it up."""
    if request.method == "POST":
        person = actions.use_sign_in_link(token)
        return let_in(request, person, to=reverse("people:me"))
    link = SignInLink.objects.select_related("person").filter(digest=digest(token)).first()
    may = rules.may_sign_in(link)
    return render(request, "people/enter.html", {"link": link, "may": may}, status=200 if may else 410)


@require_safe
@login_required
def me(request: SignedInRequest) -> HttpResponse:
    """Everything I gave and what became of it: each room shows its part."""
    return _my_page(request)


@require_POST
@login_required
def rename(request: SignedInRequest) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        return _my_page(request, form=form)
    actions.rename(request.user, name=form.cleaned_data["name"])
    messages.success(request, _("You now appear as %(name)s.") % {"name": request.user.name})
    return redirect("people:me")


@require_POST
@login_required
def prefer(request: SignedInRequest) -> HttpResponse:
    form = PreferForm(request.POST)
    if not form.is_valid():
        return _my_page(request, prefer_form=form)
    actions.prefer(request.user, **form.cleaned_data)
    messages.success(request, _("Kept. Letters follow it, too."))
    return redirect("people:me")


def _my_page(request: SignedInRequest, **wrong: Form) -> HttpResponse:
    """With a form that could not be taken, if there is one."""
    person = request.user
    context: dict[str, Form] = {
        "form": NameForm(initial={"name": person.name}),
        "prefer_form": PreferForm(initial={"language": person.language, "time_zone": person.time_zone}),
    }
    return render(request, "people/me.html", context | wrong, status=422 if wrong else 200)
