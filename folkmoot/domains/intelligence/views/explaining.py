"""Doors for whoever wants to know how texts are understood, and to take the corrections along."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.intelligence import actions, rules
from folkmoot.domains.intelligence.explaining import (
    Replacing,
    corrections,
    quality,
    readers_told,
    training_lines,
)
from folkmoot.domains.intelligence.languages import language_name
from folkmoot.domains.intelligence.models import Encoder
from folkmoot.domains.people.requests import Request, SignedInRequest


@require_safe
def explain(request: Request) -> HttpResponse:
    """How we understand: models, quality, limits, corrections."""
    replacing = Encoder.objects.under_way().first()
    context = {
        "readers": readers_told(),
        "measured_on": quality()["date"],
        "corrections": corrections(request.user),
        "language_name": language_name,
        "larger": Encoder.objects.serving().first(),
        "replacing": Replacing(replacing, *actions.refresh_count(replacing)) if replacing else None,
        "may": rules.may_run_models(request.user),
        "managed": Community.objects.with_role_of(request.user, Role.MANAGER).by_name()[:20],
    }
    return render(request, "intelligence/explain.html", context)


@require_safe
@login_required
def export(request: SignedInRequest, slug: str) -> HttpResponse:
    """The corrections of a community as JSON lines, at most 2 MB."""
    community = get_object_or_404(Community.objects.visible_to(request.user), slug=slug)
    actions.export_corrections(community, by=request.user)
    lines = "".join(training_lines(community, request.user))
    answer = HttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="corrections-{community.slug}.jsonl"'
    return answer
