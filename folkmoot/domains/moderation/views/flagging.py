"""Flagging what others gave, and taking the flag back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.domains.moderation import actions, rules
from folkmoot.domains.moderation.forms import FlagForm
from folkmoot.domains.moderation.models import Flag
from folkmoot.domains.moderation.things import thing_for
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.oversight import kind_of
from folkmoot.kit.refs import ref


@require_http_methods(["GET", "POST"])
@login_required
def flag(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    thing = thing_for(request.user, kind, pk)
    rules.may_flag(request.user, thing).insist()
    form = FlagForm(request.POST or None)
    if form.is_valid():
        actions.flag(thing, by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. A moderator will look at it."))
        return redirect(thing)
    context = {
        "form": form,
        "thing": thing,
        "shown": kind_of(ref(thing)).show(thing),
        "mine": Flag.objects.standing().on(ref(thing)).filter(person=request.user).first(),
    }
    return render(request, "moderation/flag.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def unflag(request: SignedInRequest, pk: int) -> HttpResponse:
    raised = get_object_or_404(Flag.objects.filter(person=request.user), pk=pk)
    actions.unflag(raised, by=request.user)
    messages.success(request, _("Your flag is taken back."))
    kind, _slash, key = raised.subject.partition("/")
    return redirect(thing_for(request.user, kind, int(key)))
