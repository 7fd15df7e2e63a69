"""Doors for managers: upload, look, start, watch; and claims of authors, by whoever says they are one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.people.models import Person
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.answers import Refused
from folkmoot.kit.pages import page

from . import actions, rules, uploads
from .claiming import authors_like
from .forms import ClaimForm, UploadForm
from .importers import shelf
from .models import Claim, Conflict, Import
from .rejected_files import name_of_file, rejected_file
from .reports import about, after_of, match_form
from .samples import samples_of
from .tasks import run_import


@require_safe
@login_required
def index(request: SignedInRequest) -> HttpResponse:
    imports = Import.objects.visible_to(request.user).select_related("community", "by").order_by("-id")
    communities = Community.objects.with_role_of(request.user, Role.MANAGER).by_name()[:50]
    sheet = Paginator(imports, 30).get_page(request.GET.get("page"))
    claims = Claim.objects.open().decidable_by(request.user).count()
    context = {"sheet": sheet, "communities": communities, "claims": claims}
    return render(request, "channels/index.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def upload(request: SignedInRequest, slug: str) -> HttpResponse:
    """Files are kept and looked into; nothing is brought in before somebody has seen the first rows."""
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    rules.may_import(request.user, community).insist()
    form = UploadForm(request.POST or None, request.FILES or None, initial={"format": "csv"})
    if form.is_valid():
        files, format = form.cleaned_data["files"], form.cleaned_data["format"]
        kept = uploads.keep(files)
        one = actions.prepare(
            community,
            by=request.user,
            format=format,
            files=[file.path for file in kept],
            names=[file.name for file in files],
            digests=[file.digest for file in kept],
        )
        return redirect(one)
    context = {"community": community, "form": form, "importers": shelf.all()}
    return render(request, "channels/upload.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Before the start the first rows as they will be; then how far it is; at the end the report."""
    one = get_object_or_404(Import.objects.visible_to(request.user).select_related("community", "by"), pk=pk)
    return page(request, "channels/detail.html", about(request, one), block="report")


@require_POST
@login_required
def match(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which column is what; the first rows are shown anew."""
    one = get_object_or_404(Import.objects.visible_to(request.user).select_related("community", "by"), pk=pk)
    form = match_form(one, request.POST)
    if form is None or not form.is_valid():
        context = about(request, one) | ({"form": form} if form else {})
        return page(request, "channels/detail.html", context, block="report", status=422)
    one = actions.match(one, by=request.user, plan=form.plan())
    if not getattr(request, "htmx", False):
        return redirect(one)
    return page(request, "channels/detail.html", about(request, one), block="report")


@require_POST
@login_required
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Import.objects.visible_to(request.user).select_related("community"), pk=pk)
    samples = samples_of(one)
    if samples.problem:
        raise Refused(samples.problem)
    with transaction.atomic():
        one = actions.start(one, by=request.user, rows=samples.count)
        run_import.defer(import_id=one.pk)
    return redirect(one)


@require_POST
@login_required
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    return redirect(actions.stop(one, by=request.user))


@require_POST
@login_required
def resume(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    with transaction.atomic():
        one = actions.resume(one, by=request.user)
        run_import.defer(import_id=one.pk)
    return redirect(one)


@require_POST
@login_required
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    return redirect(actions.undo(one, by=request.user))


@require_safe
@login_required
def rejected(request: SignedInRequest, pk: int) -> HttpResponse:
    """The rows of a table that could not be taken, to be mended and sent again."""
    one = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    table = request.GET.get("table", "").replace("\x00", "")  # PostgreSQL keeps no NUL
    if not (found := rejected_file(one, table)):
        raise Http404
    return HttpResponse(
        found,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name_of_file(table)) or ""},
    )


@require_POST
@login_required
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Theirs, after all."""
    conflict = get_object_or_404(Conflict.objects.visible_to(request.user).select_related("of"), pk=pk)
    actions.take(conflict, by=request.user, after=after_of(request))
    return redirect(conflict.of)


@require_POST
@login_required
def keep(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ours, as it is."""
    conflict = get_object_or_404(Conflict.objects.visible_to(request.user).select_related("of"), pk=pk)
    actions.keep(conflict, by=request.user, after=after_of(request))
    return redirect(conflict.of)


@require_POST
@login_required
def take_all(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    actions.take_all(one, by=request.user)
    return redirect(one)


@require_POST
@login_required
def keep_all(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    actions.keep_all(one, by=request.user)
    return redirect(one)


@require_safe
@login_required
def claims(request: SignedInRequest) -> HttpResponse:
    """What waits for a yes or a no of mine."""
    waiting = Claim.objects.open().decidable_by(request.user).select_related("person", "author")
    sheet = Paginator(waiting, 30).get_page(request.GET.get("page"))
    return render(request, "channels/claims.html", {"sheet": sheet})


@require_http_methods(["GET", "POST"])
@login_required
def ask(request: SignedInRequest) -> HttpResponse:
    """Look for the name one had elsewhere, and ask for it."""
    form = ClaimForm(request.POST or None)
    if form.is_valid():
        author = get_object_or_404(Person.objects.unclaimed(), pk=form.cleaned_data["author"])
        actions.ask(author, by=request.user, words=form.cleaned_data["words"])
        messages.success(request, _("A manager decides; you see here what came of it."))
        return redirect("people:identities")
    name = request.GET.get("name", "").replace("\x00", "")  # PostgreSQL keeps no NUL
    context = {"name": name, "authors": authors_like(name)[:20], "form": form}
    return render(request, "channels/ask.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.decidable_by(request.user), pk=pk)
    actions.confirm(claim, by=request.user)
    messages.success(request, _("What came in under that name is theirs now."))
    return redirect("channels:claims")


@require_POST
@login_required
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.decidable_by(request.user), pk=pk)
    actions.refuse(claim, by=request.user, because=request.POST.get("because", "").replace("\x00", "")[:500])
    messages.success(request, _("Whoever asked reads why."))
    return redirect("channels:claims")
