"""Two ideas that are one: looking for the other, proposing it, agreeing, and taking it back."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.domains.ideas import actions, rules
from folkmoot.domains.ideas.forms import ProposeForm
from folkmoot.domains.ideas.models import Idea, Merge
from folkmoot.domains.ideas.showing import twins_of
from folkmoot.domains.people.models import Person
from folkmoot.domains.people.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """The look-alikes of an idea, or what a search finds; one of them is chosen."""
    visible = Idea.objects.visible_to(request.user).with_names()
    idea = get_object_or_404(visible, pk=pk)
    rules.may_look_for_a_twin(request.user, idea).insist()
    form = ProposeForm(request.POST or None)
    if form.is_valid():
        into = get_object_or_404(visible, pk=form.cleaned_data["into"])
        merge = actions.propose(idea, by=request.user, into=into, reason=form.cleaned_data["reason"])
        messages.success(request, _words_of(merge))
        return redirect(idea)
    words = request.GET.get("q", "").replace("\x00", "")[:200]
    context = {"idea": idea, "form": form, "words": words, "twins": twins_of(idea, request.user, words)}
    return render(request, "ideas/propose.html", context, status=422 if form.errors else 200)


def _words_of(merge: Merge) -> str:
    if merge.state == Merge.State.AGREED:
        return _("They are one idea now.")
    return _("Proposed. It is done when the authors agree; you are told.")


@require_POST
@login_required
def agree(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, actions.agree, _("You agree."))


@require_POST
@login_required
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, actions.refuse, _("They stay apart."))


@require_POST
@login_required
def unmerge(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, actions.unmerge, _("They are two ideas again."))


def _decide(request: SignedInRequest, pk: int, action: Callable[..., Merge], words: str) -> HttpResponse:
    person: Person = request.user
    merge = action(get_object_or_404(Merge.objects.visible_to(person), pk=pk), by=person)
    messages.success(request, words)
    return redirect(merge.idea)
