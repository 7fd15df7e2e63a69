"""Doors: five figures on a page, one of them with its formula and its proof, and its numbers as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from folkmoot.kit.pages import page

from .exports import csv_of
from .galleries import gallery_of
from .kpis import in_order
from .questions import Question, question_of
from .showing import Shown, shown


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    asked = question_of(request)
    figures = shown(in_order(), asked.scope.stream, asked.day)
    return page(request, "metrics/index.html", _context(asked, figures), block="charts")


@require_safe
def detail(request: HttpRequest, name: str) -> HttpResponse:
    asked, one = _one(request, name)
    context = _context(asked, {name: one}) | {"one": one}
    return page(request, "metrics/detail.html", context, block="charts")


@require_safe
def export(request: HttpRequest, name: str) -> HttpResponse:
    asked, one = _one(request, name)
    response = HttpResponse(csv_of(asked, one), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{asked.day}.csv"'
    return response


def _one(request: HttpRequest, name: str) -> tuple[Question, Shown]:
    if name not in in_order():
        raise Http404("there is no such number")
    asked = question_of(request)
    return asked, shown([name], asked.scope.stream, asked.day)[name]


def _context(asked: Question, figures: dict[str, Shown]) -> dict[str, Any]:
    return {"asked": asked, "figures": figures, "gallery": gallery_of(asked, figures.values())}
