"""Times, days and numbers as people read them: relative words, the exact moment on hover, their language."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton, format_timedelta
from babel.numbers import format_decimal, format_percent
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, to_locale
from markupsafe import escape

MINUTES_THAT_ARE_DAYS = 3 * 24 * 60  # from here on hours are not told


def locale() -> Locale:
    """The locale of the person who reads. Plain English is British."""
    return _locale_of(get_language() or "en")


@cache
def _locale_of(language: str) -> Locale:
    name = to_locale(language)
    try:
        return Locale.parse("en_GB" if name == "en" else name)
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def ago(at: datetime | date | None) -> SafeString:
    """How long ago, or how soon: "2 hours ago". Empty for None."""
    if at is None:
        return SafeString("")
    if not isinstance(at, datetime):
        return _time(at, _relative_day(at))
    passed = timezone.now() - at
    minutes = None if abs(passed) < timedelta(minutes=1) else passed // timedelta(minutes=1)
    if minutes is not None and abs(minutes) > MINUTES_THAT_ARE_DAYS:
        minutes -= minutes % 60
    return _passed(at, minutes, timezone.get_current_timezone(), get_language() or "en")


@lru_cache(maxsize=16_384)
def _passed(at: datetime, minutes: int | None, _zone: tzinfo, language: str) -> SafeString:
    """A distance in words; a minute more or less is never seen in them, nor an hour in days. None: less than one."""
    return _time(at, gettext("just now") if minutes is None else _distance(minutes, language))


@lru_cache(maxsize=4096)
def _distance(minutes: int, language: str) -> str:
    distance = timedelta(minutes=-minutes)
    return str(format_timedelta(distance, add_direction=True, locale=_locale_of(language)))


def day(on: datetime | date | None) -> SafeString:
    """The day: "14 Feb", with its year where that is not this one. Empty for None."""
    if on is None:
        return SafeString("")
    local = _local_day(on)
    is_this_year = local.year == timezone.localdate().year
    return _time(on, _day(local, is_this_year, get_language() or "en"))


@lru_cache(maxsize=4096)
def _day(on: date, is_this_year: bool, language: str) -> str:
    # A skeleton is formatted through a moment; noon belongs to the same day in every zone.
    noon = datetime(on.year, on.month, on.day, 12)
    return str(format_skeleton("MMMd" if is_this_year else "yMMMd", noon, locale=_locale_of(language)))


def moment(at: datetime | date | None) -> SafeString:
    """The exact moment in view: "14 Feb 2026, 18:20". Empty for None."""
    if at is None:
        return SafeString("")
    if not isinstance(at, datetime):
        return _time(at, format_date(at, "medium", locale=locale()))
    return _time(at, format_datetime(timezone.localtime(at), "d MMM y, HH:mm", locale=locale()))


def number(value: float) -> str:
    """A number with the separators of the language: 12,345."""
    return _number(value, get_language() or "en")


@lru_cache(maxsize=4096)
def _number(value: float, language: str) -> str:
    return format_decimal(value, locale=_locale_of(language))


def percent(share: float, digits: int = 0) -> str:
    """A share between 0 and 1 as per cent: 92%."""
    pattern = "#,##0" + (f".{'0' * digits}" if digits else "") + "%"
    return format_percent(share, pattern if digits else None, locale=locale())


@dataclass(frozen=True)
class Clock:
    """A clock that runs towards an answer: its words, and the kind of its colour (yes, late, wait, open)."""

    kind: str
    words: str


def clock(due: datetime | date, done: datetime | date | None = None) -> Clock:
    """What to say of something that is due, in days of the reader's time zone. A day is due until its end."""
    due_on = _local_day(due)
    if done:
        late = (_local_day(done) - due_on).days
        if late > 0:
            return Clock(
                "late", ngettext("answered %(n)s day late", "answered %(n)s days late", late) % {"n": late}
            )
        return Clock("yes", gettext("answered in time"))
    left = (due_on - timezone.localdate()).days
    if left < 0:
        return Clock("late", ngettext("%(n)s day late", "%(n)s days late", -left) % {"n": -left})
    if isinstance(due, datetime) and due < timezone.now():
        return Clock("late", gettext("late since today"))
    if left <= 1:
        return Clock("wait", gettext("due tomorrow") if left else gettext("due today"))
    words = ngettext("due in %(n)s day", "due in %(n)s days", left) % {"n": left}
    return Clock("wait" if left <= 3 else "open", words)


def _local_day(at: datetime | date) -> date:
    return timezone.localtime(at).date() if isinstance(at, datetime) else at


def _relative_day(on: date) -> str:
    passed = (timezone.localdate() - on).days
    if passed in (-1, 0, 1):
        return {-1: gettext("tomorrow"), 0: gettext("today"), 1: gettext("yesterday")}[passed]
    return str(
        format_timedelta(timedelta(days=-passed), granularity="day", add_direction=True, locale=locale())
    )


def _time(at: datetime | date, words: str) -> SafeString:
    if isinstance(at, datetime):
        local = timezone.localtime(at)
        machine, exact = _in_full(local, str(local.tzinfo), get_language() or "en")
    else:
        exact, machine = format_date(at, "long", locale=locale()), at.isoformat()
    return mark_safe(f'<time datetime="{machine}" title="{escape(exact)}">{escape(words)}</time>')


@lru_cache(maxsize=4096)
def _in_full(local: datetime, zone: str, language: str) -> tuple[str, str]:
    """For machines, and in words. Equal moments are one key, whatever their zones, so the zone is named beside."""
    exact = format_datetime(local, "d MMMM y, HH:mm z", tzinfo=local.tzinfo, locale=_locale_of(language))
    return local.isoformat(timespec="seconds"), exact
