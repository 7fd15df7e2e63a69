"""Picking words out of an idea or a comment, verifying them, putting them under an insight."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.forms import HighlightForm
from folkmoot.domains.insights.models import Highlight, Insight
from folkmoot.domains.insights.showing import highlights_of
from folkmoot.domains.insights.spans import said_in
from folkmoot.domains.insights.things import thing_for
from folkmoot.domains.people.models import Visitor
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.refs import ref

from .finding import insight_named


@require_http_methods(["GET", "POST"])
@login_required
def highlight(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """The words of one thing, what was picked from them, and the form to pick more."""
    thing = thing_for(request.user, kind, pk)
    rules.may_highlight(request.user, thing.community_id).insist()
    form = HighlightForm(request.POST or None)
    if form.is_valid():
        quote, near = form.cleaned_data["quote"], form.cleaned_data["near"] or 0
        actions.highlight(thing, by=request.user, quote=quote, codes=form.short_words, near=near)
        messages.success(request, _("Picked. Another person verifies it."))
        return redirect("insights:highlight", kind, pk)
    context = {
        "thing": thing,
        "kind": kind,
        "form": form,
        "text": said_in(thing),
        **_picked(thing, request.user),
    }
    return render(request, "insights/highlight.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def verify(request: SignedInRequest, pk: int) -> HttpResponse:
    one = actions.verify(_highlight_for(request.user, pk), by=request.user)
    messages.success(request, _("Verified."))
    return redirect("insights:highlight", *_place(one))


@require_POST
@login_required
def attach(request: SignedInRequest, pk: int) -> HttpResponse:
    one = _highlight_for(request.user, pk)
    rules.may_attach(request.user, one).insist()
    if insight := insight_named(request):
        actions.attach(one, by=request.user, insight=insight)
    return redirect("insights:highlight", *_place(one))


def _highlight_for(person: Visitor, pk: int) -> Highlight:
    return get_object_or_404(Highlight.objects.visible_to(person).select_related("community"), pk=pk)


def _place(one: Highlight) -> tuple[str, str]:
    kind, _slash, pk = one.subject.rpartition(".")[2].partition("/")
    return kind, pk


def _picked(thing: Any, person: Visitor) -> dict[str, Any]:
    found = highlights_of(ref(thing), all_of_them=True)
    here = Insight.objects.filter(community=thing.community_id).order_by("-pk")[:100]
    return {
        "rows": [(one, rules.may_verify(person, one), rules.may_attach(person, one)) for one in found],
        "insights": list(here),
    }
