"""Doors for people: insights in public, and the desk of the person who answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.intelligence.models import Theme
from folkmoot.domains.people.requests import Request, SignedInRequest
from folkmoot.kit import clock

from . import actions, rules
from .forms import AnswerForm, GiveForm, MakeForm
from .models import Insight
from .voices import voices_of


@require_safe
def index(request: Request) -> HttpResponse:
    """What waits for an answer, the late first; then what was answered."""
    seen = Insight.objects.visible_to(request.user).with_names()
    state = request.GET.get("state", "")
    chosen = {"late": seen.late(clock.today()), "answered": seen.answered()}.get(state, seen)
    sheet = Paginator(chosen.order_by("answered_at", "due_on", "-id"), 30).get_page(request.GET.get("page"))
    return render(request, "insights/index.html", {"sheet": sheet, "state": state})


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    insight = get_object_or_404(Insight.objects.visible_to(request.user).with_names(), pk=pk)
    context = {
        "insight": insight,
        "voices": voices_of(insight, request.user),
        "answers": insight.answers.select_related("by"),
        "may": {
            "give": rules.may_give(request.user, insight),
            "answer": rules.may_answer(request.user, insight),
        },
        "give_form": GiveForm(community=insight.community),
        "answer_form": AnswerForm(),
    }
    return render(request, "insights/detail.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def make(request: SignedInRequest, theme_pk: int) -> HttpResponse:
    """An insight from a theme, given to its owner in the same press."""
    theme = get_object_or_404(Theme.objects.visible_to(request.user).select_related("community"), pk=theme_pk)
    rules.may_make(request.user, theme.community).insist()
    form = MakeForm(request.POST or None, community=theme.community, initial={"title": theme.name})
    if form.is_valid():
        insight = actions.make_and_give(
            theme.community,
            by=request.user,
            title=form.cleaned_data["title"],
            summary=form.cleaned_data["summary"],
            voices=theme.voices(),
            origin=theme,
            owner=form.owners[form.cleaned_data["owner"]],
            due_on=form.cleaned_data["due_on"],
        )
        messages.success(request, _("%(name)s is told.") % {"name": insight.owner})
        return redirect(insight)
    context = {"theme": theme, "form": form, "voices": theme.voices()}
    return render(request, "insights/make.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def give(request: SignedInRequest, pk: int) -> HttpResponse:
    insight = get_object_or_404(Insight.objects.visible_to(request.user).with_names(), pk=pk)
    form = GiveForm(request.POST, community=insight.community)
    if form.is_valid():
        owner = form.owners[form.cleaned_data["owner"]]
        actions.give(insight, by=request.user, owner=owner, due_on=form.cleaned_data["due_on"])
        messages.success(request, _("%(name)s is told.") % {"name": owner})
    else:
        messages.error(request, _("Choose who answers, and a day."))
    return redirect(insight)


@require_POST
@login_required
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    insight = get_object_or_404(Insight.objects.visible_to(request.user).with_names(), pk=pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        insight = actions.answer(insight, by=request.user, **form.cleaned_data)
        messages.success(request, told(insight.people_count))
    else:
        messages.error(request, _("Choose an answer, and say why: the reason is what people came for."))
    return redirect("insights:desk" if request.POST.get("next") == "desk" else insight.get_absolute_url())


@require_safe
@login_required
def desk(request: SignedInRequest) -> HttpResponse:
    """What waits for an answer from me, the late first; one of them open beside the list."""
    waiting = list(Insight.objects.waiting_for(request.user).with_names().due_first()[:200])
    opened = next(
        (i for i in waiting if str(i.pk) == request.GET.get("open")), waiting[0] if waiting else None
    )
    context = {
        "waiting": waiting,
        "opened": opened,
        "voices": voices_of(opened, request.user) if opened else [],
        "form": AnswerForm(auto_id="one_%s"),
        "form_for_many": AnswerForm(auto_id="many_%s"),
    }
    return render(request, "insights/desk.html", context)


@require_POST
@login_required
def answer_many(request: SignedInRequest) -> HttpResponse:
    form = AnswerForm(request.POST)
    picked = [int(pk) for pk in request.POST.getlist("pick") if pk.isdigit()]
    if not form.is_valid():
        messages.error(request, _("Choose an answer, and say why: the reason is what people came for."))
        return redirect("insights:desk")
    mine = list(Insight.objects.waiting_for(request.user).filter(pk__in=picked))
    answered = actions.answer_many(mine, by=request.user, **form.cleaned_data)
    messages.success(request, told(sum(insight.people_count for insight in answered)))
    return redirect("insights:desk")


def told(people: int) -> str:
    return ngettext("%(n)d person is told.", "%(n)d people are told.", people) % {"n": people}
