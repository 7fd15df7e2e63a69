"""Doors for managers: upload, look, start, watch."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.people.requests import SignedInRequest
from folkmoot.kit.answers import Refused
from folkmoot.kit.pages import page

from . import actions, rules, uploads
from .forms import UploadForm
from .models import Import, State
from .samples import samples_of
from .tasks import run_import


@require_safe
@login_required
def index(request: SignedInRequest) -> HttpResponse:
    imports = Import.objects.visible_to(request.user).select_related("community", "by").order_by("-id")
    communities = Community.objects.with_role_of(request.user, Role.MANAGER).by_name()[:50]
    sheet = Paginator(imports, 30).get_page(request.GET.get("page"))
    return render(request, "channels/index.html", {"sheet": sheet, "communities": communities})


@require_http_methods(["GET", "POST"])
@login_required
def upload(request: SignedInRequest, slug: str) -> HttpResponse:
    """Files are kept and looked into; nothing is brought in before somebody has seen the first rows."""
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    rules.may_import(request.user, community).insist()
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        files, format = form.cleaned_data["files"], form.cleaned_data["format"]
        kept = uploads.keep(files)
        one = actions.prepare(
            community, by=request.user, format=format, files=kept, names=[file.name for file in files]
        )
        return redirect(one)
    context = {"community": community, "form": form}
    return render(request, "channels/upload.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Before the start the first rows as they will be; then how far it is; at the end the report."""
    one = get_object_or_404(Import.objects.visible_to(request.user).select_related("community", "by"), pk=pk)
    context = {
        "one": one,
        "may_start": rules.may_start(request.user, one),
        "rejected": one.rejected_rows.order_by("id")[:200],
        "samples": samples_of(one) if one.state == State.PREVIEW else None,
    }
    return page(request, "channels/detail.html", context, block="report")


@require_POST
@login_required
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Import.objects.visible_to(request.user).select_related("community"), pk=pk)
    samples = samples_of(one)
    if samples.problem:
        raise Refused(samples.problem)
    one = actions.start(one, by=request.user, rows=samples.count)
    run_import.defer(import_id=one.pk)
    return redirect(one)
