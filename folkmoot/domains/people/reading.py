"""Reading: the language and the time zone in which something is said to a person."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils import timezone, translation

from .models import Person


def preferred_zone(person: Person) -> AbstractContextManager[None]:
    """Inside, times are those of this person; a zone that this machine does not know is that of the place."""
    try:
        zone = ZoneInfo(person.time_zone or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo(settings.TIME_ZONE)
    return timezone.override(zone)


@contextmanager
def as_preferred(person: Person) -> Iterator[None]:
    """Inside, words and times are those of this person: for letters, which nobody asks a browser about."""
    with translation.override(person.language or settings.LANGUAGE_CODE), preferred_zone(person):
        yield
