"""Working days: counted without the weekdays and dates on which the organisation does not work."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import ngettext

from folkmoot.kit import clock
from folkmoot.kit.times import Clock
from folkmoot.kit.times import clock as in_days

from .models import DAYS_TO_ANSWER, WEEKEND, FreeDay, ReplyTerms

#: No promise reaches further; it also ends the count where a calendar leaves hardly a day.
FURTHEST = 3_700
DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingDays:
    """``weekdays`` (0 is Monday) and ``dates`` on which nobody works."""

    weekdays: frozenset[int] = WEEKEND
    dates: frozenset[date] = frozenset()

    def has(self, day: date) -> bool:
        return day.weekday() not in self.weekdays and day not in self.dates

    def after(self, day: date, count: int) -> date:
        """The working day that comes so many working days after this day. ``count`` is 0 or more."""
        for _day in range(FURTHEST):
            if count == 0:
                break
            day += DAY
            count -= self.has(day)
        return day

    def before(self, day: date, count: int) -> date:
        """The working day that comes so many working days before this day."""
        for _day in range(FURTHEST):
            if count == 0:
                break
            day -= DAY
            count -= self.has(day)
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days come after ``first``, up to and with ``last``; 0 where ``last`` is earlier."""
        return sum(self.has(first + DAY * n) for n in range(1, min((last - first).days, FURTHEST) + 1))

    def clock(self, due_on: date) -> Clock:
        """What to say of an answer that is due: working days while they last, then every day that it is late."""
        left = self.between(clock.today(), due_on)
        if left < 1 or (due_on - clock.today()).days <= 1:
            return in_days(due_on)
        words = ngettext("due in %(n)s working day", "due in %(n)s working days", left) % {"n": left}
        return Clock("wait" if left <= 3 else "open", words)


def working_days() -> WorkingDays:
    """The calendar of the organisation, in one statement."""
    rows = list(FreeDay.objects.values_list("weekday", "on"))
    weekdays = frozenset(weekday for weekday, _on in rows if weekday is not None)
    return WorkingDays(weekdays or WEEKEND, frozenset(on for _weekday, on in rows if on is not None))


def proposed_day(community_id: int) -> date:
    """By when an insight that is given today is answered, by the terms of its community."""
    terms = ReplyTerms.objects.filter(community=community_id).values_list("days_to_answer", flat=True).first()
    return working_days().after(clock.today(), terms or DAYS_TO_ANSWER)
