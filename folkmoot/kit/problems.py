"""Problems: how a program is told that something went wrong (RFC 9457, ``application/problem+json``)."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.http import HttpResponse
from ninja import Schema

MEDIA_TYPE = "application/problem+json"


class Fault(Schema):
    """One thing that is wrong with what was sent: where it stands, and why it cannot be."""

    where: str
    because: str


class Problem(Schema):
    """What went wrong. ``detail`` is for people; ``errors`` is filled where the input had a wrong shape."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault]


def words_of(status: int, detail: str = "", faults: Sequence[Mapping[str, str]] = ()) -> bytes:
    """The JSON of a :class:`Problem`; the title is the name of the status."""
    known = HTTPStatus(status)
    return json.dumps(
        {
            "type": "about:blank",
            "title": known.phrase,
            "status": status,
            "detail": detail or known.description or known.phrase,
            "errors": list(faults),
        }
    ).encode()


def problem(status: int, detail: str = "", faults: Sequence[Mapping[str, str]] = ()) -> HttpResponse:
    return HttpResponse(words_of(status, detail, faults), status=status, content_type=MEDIA_TYPE)
