"""Answering: what holds for every operation. A tag for what is read; nothing done twice, nor upon what was not seen."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import gettext as _
from ninja.operation import Operation

from folkmoot.kit import repeats, sparse
from folkmoot.kit.conditional import is_known, is_still, tag_of
from folkmoot.kit.limits import READING
from folkmoot.kit.problems import problem

Run = Callable[..., HttpResponse]
CHANGED_MEANWHILE = "40001"  # serialization_failure of PostgreSQL
_readers: dict[str, Run] = {}


def answering(run: Run) -> Run:
    """Decorator of every operation's ``run``."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]
    if "GET" in operation.methods:
        _readers[operation.path] = run

    @wraps(run)
    def answer(request: HttpRequest, **where: Any) -> HttpResponse:
        if request.method in READING:
            return _read(operation, run, request, where)
        if request.user.is_authenticated and (unknown := _unknown_parts(operation, request)):
            return _misnamed("body", unknown)
        if request.user.is_authenticated and {"If-Match", repeats.HEADER} & set(request.headers):
            return _write_with_care(operation, run, request, where)
        return run(request, **where)

    return answer


def _read(operation: Operation, run: Run, request: HttpRequest, where: dict[str, Any]) -> HttpResponse:
    names = sparse.names_in(request.GET.getlist("fields"))
    if unknown := sorted(set(names) - set(fields_of(operation))):
        return _misnamed("query.fields", unknown)
    sparse.ask_for(request, names)
    response = run(request, **where)
    if response.status_code != 200:
        return response
    tag = tag_of(response.content)
    if is_known(request.headers.get("If-None-Match", ""), tag):
        response = HttpResponseNotModified()
    response["ETag"] = tag
    return response


def _misnamed(where: str, names: list[str]) -> HttpResponse:
    because = _("There is no such field here.")
    return problem(
        422, because, [{"where": f"{where}.{name}"[:120], "because": because} for name in names[:20]]
    )


def _unknown_parts(operation: Operation, request: HttpRequest) -> list[str]:
    """What a form holds that is not asked for: ninja leaves it out of what a door gets, and says nothing."""
    takes = [model for model in operation.models if model.__ninja_param_source__ in ("form", "file")]
    if not takes:
        return []
    known = {name for model in takes for name in getattr(model, "__ninja_flatten_map__", model.model_fields)}
    return sorted({*request.POST, *request.FILES} - known)


def fields_of(operation: Operation) -> list[str]:
    """What a program may ask for alone."""
    shape = operation.response_models.get(200)
    said = getattr(shape, "model_fields", {})  # a file has none
    found = said["response"].annotation if said else None
    return sparse.fields_of(found) if found else []


def _write_with_care(
    operation: Operation, run: Run, request: HttpRequest, where: dict[str, Any]
) -> HttpResponse:
    """In one transaction with what is looked at first: the answer of an earlier request, or the thing as it stands."""
    try:
        key = repeats.key_in(request)
    except ValueError:
        return problem(400, _("A key has 1 to 255 letters, figures and signs of ASCII."))
    is_exact = "If-Match" in request.headers
    if key is not None:
        repeats.digest_of(request)  # reads all that was sent, so that no transaction waits for a slow sender
    try:
        with transaction.atomic():
            if is_exact:
                _see_one_moment()
            response = _once(key, request, lambda: _if_match(operation, run, request, where))
            if response.status_code >= 400:
                transaction.set_rollback(True)
            return response
    except OperationalError as because:
        if is_exact and getattr(because.__cause__, "sqlstate", "") == CHANGED_MEANWHILE:
            return _overtaken()
        raise


def _see_one_moment() -> None:
    """From here on all is seen as it is now: a change by others ends the transaction where it would be overwritten."""
    if not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read")


def _once(key: str | None, request: HttpRequest, do: Callable[[], HttpResponse]) -> HttpResponse:
    if key is None:
        return do()
    try:
        name, earlier = repeats.take(request, key)
    except repeats.StillRunning:
        response = problem(
            409, _("The first request with this key has no answer yet: ask again in a moment.")
        )
        response["Retry-After"] = "1"
        return response
    except repeats.AnotherRequest:
        return problem(422, _("This key was used for another request. Take a fresh one for each."))
    if earlier is not None:
        return earlier
    response = do()
    if 200 <= response.status_code < 300:
        repeats.keep(name, request, response)
    return response


def _if_match(operation: Operation, run: Run, request: HttpRequest, where: dict[str, Any]) -> HttpResponse:
    if "If-Match" not in request.headers:
        return run(request, **where)
    reader = _readers.get(operation.path)
    seen = reader(request, **where) if reader else None
    if seen is not None and seen.status_code >= 400:
        return seen
    if not is_still(request.headers["If-Match"], tag_of(seen.content) if seen else ""):
        return _overtaken()
    return run(request, **where)


def _overtaken() -> HttpResponse:
    return problem(412, _("This was changed meanwhile. Read it again first."))
