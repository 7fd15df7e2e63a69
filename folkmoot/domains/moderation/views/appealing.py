"""Appeals: made by whom a decision burdens, decided by another person."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.moderation import actions, rules
from folkmoot.domains.moderation.forms import AnswerForm, AppealForm
from folkmoot.domains.moderation.models import Appeal, Decision
from folkmoot.domains.moderation.things import names_of
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.oversight import RULES


@require_safe
@login_required
def appeals(request: SignedInRequest) -> HttpResponse:
    """What waits to be looked at by another person, the oldest first."""
    rules.may_look(request.user).insist()
    mine = Appeal.objects.open().overseen_by(request.user).order_by("made_at", "id")
    names = ("decision__community", "decision__about", "decision__by", "by")
    sheet = Paginator(mine.select_related(*names), 20).get_page(request.GET.get("page"))
    context = {
        "sheet": sheet,
        "names": names_of([appeal.decision for appeal in sheet]),
        "may": {appeal.pk: rules.may_uphold(request.user, appeal) for appeal in sheet},
        "rules": RULES,
    }
    return render(request, "moderation/appeals.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def appeal(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.filter(about=request.user).with_names(), pk=pk)
    rules.may_appeal(request.user, decision).insist()
    form = AppealForm(request.POST or None)
    if form.is_valid():
        actions.appeal(decision, by=request.user, words=form.cleaned_data["words"])
        messages.success(request, _("Your appeal is made. Another person looks at it within seven days."))
        return redirect(decision)
    context = {"decision": decision, "form": form, "rules": RULES, "names": names_of([decision])}
    return render(request, "moderation/appeal.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def uphold(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Appeal.objects.overseen_by(request.user).select_related("decision"), pk=pk)
    actions.uphold(one, by=request.user, answer=_answer_of(request))
    messages.success(request, _("The decision stands. Whoever appealed is told."))
    return redirect("moderation:appeals")


@require_POST
@login_required
def overturn(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Appeal.objects.overseen_by(request.user).select_related("decision"), pk=pk)
    actions.overturn(one, by=request.user, answer=_answer_of(request))
    messages.success(request, _("The decision is undone. Whoever appealed is told."))
    return redirect("moderation:appeals")


def _answer_of(request: SignedInRequest) -> str:
    form = AnswerForm(request.POST)
    return str(form.cleaned_data["answer"]) if form.is_valid() else ""
