"""The public log: what was decided, where, by which rule and with which end; no name, no text, no link to either."""

import csv

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.domains.communities.models import Community
from folkmoot.domains.moderation.forms import LogForm
from folkmoot.domains.moderation.models import Decision, DecisionQuerySet
from folkmoot.domains.moderation.public_log import Line, lines_of
from folkmoot.domains.people.requests import Request

PER_PAGE = 50
MOST_ROWS = 5000
#: What a spreadsheet would take for a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@require_safe
def log(request: Request) -> HttpResponse:
    form = LogForm(request.GET)
    sheet = Paginator(_chosen(request, form), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "sheet": sheet,
        "lines": lines_of(sheet),
        "form": form,
        "communities": Community.objects.visible_to(request.user).by_name()[:100],
    }
    return render(request, "moderation/log.html", context)


@require_safe
def log_csv(request: Request) -> HttpResponse:
    """The newest 5,000 lines for a spreadsheet."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="moderation-log.csv"'
    sheet = csv.writer(answer)
    sheet.writerow([_("When"), _("Community"), _("Kind"), _("Decision"), _("Reason"), _("Appeal")])
    for line in lines_of(_chosen(request, LogForm(request.GET))[:MOST_ROWS]):
        sheet.writerow([guarded(cell) for cell in _cells(line)])
    return answer


def _chosen(request: Request, form: LogForm) -> DecisionQuerySet:
    asked = form.cleaned_data if form.is_valid() else {}
    fields = {"community": "community__slug", "verb": "verb", "reason": "reason"}
    chosen = {fields[name]: value for name, value in asked.items() if value}
    seen = Decision.objects.logged_for(request.user).filter(**chosen)
    return seen.select_related("community", "appeal").newest_first()


def _cells(line: Line) -> list[str]:
    when = localtime(line.made_at).strftime("%Y-%m-%d %H:%M")
    return [when, line.community, line.kind, line.verb, line.reason, line.appeal]


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
