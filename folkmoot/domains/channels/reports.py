"""Reports: what the page of one import shows, before, during and after."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from . import rules
from .foreseeing import earlier
from .forms import MatchForm
from .importers import NotThisFormat, shelf
from .importers.csv import planned_tables
from .matching import named_before, plan_of
from .models import Import, State
from .rejected_files import tables_with_rejected
from .samples import samples_of

VERBS = ("start", "stop", "resume", "undo")


def about(request: HttpRequest, one: Import) -> dict[str, Any]:
    """All that the page of this import needs; the files are looked into only before the start."""
    is_new = one.state == State.PREVIEW
    conflicts = one.conflicts.select_related("idea").order_by("decision", "id")
    return {
        "one": one,
        "may": {verb: getattr(rules, f"may_{verb}")(request.user, one) for verb in VERBS},
        "rejected": one.rejected_rows.order_by("id")[:200],
        "files_to_mend": [] if is_new else tables_with_rejected(one),
        "conflicts": Paginator(conflicts, 20).get_page(request.GET.get("page")),
        "open_conflicts": one.conflicts.open().count(),
        "samples": samples_of(one) if is_new else None,
        "form": match_form(one) if is_new else None,
        "is_matching": request.method == "POST",  # then what was opened stays open
        "names_before": list(named_before(one.community))[:20] if is_new else [],
        "earlier": earlier(one) if is_new else None,
    }


def match_form(one: Import, data: Mapping[str, Any] | None = None) -> MatchForm | None:
    """Which column is what; None where the importer knows it, or where there is no table at all."""
    if not shelf.take(one.format).is_matched:
        return None
    try:
        plan = plan_of(one)
        tables = [table for table, _ in planned_tables([Path(file) for file in one.files], plan)]
    except (NotThisFormat, OSError):
        return None
    return MatchForm(data, tables=tables, now=plan)


def after_of(request: HttpRequest) -> int | None:
    """The version that whoever decides has seen."""
    after = request.POST.get("after", "")
    return int(after) if after.isdecimal() and len(after) < 10 else None
