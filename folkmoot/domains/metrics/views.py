"""Doors: five figures on a page, each with its formula, its proof, what stands behind it, and all of it as files."""

from typing import Any

from babel.dates import format_date
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.pages import page
from folkmoot.kit.times import locale

from . import actions, exports, rules
from .comparing import compared
from .drilling import sheet_of
from .forms import AimForm
from .galleries import gallery_of
from .kpis import in_order
from .questions import Question, question_of
from .reporting import Period, month_of, report_of
from .showing import Shown, shown
from .targets import aim_of, aims_of


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    asked = question_of(request)
    figures = shown(in_order(), asked.scope.stream, asked.day)
    return page(request, "metrics/index.html", _context(asked, figures), block="charts")


@require_safe
def detail(request: HttpRequest, name: str) -> HttpResponse:
    asked, one = _one(request, name)
    may_aim = rules.may_aim(request.user, asked.context)
    context = _context(asked, {name: one}) | {"one": one, "may_aim": may_aim, "form": AimForm(one.kpi)}
    return page(request, "metrics/detail.html", context, block="charts")


@require_POST
@login_required
def aim(request: HttpRequest, name: str) -> HttpResponse:
    asked, one = _one(request, name)
    form = AimForm(one.kpi, request.POST)
    if not form.is_valid():
        raise Refused(" ".join(str(words) for wrong in form.errors.values() for words in wrong))
    target = actions.aim(name, by=request.user, context=asked.context, **form.wish())  # type: ignore[arg-type]
    messages.success(request, _("Noted.") if target.value is not None else _("The target is given up."))
    return redirect(asked.address("metrics:detail", name))


@require_safe
def items(request: HttpRequest, name: str) -> HttpResponse:
    """What stands behind a figure, thing by thing."""
    asked, one = _one(request, name)
    page_asked = request.GET.get("page", "1")
    is_number = page_asked.isascii() and page_asked.isdigit() and 0 < int(page_asked) < 100_000
    number = int(page_asked) if is_number else 1
    lines, has_more = sheet_of(asked, one, request.user, number=number)
    context = {"asked": asked, "one": one, "lines": lines, "sheet": number, "has_more": has_more}
    return render(request, "metrics/items.html", context)


@require_safe
def compare(request: HttpRequest, name: str) -> HttpResponse:
    """The same figure in every community that the reader may see."""
    asked, _one_shown = _one(request, name)
    by = "value" if request.GET.get("by") == "value" else "name"
    rows, whole = compared(asked, name, by=by)
    context = {"asked": asked, "one": whole, "rows": rows, "by": by}
    return render(request, "metrics/compare.html", context)


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """A month on one page, for whoever pays for all this."""
    asked = question_of(request)
    first = month_of(request.GET.get("month", ""), today=clock.today())
    made = report_of(asked, first, today=clock.today())
    month = format_date(first, "LLLL y", locale=locale())
    context = {
        "asked": asked,
        "report": made,
        "month": month,
        "period": Period(asked.scope, made.first, made.until),
    }
    return render(request, "metrics/report.html", context)


@require_safe
def export(request: HttpRequest, name: str) -> HttpResponse:
    asked, one = _one(request, name)
    return _file(exports.csv_of(asked, one), f"{name}-{asked.day}")


@require_safe
def export_all(request: HttpRequest) -> HttpResponse:
    asked = question_of(request)
    figures = shown(in_order(), asked.scope.stream, asked.day)
    return _file(exports.csv_of_all(asked, figures.values()), f"numbers-{asked.day}")


@require_safe
def export_items(request: HttpRequest, name: str) -> HttpResponse:
    asked, one = _one(request, name)
    return _file(exports.csv_of_items(asked, one), f"{name}-items-{asked.day}")


@require_safe
def export_compared(request: HttpRequest, name: str) -> HttpResponse:
    asked, _one_shown = _one(request, name)
    rows, _whole = compared(asked, name, by="name")
    return _file(exports.csv_of_compared(asked, rows), f"{name}-compared-{asked.day}")


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _one(request: HttpRequest, name: str) -> tuple[Question, Shown]:
    if name not in in_order():
        raise Http404("there is no such number")
    asked = question_of(request)
    return asked, shown([name], asked.scope.stream, asked.day)[name]


def _context(asked: Question, figures: dict[str, Shown]) -> dict[str, Any]:
    targets = aims_of(asked.context)
    aims = {
        name: aim_of(targets[name], one.kpi, one.figure, today=clock.today())
        for name, one in figures.items()
        if name in targets
    }
    gallery = gallery_of(asked, figures.values())
    return {"asked": asked, "figures": figures, "gallery": gallery, "aims": aims}
