"""Cursors: long lists in sheets, for programs. A cursor says where the last sheet ended, and costs the same anywhere.

It holds a moment (microseconds since 1970) or a number, and a key of something that was shown; it opens nothing.
"""

from datetime import UTC, datetime, timedelta
from typing import TypeVar

from django.db.models import DateTimeField, Model, Q, QuerySet
from ninja import Field, Schema

MOST = 100
_START = datetime(1970, 1, 1, tzinfo=UTC)
_Thing = TypeVar("_Thing", bound=Model)


class Asked(Schema):
    """Which part of a list: up to ``limit`` things after ``cursor``, which the sheet before named as ``next``."""

    cursor: str = Field("", pattern=r"^(-?[0-9]{1,16}\.[0-9]{1,18})?$")
    limit: int = Field(20, ge=1, le=MOST)


def sheet(
    things: QuerySet[_Thing], asked: Asked, *, by: str, newest_first: bool = False
) -> tuple[list[_Thing], str]:
    """The things of one sheet in the order of ``by``, a moment or a number, and the cursor of the next; empty at the
    end."""
    if asked.cursor:
        is_moment = isinstance(things.model._meta.get_field(by), DateTimeField)
        things = things.filter(_beyond(asked.cursor, by, "lt" if newest_first else "gt", is_moment=is_moment))
    sign = "-" if newest_first else ""
    found = list(things.order_by(f"{sign}{by}", f"{sign}pk")[: asked.limit + 1])
    shown = found[: asked.limit]
    return shown, _cursor(shown[-1], by) if len(found) > asked.limit else ""


def _beyond(cursor: str, by: str, side: str, *, is_moment: bool) -> Q:
    number, _dot, key = cursor.partition(".")
    at = _START + timedelta(microseconds=int(number)) if is_moment else int(number)
    # The first condition alone lets PostgreSQL begin in the index.
    return Q(**{f"{by}__{side}e": at}) & (Q(**{f"{by}__{side}": at}) | Q(**{f"pk__{side}": int(key)}))


def _cursor(thing: Model, by: str) -> str:
    at: datetime | int = getattr(thing, by)
    number = (at - _START) // timedelta(microseconds=1) if isinstance(at, datetime) else at
    return f"{number}.{thing.pk}"
