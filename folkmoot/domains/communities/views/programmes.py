"""Programmes: the shelf of playbooks, one of them to be read and used, and what was set up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.communities import actions, rules
from folkmoot.domains.communities.forms import RenameForm, SetUpForm
from folkmoot.domains.communities.models import Programme
from folkmoot.domains.communities.playbooks import in_order
from folkmoot.domains.communities.showing import shown
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.answers import Overtaken, Refused
from folkmoot.kit.fields import give_back


@require_safe
@login_required
def playbooks(request: SignedInRequest) -> HttpResponse:
    rules.may_found(request.user).insist()
    programmes = Programme.objects.visible_to(request.user).annotate(size=Count("communities"))
    context = {"playbooks": in_order(), "programmes": programmes.newest_first()[:100]}
    return render(request, "communities/playbooks.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def playbook(request: SignedInRequest, name: str) -> HttpResponse:
    rules.may_found(request.user).insist()
    chosen = in_order().get(name)
    if chosen is None:
        raise Http404("there is no such playbook")
    form = SetUpForm(chosen, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            programme = actions.set_up(chosen, by=request.user, **form.wish())
        except Refused as because:
            form.add_error(None, str(because))
        else:
            messages.success(request, _("It is set up. Nobody outside sees it before you open a door."))
            return redirect(programme)
    context = {"playbook": chosen, "form": form}
    return render(request, "communities/playbook.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def programme(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _seen(request, pk))


@require_POST
@login_required
def rename(request: SignedInRequest, pk: int) -> HttpResponse:
    one = _seen(request, pk)
    rules.may_rename(request.user, one).insist()
    form = RenameForm(request.POST)
    if form.is_valid():
        try:
            one = actions.rename(one, by=request.user, **form.cleaned_data)
        except Overtaken as because:
            one.refresh_from_db()
            give_back(form, because, after=one.edit_number)
        except Refused as because:
            form.add_error("title", str(because))
        else:
            messages.success(request, _("It is called %(title)s now.") % {"title": one.title})
            return redirect(one)
    return _page(request, one, form)


def _seen(request: SignedInRequest, pk: int) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)


def _page(request: SignedInRequest, one: Programme, form: RenameForm | None = None) -> HttpResponse:
    """With a form that could not be taken, if there is one."""
    context = {
        "shown": shown(one, request.user),
        "form": form or RenameForm(initial={"title": one.title, "after": one.edit_number}),
        "may_rename": rules.may_rename(request.user, one),
    }
    return render(request, "communities/programme.html", context, status=422 if form else 200)
