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
from folkmoot.kit.answers import Overtaken
from folkmoot.kit.fields import give_back

from .visiting import give, words_after


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
            words = {name: form.cleaned_data[name] for name in ("title", "body")}
            idea = actions.draft(community, by=request.user, **words)
            return redirect("ideas:edit", idea.pk)
    return render(request, "ideas/write.html", {"community": community, "form": IdeaForm(), "idea": None})


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The writing page of a draft; it is saved while it is typed (then the answer is JSON)."""
    idea = get_object_or_404(Idea.objects.by(request.user).with_names(), pk=pk)
    rules.may_edit(request.user, idea).insist()
    form = DraftForm(
        request.POST or None, initial={"title": idea.title, "body": idea.body, "after": idea.edit_number}
    )
    if request.method == "POST" and form.is_valid():
        try:
            idea = actions.edit(idea, by=request.user, **form.cleaned_data)
        except Overtaken as why:
            return _overtaken(request, idea, form, why)
        if _asks_for_json(request):
            return JsonResponse({"words": _saved_at(idea), "after": idea.edit_number})
        messages.success(request, _("Draft saved."))
        return redirect("ideas:attach" if "pictures" in request.POST else "ideas:edit", idea.pk)
    return _write(request, idea, form)


def _asks_for_json(request: SignedInRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _saved_at(idea: Idea) -> str:
    return _("Draft saved, %(time)s") % {"time": localtime(idea.edited_at).strftime("%H:%M:%S")}


def _overtaken(request: SignedInRequest, idea: Idea, form: IdeaForm, why: Overtaken) -> HttpResponse:
    """Another tab was first. Nothing is overwritten unseen: the words are given back, and may be saved above."""
    if _asks_for_json(request):
        return JsonResponse({"words": str(why)}, status=409)
    idea.refresh_from_db()
    give_back(form, why, after=idea.edit_number)
    return _write(request, idea, form)


def _write(request: SignedInRequest, idea: Idea, form: IdeaForm) -> HttpResponse:
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
            return _write(request, idea, form)
        try:
            actions.edit(idea, by=request.user, **form.cleaned_data)
        except Overtaken as why:
            return _overtaken(request, idea, form, why)
    idea = actions.publish(idea, by=request.user)
    messages.success(request, words_after(idea))
    return redirect(idea)


@require_http_methods(["GET", "POST"])
@login_required
def revise(request: SignedInRequest, pk: int) -> HttpResponse:
    idea = get_object_or_404(Idea.objects.by(request.user).with_names(), pk=pk)
    rules.may_revise(request.user, idea).insist()
    seen = {"title": idea.title, "body": idea.body, "after": idea.version_number}
    form = IdeaForm(request.POST or None, initial=seen)
    if form.is_valid():
        try:
            return redirect(actions.revise(idea, by=request.user, **form.cleaned_data))
        except Overtaken as why:
            idea.refresh_from_db()
            give_back(form, why, after=idea.version_number)
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
