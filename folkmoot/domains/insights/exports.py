"""The roadmap as CSV; what people wrote can be no formula in a spreadsheet."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.conf import settings

from .models import Delivery

HEAD = [
    "insight",
    "title",
    "community",
    "stage",
    "percent",
    "is_trial",
    "owner",
    "promised_on",
    "began_on",
    "ended_on",
    "review_on",
    "voices",
    "people",
    "link",
    "note",
    "address",
]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(deliveries: Iterable[Delivery]) -> str:
    """One line a delivery, with a head; days as ISO 8601."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    for one in deliveries:
        writer.writerow([_cell(value) for value in _row(one)])
    return text.getvalue()


def _row(one: Delivery) -> list[object]:
    insight, steps = one.insight, list(one.steps.all())
    return [
        insight.pk,
        insight.title,
        insight.community.slug,
        one.stage,
        one.percent,
        one.is_trial,
        one.owner.name,
        one.promised_on,
        one.began_at.date(),
        one.ended_at.date() if one.ended_at else None,
        one.review_on,
        len(insight.evidence.all()),
        insight.people_count,
        one.link,
        steps[-1].note if steps else "",
        settings.URL + insight.get_absolute_url(),
    ]


def _cell(value: object) -> object:
    """A text that a spreadsheet would run as a formula gets a sign before it that makes it a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
