"""The desk of the person who answers: one by one or many at once, with drafts, and with minutes to undo."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.desk import desk_context
from folkmoot.domains.insights.forms import AnswerForm, DraftForm
from folkmoot.domains.insights.models import AnswerDraft, HeldAnswer, Insight
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.answers import Overtaken

from .finding import held_for, insight_for
from .reading import shown


@require_safe
@login_required
def desk(request: SignedInRequest) -> HttpResponse:
    """What waits for an answer from me, the late first; one of them open beside the list."""
    opened, goes_on = request.GET.get("open", ""), "together" in request.GET
    context = desk_context(request.user, opened=opened, goes_on=goes_on)
    return render(request, "insights/desk.html", context)


@require_POST
@login_required
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    insight = insight_for(request.user, pk)
    rules.may_answer(request.user, insight).insist()
    form = AnswerForm(request.POST, auto_id="one_%s")
    if not form.is_valid():
        messages.error(request, _("Choose an answer, and say why: the reason is what people came for."))
        return shown(request, insight, answer_form=form)
    seen, waits = form.cleaned_data["seen"], settings.FOLKMOOT_UNDO_MINUTES
    try:
        insight = actions.answer(insight, by=request.user, after=seen, in_minutes=waits, **form.said)
    except Overtaken as why:
        return _overtaken(request, insight, form, why)
    messages.success(request, _told([insight]))
    return redirect("insights:desk" if request.POST.get("next") == "desk" else insight.get_absolute_url())


@require_POST
@login_required
def answer_many(request: SignedInRequest) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose an answer, and say why: the reason is what people came for."))
        return redirect("insights:desk")
    mine = list(Insight.objects.waiting_for(request.user).filter(pk__in=_picked(request.POST)))
    waits = settings.FOLKMOOT_UNDO_MINUTES
    answered = actions.answer_many(mine, by=request.user, in_minutes=waits, **form.said)
    messages.success(request, _told(answered))
    return redirect("insights:desk")


@require_POST
@login_required
def draft(request: SignedInRequest) -> HttpResponse:
    """Keep what is written, as it is typed (then the answer is JSON) or by its button."""
    form = DraftForm(request.POST)
    words = form.cleaned_data if form.is_valid() else {}
    mine = list(Insight.objects.filter(owner=request.user, pk__in=_picked(request.POST)))
    if not mine and request.headers.get("Accept") == "application/json":
        return JsonResponse({"words": ""})  # nothing is picked yet, so there is nothing to keep it for
    try:
        said = {"is_together": "together" in request.POST, "after": words.get("after") or 0, **_filled(words)}
        kept = actions.draft(mine, by=request.user, **said)
    except Overtaken as why:
        return _not_kept(request, why)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"words": _kept_at(kept), "after": kept.edit_number})
    messages.success(request, _("Draft saved."))
    return redirect("insights:desk")


@require_POST
@login_required
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    actions.undo(held_for(request.user, pk), by=request.user)
    messages.success(request, _("Undone. Nobody was told, and your words are here again."))
    return redirect(f"/desk/?open={pk}#thing")


@require_POST
@login_required
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    held = actions.send(held_for(request.user, pk), by=request.user)
    messages.success(request, told(Insight.objects.get(pk=held.insight_id).people_count))
    return redirect("insights:desk")


def _overtaken(request: SignedInRequest, insight: Insight, form: AnswerForm, why: Overtaken) -> HttpResponse:
    """The words are given back, with the number of answers that are there now."""
    form.add_error(None, str(why))
    form.data = {**form.data.dict(), "seen": str(insight.answers.count())}  # type: ignore[attr-defined]
    return shown(request, insight, answer_form=form)


def _not_kept(request: SignedInRequest, why: Overtaken) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"words": str(why)}, status=409)
    messages.error(request, str(why))
    return redirect("insights:desk")


def _filled(words: dict[str, Any]) -> dict[str, Any]:
    said = {name: words.get(name) or "" for name in ("outcome", "reason")}
    return {**said, "promised_on": words.get("promised_on")}


def _kept_at(kept: AnswerDraft) -> str:
    return _("Draft saved, %(time)s") % {"time": timezone.localtime(kept.edited_at).strftime("%H:%M:%S")}


def _picked(given: QueryDict) -> list[int]:
    picked = given.getlist("pick")
    return [int(pk) for pk in picked if pk.isdecimal() and len(pk) < 18][:200]


def _told(answered: list[Insight]) -> str:
    """Who is told, now or in some minutes."""
    people = sum(insight.people_count for insight in answered)
    held = HeldAnswer.objects.open().filter(insight__in=answered).first()
    if held is None:
        return told(people)
    at = timezone.localtime(held.goes_out_at).strftime("%H:%M")
    return ngettext(
        "It goes out at %(at)s, and %(n)d person is told. Until then you can undo it.",
        "It goes out at %(at)s, and %(n)d people are told. Until then you can undo it.",
        people,
    ) % {"n": people, "at": at}


def told(people: int) -> str:
    return ngettext("%(n)d person is told.", "%(n)d people are told.", people) % {"n": people}
