"""Doors for people: what I was told, and for administrators what was written."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.people.requests import SignedInRequest

from . import actions, mail, rules
from .models import Letter, Notice
from .sentences import tell_apart


@require_safe
@login_required
def notices(request: SignedInRequest) -> HttpResponse:
    mine = Notice.objects.of(request.user).newest_first()
    sheet = Paginator(mine, 30).get_page(request.GET.get("page"))
    return render(request, "notices/notices.html", {"sheet": sheet, "told": tell_apart(sheet.object_list)})


@require_POST
@login_required
def see(request: SignedInRequest) -> HttpResponse:
    actions.see(request.user)
    return redirect("notices:notices")


@require_safe
@login_required
def outbox(request: SignedInRequest) -> HttpResponse:
    rules.may_read_outbox(request.user).insist()
    sheet = Paginator(Letter.objects.order_by("-written_at", "-id"), 30).get_page(request.GET.get("page"))
    return render(request, "notices/outbox.html", {"sheet": sheet, "has_server": mail.has_server()})


@require_safe
@login_required
def letter(request: SignedInRequest, pk: int) -> HttpResponse:
    rules.may_read_outbox(request.user).insist()
    return render(request, "notices/kept.html", {"letter": get_object_or_404(Letter, pk=pk)})
