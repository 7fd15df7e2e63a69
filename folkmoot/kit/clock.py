"""The clock of the house: the real time, unless a demo or a test tells a story of the past.

Only our own records follow it. Sessions, links and jobs live by the real time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The moment at which something happens, with its zone."""
    return _told.get() or timezone.now()


def today() -> date:
    """The day, where the reader is."""
    return timezone.localdate(now())


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Inside, it is this moment."""
    before = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(before)
