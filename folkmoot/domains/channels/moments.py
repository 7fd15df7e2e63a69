"""Moments as people and systems write them: ISO 8601, day or month first, named months, seconds since 1970, serials."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from folkmoot.kit import clock

EPOCH_SERIAL = datetime(1899, 12, 30)  # day 0 of the serials of spreadsheets
_NUMBERS = re.compile(r"(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,6})\d*)?)?(?:\s*([ap])\.?\s?m\b\.?)?"
    r"|(?<![\d:.])(\d{1,2})\s*([ap])\.?\s?m\b\.?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:\b(?:UTC|GMT)\s?)?([+-])(\d{2}):?(\d{2})?(?!\d)\b|(?<=\d)\s?(Z)\b")
_WORD = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"(?<!\d)(\d{1,4})(?:st|nd|rd|th|\.|º|er)?(?!\d)", re.IGNORECASE)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}|\d{15,16}")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")

# Months by the first letters that tell them apart, in English, German, Spanish, French, Italian and Portuguese.
_MONTHS = {
    1: "jan jän ene gen", 2: "feb fév fev", 3: "mar mär mrz", 4: "apr abr avr", 5: "may mai mag", 6: "jun juin giu",
    7: "jul juil lug", 8: "aug ago aoû aou", 9: "sep set", 10: "oct okt oto ott out", 11: "nov", 12: "dec dez dic déc",
}  # fmt: skip
_BY_NAME = {name: number for number, names in _MONTHS.items() for name in names.split()}
_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2,
    "eest": 3, "msk": 3, "wib": 7, "jst": 9, "kst": 9, "aest": 10, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
    "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "brt": -3, "art": -3,
}  # fmt: skip
# Zones that change their hour in summer, and are written without saying which it is.
_PLACES = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}
_IGNORED = frozenset(
    ("t", "de", "del", "a", "las", "at", "um", "uhr", "h", "le", "el", "of", "den", "der", "à", "hs")
)


class NoMoment(ValueError):
    """This is no moment that can be read; the message says why."""


@dataclass(frozen=True)
class DayOrder:
    """What the numbers of a column tell: whether the day or the month comes first, or that either could be."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0

    @property
    def is_day_first(self) -> bool | None:
        """None if no row tells."""
        if self.day_first == self.month_first:
            return None
        return self.day_first > self.month_first


def order_of(texts: Iterable[str]) -> DayOrder:
    """Count the rows of a column that can be read in one way only."""
    day = month = either = 0
    for text in texts:
        found = _NUMBERS.search(text)
        if not found or len(found[1]) > 2:
            continue
        first, second = int(found[1]), int(found[3])
        if found[2] == "." or first > 12 >= second:
            day += 1
        elif second > 12 >= first:
            month += 1
        elif first != second:
            either += 1
    return DayOrder(day, month, either)


def moment_of(text: str, *, is_day_first: bool, zone: tzinfo) -> datetime:
    """The moment that is written there; one without a zone is read in ``zone``. Raises NoMoment.

    Numbers that contradict the order of their column are refused, never turned round in silence.
    """
    text = text.strip()
    try:
        at = _iso(text) or _counted(text) or _written(text, is_day_first=is_day_first)
    except (ValueError, OverflowError) as problem:
        raise NoMoment(str(problem) if isinstance(problem, NoMoment) else _unknown(text)) from None
    if at is None:
        raise NoMoment(_unknown(text))
    at = at if at.tzinfo else at.replace(tzinfo=zone)
    if not 1900 <= at.year <= 9990:
        raise NoMoment(f"“{text[:40]}” is a date of the year {at.year}")
    if at.astimezone(UTC) > clock.now() + timedelta(days=2):
        raise NoMoment(f"“{text[:40]}” lies in the future")
    return at


def is_moment(text: str) -> bool:
    """Could this be a moment, in one order or the other?"""
    for is_day_first in (True, False):
        try:
            moment_of(text, is_day_first=is_day_first, zone=UTC)
        except NoMoment:
            continue
        return True
    return False


def _unknown(text: str) -> str:
    return f"“{text[:40]}” is no date that is known here"


def _iso(text: str) -> datetime | None:
    if not re.match(r"\d{4}-?\d{2}-?\d{2}(?!\d)", text) or re.fullmatch(r"\d{8}", text) and text < "19000101":
        return None
    try:
        return datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d)", "", text))
    except ValueError:
        return None


def _counted(text: str) -> datetime | None:
    """Seconds, thousandths or millionths since 1970; or days since 1900, as spreadsheets count them."""
    if _EPOCH.fullmatch(text):
        whole = text.partition(".")[0]
        return datetime.fromtimestamp(float(text) / 10 ** (3 * ((len(whole) - 9) // 3)), UTC)
    if _SERIAL.fullmatch(text):
        return EPOCH_SERIAL + timedelta(seconds=round(float(text) * 86_400))
    return None


def _written(text: str, *, is_day_first: bool) -> datetime | None:
    if len(text) > 80:
        return None
    rest, zone = _without_offset(text)
    if numbers := _NUMBERS.search(rest):
        day = _from_numbers(numbers, is_day_first=is_day_first)
        rest = rest[: numbers.start()] + " " + rest[numbers.end() :]
        hours, rest = _without_clock(rest)
        if re.search(r"\d", rest):
            return None
    else:
        hours, rest = _without_clock(rest)
        day, rest = _from_names(rest)
    for word in _WORD.findall(rest):
        low = word.lower()
        if low in _ZONES:
            zone = timezone(timedelta(hours=_ZONES[low]))
        elif low in _PLACES:
            zone = ZoneInfo(_PLACES[low])
        elif low.rstrip(".") not in _IGNORED and not _is_weekday(low):
            raise NoMoment(
                f"“{text[:40]}” has the word {word[:20]}, which is no zone or month that is known here"
            )
    return (day + hours).replace(tzinfo=zone)


def _without_offset(text: str) -> tuple[str, tzinfo | None]:
    hours = _CLOCK.search(text)
    found = _OFFSET.search(text, hours.end() if hours and hours[1] else len(text))
    if not found:
        return text, None
    rest = text[: found.start()] + " " + text[found.end() :]
    if found[4]:
        return rest, UTC
    away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return rest, timezone(-away if found[1] == "-" else away)


def _from_numbers(found: re.Match[str], *, is_day_first: bool) -> datetime:
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) > 2:
        return datetime(first, second, third)
    day, month = (first, second) if is_day_first or found[2] == "." else (second, first)
    if month > 12 and day <= 12:
        order = "day" if is_day_first else "month"
        raise NoMoment(f"“{found[0]}” has no month {month}: the {order} comes first in this column")
    return datetime(_year(found[4], third), month, day)


def _from_names(text: str) -> tuple[datetime, str]:
    """A day whose month is a word: 18/Aug/20, 3 de mayo de 2021, August 18th, 2020."""
    month, rest = 0, text
    for word in _WORD.findall(text):
        low = word.lower()
        if number := _BY_NAME.get(low[:4]) or _BY_NAME.get(low[:3]):
            month, rest = number, text.replace(word, " ", 1)
            break
    numbers = _DAY.findall(rest)
    if not month or len(numbers) != 2:
        raise ValueError("there is no month by its name, with a day and a year")
    day, year = sorted(numbers, key=lambda number: len(number) > 2)
    return datetime(_year(year, int(year)), month, int(day)), _DAY.sub(" ", rest)


def _year(written: str, number: int) -> int:
    if len(written) > 2:
        return number
    return number + (2000 if number <= (clock.now().year + 2) % 100 else 1900)


def _without_clock(text: str) -> tuple[timedelta, str]:
    found = _CLOCK.search(text)
    if not found:
        return timedelta(), text
    hour, minute, second = int(found[1] or found[6]), int(found[2] or 0), int(found[3] or 0)
    half = (found[5] or found[7] or "").lower()
    if hour > (12 if half else 24) or minute > 59 or second > 60 or half and not hour:
        raise NoMoment(f"“{found[0]}” is no time of a day")
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    away = timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    return away, text[: found.start()] + " " + text[found.end() :]


def _is_weekday(word: str) -> bool:
    return word[:3] in {
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mit", "die", "don", "fre", "sam", "son", "lun", "mié", "mie",
        "jue", "vie", "sáb", "sab", "dom", "mer", "jeu", "ven", "dim", "mo", "di", "mi", "do", "fr", "sa", "so",
    }  # fmt: skip
