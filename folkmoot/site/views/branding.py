"""The brand: the page on which administrators change it, with a preview; the style sheet and the logo that all load."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.people.requests import Request, SignedInRequest
from folkmoot.kit import uploads
from folkmoot.kit.answers import Overtaken, Refused
from folkmoot.kit.fields import give_back
from folkmoot.site import actions, rules
from folkmoot.site import brand as looks
from folkmoot.site.forms import BrandForm
from folkmoot.site.models import Brand

# Private, since every answer behind the session is (kit.middleware); a browser keeps it all the same.
FOR_EVER = "private, max-age=31536000, immutable"


@require_safe
@login_required
def brand(request: SignedInRequest) -> HttpResponse:
    """What is there, and all that was, to go back to."""
    rules.may_rebrand(request.user).insist()
    newest = Brand.objects.newest_first().first()
    look = looks.look_of(newest) if newest else looks.Look(name=looks.default_name())
    return _page(request, BrandForm.showing(look, after=newest.number if newest else 0))


@require_POST
@login_required
def preview(request: SignedInRequest) -> HttpResponse:
    """This page, and the front page on it, as they would look; nothing is saved but the picture that was sent."""
    rules.may_rebrand(request.user).insist()
    form, look = _sent(request)
    if look is not None:
        request.look = look  # type: ignore[attr-defined]
        form.data = {**form.data.dict(), "kept": form.sealed(look.logo)}  # type: ignore[attr-defined]
    return _page(request, form, is_preview=look is not None)


@require_POST
@login_required
def rebrand(request: SignedInRequest) -> HttpResponse:
    rules.may_rebrand(request.user).insist()
    form, look = _sent(request)
    if look is not None:
        try:
            made = actions.rebrand(by=request.user, look=look, after=form.cleaned_data["after"])
        except Overtaken as why:
            newest = Brand.objects.newest_first().first()
            give_back(form, why, after=newest.number if newest else 0)
        else:
            messages.success(request, _("Everybody sees it now. %(version)s.") % {"version": made})
            return redirect("brand")
    return _page(request, form)


@require_POST
@login_required
def revert(request: SignedInRequest) -> HttpResponse:
    rules.may_revert(request.user).insist()
    sent = [request.POST.get(name, "") for name in ("number", "after")]
    if not all(one.isdecimal() and len(one) < 9 for one in sent):
        raise Http404
    number, after = map(int, sent)
    actions.revert(by=request.user, number=number, after=after)
    messages.success(request, _("It looks as it did before."))
    return redirect("brand")


def _sent(request: SignedInRequest) -> tuple[BrandForm, looks.Look | None]:
    """The form, and the look that it asks for; none where something is wrong with it."""
    form = BrandForm(request.POST, request.FILES)
    if not form.is_valid():
        return form, None
    file, logo = form.cleaned_data["file"], form.cleaned_data["kept"]
    try:
        return form, form.look(actions.keep_logo(file, by=request.user) if file else logo)
    except Refused as because:
        form.add_error("file", str(because))
        return form, None


def _page(request: SignedInRequest, form: BrandForm, *, is_preview: bool = False) -> HttpResponse:
    versions = list(Brand.objects.newest_first().select_related("by")[:20])
    context: dict[str, Any] = {"form": form, "versions": versions, "is_preview": is_preview}
    return render(request, "site/brand.html", context, status=422 if form.errors else 200)


@require_safe
def brand_style(request: Request, stamp: str, colour: str) -> HttpResponse:
    """The joined style sheet in this colour. Its address names every byte, so it is kept for ever."""
    colour = f"#{colour}"
    if stamp != looks.stamp():
        return redirect(looks.address_of(colour))
    try:
        plain, packed = looks.style_of(stamp, colour)
    except ValueError as no_colour:
        raise Http404 from no_colour
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(packed if is_packed else plain, content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = FOR_EVER
    answer["Vary"] = "Accept-Encoding"
    if is_packed:
        answer["Content-Encoding"] = "gzip"
    return answer


@require_safe
def brand_logo(request: Request, digest: str) -> HttpResponseBase:
    """A logo as this house drew it; to administrators also one that they only try."""
    is_public = Brand.objects.filter(logo=digest).exists()
    if not is_public and not rules.may_rebrand(request.user):
        raise Http404
    try:
        answer = FileResponse(uploads.place_of(digest).open("rb"), content_type=uploads.CONTENT_TYPE)
    except (FileNotFoundError, ValueError) as gone:
        raise Http404 from gone
    kept = {"Cache-Control": FOR_EVER} if is_public else {}
    for name, value in (uploads.HEADERS | kept).items():
        answer.headers[name] = value
    return answer
