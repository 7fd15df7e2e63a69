"""Doors for people: what is promised, and every version of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.domains.people.requests import Request, SignedInRequest
from folkmoot.kit.answers import Overtaken
from folkmoot.kit.fields import give_back

from . import actions, rules
from .beginnings import beginning_of
from .forms import EditionForm
from .models import Edition, Kind


@require_safe
def index(request: Request) -> HttpResponse:
    """All of them, with the day of the newest version."""
    language = get_language() or ""
    pages = [(kind, Edition.objects.best_for(kind, language)) for kind in Kind]
    return render(
        request, "agreements/index.html", {"pages": pages, "may_publish": rules.may_publish(request.user)}
    )


@require_safe
def detail(request: Request, kind: str) -> HttpResponse:
    edition = Edition.objects.best_for(_known(kind), get_language() or "")
    return render(request, "agreements/detail.html", _context(request, kind, edition))


@require_safe
def versions(request: Request, kind: str) -> HttpResponse:
    editions = Edition.objects.filter(kind=_known(kind)).order_by("-published_at", "-id")[:50]
    return render(request, "agreements/versions.html", {"kind": Kind(kind), "editions": editions})


@require_safe
def version(request: Request, kind: str, language: str, number: int) -> HttpResponse:
    """One version as it was."""
    edition = get_object_or_404(Edition.objects.of(_known(kind), language), number=number)
    return render(request, "agreements/detail.html", _context(request, kind, edition) | {"is_of_then": True})


@require_http_methods(["GET", "POST"])
@login_required
def publish(request: SignedInRequest, kind: str) -> HttpResponse:
    rules.may_publish(request.user).insist()
    language = get_language() or "en"
    newest = Edition.objects.of(_known(kind), language).newest_first().first()
    begun = {"body": newest.body if newest else beginning_of(kind), "after": newest.number if newest else 0}
    form = EditionForm(request.POST or None, initial=begun)
    if form.is_valid() and (published := _published(request, kind, language, form)):
        return redirect(published)
    context = {"kind": Kind(kind), "form": form, "newest": newest}
    return render(request, "agreements/publish.html", context, status=422 if form.errors else 200)


def _published(request: SignedInRequest, kind: str, language: str, form: EditionForm) -> Edition | None:
    try:
        edition = actions.publish(kind, by=request.user, language=language, **form.cleaned_data)
    except Overtaken as why:
        newest = Edition.objects.of(kind, language).newest_first().first()
        give_back(form, why, after=newest.number if newest else 0)
        return None
    messages.success(request, _("Version %(n)s is published.") % {"n": edition.number})
    return edition


def _known(kind: str) -> str:
    if kind not in Kind.values:
        raise Http404
    return kind


def _context(request: Request, kind: str, edition: Edition | None) -> dict[str, object]:
    return {
        "kind": Kind(kind),
        "edition": edition,
        "is_of_then": False,
        "may_publish": rules.may_publish(request.user),
    }
