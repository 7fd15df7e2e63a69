"""The audit, for administrators: a page with filters, and the same as CSV."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from folkmoot.domains.people import auditing, rules
from folkmoot.domains.people.forms import AuditForm
from folkmoot.domains.people.requests import SignedInRequest

PER_PAGE = 50


@require_safe
@login_required
@never_cache
def audit(request: SignedInRequest) -> HttpResponse:
    """Who did what to accounts, and from which network."""
    rules.may_audit(request.user).insist()
    form = AuditForm(request.GET)
    sheet = Paginator(auditing.found_by(form), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "sheet": sheet,
        "entries": auditing.in_words(sheet.object_list),
        "form": form,
        "kinds": auditing.kinds(),
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "people/audit.html", context)


@require_safe
@login_required
@never_cache
def audit_csv(request: SignedInRequest) -> HttpResponse:
    rules.may_audit(request.user).insist()
    text = auditing.csv_of(auditing.found_by(AuditForm(request.GET))[: auditing.MOST_ROWS])
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
