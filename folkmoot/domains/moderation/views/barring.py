"""Blocking people, and who is blocked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.moderation import actions, rules
from folkmoot.domains.moderation.forms import BlockForm
from folkmoot.domains.moderation.overseeing import overseen_blocks, overseen_people
from folkmoot.domains.people.requests import SignedInRequest


@require_safe
@login_required
def blocks(request: SignedInRequest) -> HttpResponse:
    rules.may_look(request.user).insist()
    sheet = Paginator(overseen_blocks(request.user).newest_first(), 30).get_page(request.GET.get("page"))
    return render(request, "moderation/blocks.html", {"sheet": sheet})


@require_http_methods(["GET", "POST"])
@login_required
def block(request: SignedInRequest, pk: int) -> HttpResponse:
    rules.may_look(request.user).insist()
    person = get_object_or_404(overseen_people(request.user), pk=pk)
    form = BlockForm(request.POST or None, by=request.user, initial={"community": request.GET.get("in")})
    if form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("reason", "words", "until")}
        actions.block(person, by=request.user, community=form.place, **asked)
        messages.success(request, _("%(name)s may read, but not take part.") % {"name": person.name})
        return redirect("moderation:blocks")
    context = {"person": person, "form": form}
    return render(request, "moderation/block.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def unblock(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(overseen_blocks(request.user), pk=pk)
    actions.unblock(one.person, by=request.user, community=one.community)
    messages.success(request, _("%(name)s may take part again.") % {"name": one.person.name})
    return redirect("moderation:blocks")
