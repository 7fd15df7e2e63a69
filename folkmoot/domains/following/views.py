"""Doors for people: what I follow, and what happened to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.people.requests import SignedInRequest

from . import actions
from .feeds import news_about, sheet_of
from .finding import page_of, thing_of
from .showing import followed_by


@require_safe
@login_required
def index(request: SignedInRequest) -> HttpResponse:
    """What happened to all that I follow, or to one thing of it (``?thing=``)."""
    followed = followed_by(request.user)
    chosen = request.GET.get("thing", "")
    refs = [one.ref for one in followed if chosen in ("", one.ref)]
    before = request.GET.get("before", "")
    is_number = before.isascii() and before.isdigit() and len(before) < 19
    told, more = sheet_of(news_about(refs), request.user, before=int(before) if is_number else 0)
    choices = [("", _("everything")), *((one.ref, one.name) for one in followed)]
    context = {"followed": followed, "choices": choices, "chosen": chosen, "told": told, "more": more}
    return render(request, "following/index.html", context)


@require_POST
@login_required
def follow(request: SignedInRequest) -> HttpResponse:
    thing = thing_of(request.POST.get("thing", ""), request.user)
    if thing is None:
        raise Http404
    actions.follow(thing, by=request.user)
    messages.success(request, _("You follow this. What happens to it comes to you."))
    return redirect(page_of(thing))


@require_POST
@login_required
def unfollow(request: SignedInRequest) -> HttpResponse:
    pointer = request.POST.get("thing", "").replace("\x00", "")[:100]
    actions.unfollow(pointer, by=request.user)
    messages.success(request, _("You do not follow this any more."))
    thing = None if request.POST.get("stay") else thing_of(pointer, request.user)
    return redirect(page_of(thing) if thing else reverse("following:index"))
