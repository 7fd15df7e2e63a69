"""Doors for people: what is held about me, what I agree to, taking it with me, leaving."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.people.requests import Request, SignedInRequest

from . import actions, rules
from .forms import TAKE, LeaveForm
from .models import Erasure, Export
from .purposes import PURPOSES
from .showing import consents_of, exports_of
from .tasks import run_export, send_farewell


@require_safe
@login_required
@never_cache
def index(request: SignedInRequest) -> HttpResponse:
    """What I agree to, the exports of this week, and the way out."""
    waiting = Erasure.objects.visible_to(request.user).waiting().select_related("person")
    context = {
        "consents": consents_of(request.user),
        "exports": exports_of(request.user),
        "may_export": rules.may_export(request.user),
        "erasures": [(one, rules.may_stay(request.user, one)) for one in waiting.order_by("due_at")[:30]],
    }
    return render(request, "privacy/index.html", context)


@require_POST
@login_required
def give(request: SignedInRequest, purpose: str) -> HttpResponse:
    actions.give(_known(purpose), by=request.user)
    messages.success(request, _("Noted: you agree."))
    return redirect("privacy:index")


@require_POST
@login_required
def withdraw(request: SignedInRequest, purpose: str) -> HttpResponse:
    actions.withdraw(_known(purpose), by=request.user)
    messages.success(request, _("Noted: you do not agree. It holds from now on."))
    return redirect("privacy:index")


@require_POST
@login_required
def export(request: SignedInRequest) -> HttpResponse:
    with transaction.atomic():
        one = actions.export(by=request.user)
        run_export.defer(export_id=one.pk)
    return redirect("privacy:index")


@require_POST
@login_required
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    actions.stop(get_object_or_404(Export.objects.of(request.user), pk=pk), by=request.user)
    return redirect("privacy:index")


@require_POST
@login_required
def resume(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Export.objects.of(request.user), pk=pk)
    with transaction.atomic():
        one = actions.resume(one, by=request.user)
        run_export.defer(export_id=one.pk)
    return redirect("privacy:index")


@require_safe
@never_cache
def download(request: Request, pk: int) -> FileResponse:
    """For its owner, signed in, within the week; to all others it is not there."""
    one = get_object_or_404(Export.objects.of(request.user).ready(), pk=pk)
    if not one.file.exists():
        raise Http404
    actions.note_taken(one, by=one.person)
    name = f"folkmoot-{one.asked_at:%Y-%m-%d}.zip"
    return FileResponse(
        one.file.open("rb"), as_attachment=True, filename=name, content_type="application/zip"
    )


@require_http_methods(["GET", "POST"])
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
@never_cache
def leave(request: SignedInRequest) -> HttpResponse:
    """What goes and what stays, and the form that asks for it."""
    may = rules.may_leave(request.user)
    form = LeaveForm(request.POST or None)
    if may and form.is_valid():
        with transaction.atomic():
            one = actions.leave(by=request.user, takes_texts=form.cleaned_data["texts"] == TAKE)
            send_farewell.defer(erasure_id=one.pk)
        return redirect("privacy:index")
    return render(
        request, "privacy/leave.html", {"form": form, "may": may}, status=422 if form.errors else 200
    )


@require_POST
@login_required
def stay(request: SignedInRequest, pk: int) -> HttpResponse:
    actions.stay(get_object_or_404(Erasure.objects.visible_to(request.user), pk=pk), by=request.user)
    messages.success(request, _("Good that you stay. Nothing was erased."))
    return redirect("privacy:index")


@require_POST
@login_required
def erase(request: SignedInRequest, pk: int) -> HttpResponse:
    """Now, without waiting any longer."""
    one = get_object_or_404(Erasure.objects.visible_to(request.user), pk=pk)
    actions.erase(one, by=request.user)
    if one.person_id != request.user.pk:
        return redirect("privacy:index")
    logout(request)
    messages.success(request, _("You are gone from here. Farewell."))
    return redirect("home")


def _known(purpose: str) -> str:
    if purpose not in PURPOSES:
        raise Http404
    return purpose
