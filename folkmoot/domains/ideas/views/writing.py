"""Writing an idea: a draft kept as it is typed, publication, new versions, withdrawal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas import actions, rules
from folkmoot.domains.ideas.forms import DraftForm, IdeaForm, WithdrawForm
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Person
from folkmoot.domains.people.requests import Request, SignedInRequest

from .visiting import give


@require_http_methods(["GET", "POST"])
def draft(request: Request, slug: str) -> HttpResponse:
    """Begin an idea. A visitor needs an e-mail address only."""
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    if not isinstance(request.user, Person):
        return give(request, community)
    rules.may_draft(request.user, community).insist()
    if request.method == "POST":
        form = DraftForm(request.POST)
        if form.is_valid():
            idea = actions.draft(community, by=request.user, **form.cleaned_data)
            return redirect("ideas:edit", idea.pk)
    return render(request, "ideas/write.html", {"community": community, "form": IdeaForm(), "idea": None})


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The writing page of a draft; it is saved while it is typed (then the answer is JSON)."""
    idea = get_object_or_404(Idea.objects.by(request.user).with_names(), pk=pk)
    rules.may_edit(request.user, idea).insist()
    form = DraftForm(request.POST or None, initial={"title": idea.title, "body": idea.body})
    if request.method == "POST" and form.is_valid():
        idea = actions.edit(idea, by=request.user, **form.cleaned_data)
        if request.headers.get("Accept") == "application/json":
            return JsonResponse(
                {
                    "words": _("Draft saved, %(time)s")
                    % {"time": localtime(idea.edited_at).strftime("%H:%M:%S")}
                }
            )
        messages.success(request, _("Draft saved."))
        return redirect("ideas:edit", idea.pk)
    context = {"community": idea.community, "form": form, "idea": idea}
    return render(request, "ideas/write.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish the draft, with the words that came with the press of the button."""
    idea = get_object_or_404(Idea.objects.by(request.user).with_names(), pk=pk)
    if "title" in request.POST and idea.is_draft:
        form = IdeaForm(request.POST)
        if not form.is_valid():
            context = {"community": idea.community, "form": form, "idea": idea}
            return render(request, "ideas/write.html", context, status=422)
        actions.edit(idea, by=request.user, **form.cleaned_data)
    idea = actions.publish(idea, by=request.user)
    messages.success(request, _("Your idea is live. You will be told what becomes of it."))
    return redirect(idea)


@require_http_methods(["GET", "POST"])
@login_required
def revise(request: SignedInRequest, pk: int) -> HttpResponse:
    idea = get_object_or_404(Idea.objects.by(request.user).with_names(), pk=pk)
    rules.may_revise(request.user, idea).insist()
    form = IdeaForm(request.POST or None, initial={"title": idea.title, "body": idea.body})
    if form.is_valid():
        return redirect(actions.revise(idea, by=request.user, **form.cleaned_data))
    context = {"idea": idea, "form": form}
    return render(request, "ideas/revise.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    idea = get_object_or_404(Idea.objects.by(request.user).with_names(), pk=pk)
    rules.may_withdraw(request.user, idea).insist()
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        actions.withdraw(idea, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Your idea is withdrawn."))
        return redirect("people:me")
    return render(
        request, "ideas/withdraw.html", {"idea": idea, "form": form}, status=422 if form.errors else 200
    )
