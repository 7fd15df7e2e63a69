"""Doors for people: what I was told and how I want to be told; for administrators, what was written."""

from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.activity.telling import tell_apart
from folkmoot.domains.people.models import Person
from folkmoot.domains.people.requests import SignedInRequest

from . import actions, mail, push, rules, unsubscribing
from .browsers import name_of_browser
from .forms import DeviceForm
from .models import Letter, Notice
from .reaching import last_bounce
from .showing import form_of, labels_of, rows_of

WORKER = Path(__file__).parent / "static" / "notices" / "push-worker.js"


@require_safe
@login_required
def notices(request: SignedInRequest) -> HttpResponse:
    mine = Notice.objects.of(request.user).newest_first()
    sheet = Paginator(mine, 30).get_page(request.GET.get("page"))
    told = tell_apart(sheet.object_list, to=request.user.pk)
    context = {"sheet": sheet, "told": told, "bounce": last_bounce(request.user.email)}
    return render(request, "notices/notices.html", context)


@require_POST
@login_required
def see(request: SignedInRequest) -> HttpResponse:
    actions.see(request.user)
    return redirect("notices:notices")


@require_safe
@login_required
@never_cache
def bell(request: SignedInRequest) -> HttpResponse:
    """The bell alone, for a page that heard that something is new."""
    return render(request, "notices/bell.html", {"unseen": Notice.objects.of(request.user).unseen().count()})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def prefer(request: SignedInRequest) -> HttpResponse:
    form = form_of(request.user, request.POST or None)
    if form.is_valid():
        actions.prefer(by=request.user, **form.wishes())
        messages.success(request, _("Noted: so you are told from now on."))
        return redirect("notices:prefer")
    context = {
        "form": form,
        "rows": rows_of(form),
        "devices": request.user.devices.all(),
        "push_key": push.public_key(),
        "bounce": last_bounce(request.user.email),
    }
    return render(request, "notices/prefer.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def lift(request: SignedInRequest) -> HttpResponse:
    actions.lift(by=request.user)
    messages.success(request, _("We write to you again."))
    return redirect("notices:prefer")


@require_POST
@login_required
def add(request: SignedInRequest) -> HttpResponse:
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return HttpResponse(_("This is no browser that can be pushed to."), status=422)
    name = name_of_browser(request.headers.get("User-Agent", ""))
    actions.add(by=request.user, name=name, **form.cleaned_data)
    messages.success(request, _("This browser shows what is new from now on."))
    return redirect("notices:prefer")


@require_POST
@login_required
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    actions.remove(get_object_or_404(request.user.devices, pk=pk), by=request.user)
    messages.success(request, _("Nothing is pushed to that browser any more."))
    return redirect("notices:prefer")


def _whose(token: str) -> tuple[Person, list[str]]:
    """Whose letters the address in a letter is about. It proves itself: whoever has the letter is let do this much."""
    try:
        person, occasions = unsubscribing.read(token)
    except signing.BadSignature:
        raise Http404 from None
    return get_object_or_404(Person, pk=person, email__isnull=False), occasions


@csrf_exempt  # a mail program posts here, without a page and without a cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A look changes nothing, for scanners of mail look at every link; a press does."""
    person, occasions = _whose(token)
    if request.method == "POST":
        actions.unsubscribe(person, occasions=() if request.POST.get("all") else occasions)
    context = {
        "token": token,
        "labels": labels_of(occasions),
        "is_done": request.method == "POST",
        "is_all": bool(request.POST.get("all")),
    }
    return render(request, "notices/unsubscribe.html", context)


@require_POST
@never_cache
def resubscribe(request: HttpRequest, token: str) -> HttpResponse:
    person, occasions = _whose(token)
    actions.resubscribe(person, occasions=occasions)
    context = {"token": token, "labels": labels_of(occasions), "is_done": False, "is_back": True}
    return render(request, "notices/unsubscribe.html", context)


@require_safe
def push_worker(request: HttpRequest) -> HttpResponse:
    """What a browser keeps to show pushes. It lies at the root, for it may speak only for pages below itself."""
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(WORKER.read_text(), content_type="text/javascript", headers=headers)


@require_safe
@login_required
def outbox(request: SignedInRequest) -> HttpResponse:
    rules.may_read_outbox(request.user).insist()
    letters = Letter.objects.prefetch_related("bounces").order_by("-written_at", "-id")
    sheet = Paginator(letters, 30).get_page(request.GET.get("page"))
    return render(request, "notices/outbox.html", {"sheet": sheet, "has_server": mail.has_server()})


@require_safe
@login_required
def letter(request: SignedInRequest, pk: int) -> HttpResponse:
    rules.may_read_outbox(request.user).insist()
    return render(request, "notices/kept.html", {"letter": get_object_or_404(Letter, pk=pk)})
