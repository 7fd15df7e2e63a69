"""Pacing: the moment at which a person is written to, by how they want to be told, their hours and their zone.

Pure functions of moments; nothing is read or written here.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.kit.audiences import Occasion


class Pace(models.TextChoices):
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never")


#: What holds until somebody says otherwise: at once what they wait for, together what can wait.
PACES = {
    Occasion.DUTY: Pace.AT_ONCE,
    Occasion.MODERATION: Pace.AT_ONCE,
    Occasion.ANSWER: Pace.AT_ONCE,
    Occasion.TALK: Pace.DAILY,
    Occasion.CHANGE: Pace.DAILY,
    Occasion.FOLLOWING: Pace.WEEKLY,
}
#: What a browser shows by itself, once somebody has let it.
PUSHED = {Occasion.DUTY, Occasion.ANSWER, Occasion.TALK}


@dataclass(frozen=True)
class Hours:
    """When letters of a day come, on which day those of a week (0 is Monday), and between when all is quiet."""

    digest_hour: int = 8
    digest_weekday: int = 0
    quiet_from: time | None = None
    quiet_until: time | None = None
    zone: ZoneInfo = ZoneInfo("UTC")


def moment_of(pace: Pace | str, hours: Hours, now: datetime) -> datetime | None:
    """When to write, not before ``now`` (with its zone); None for never. Never within the quiet hours."""
    if pace == Pace.NEVER:
        return None
    if pace == Pace.AT_ONCE:
        return after_the_quiet(hours, now)
    days = 1 if pace == Pace.DAILY else 7
    return after_the_quiet(hours, _next_digest(hours, now.astimezone(hours.zone), days))


def after_the_quiet(hours: Hours, moment: datetime) -> datetime:
    """This moment, or the end of the quiet hours that it lies in."""
    begin, end = hours.quiet_from, hours.quiet_until
    if begin is None or end is None or begin == end:
        return moment
    local = moment.astimezone(hours.zone)
    spans_midnight = begin > end
    at = local.time()
    is_quiet = (at >= begin or at < end) if spans_midnight else begin <= at < end
    if not is_quiet:
        return moment
    day = local.date() + timedelta(days=1 if spans_midnight and at >= begin else 0)
    # Where the clocks are set back, the same time may have passed already: never before the moment itself.
    return max(moment, datetime.combine(day, end, hours.zone))


def _next_digest(hours: Hours, local: datetime, days: int) -> datetime:
    at = datetime.combine(local.date(), time(hours.digest_hour), hours.zone)
    if days == 7:
        at += timedelta(days=(hours.digest_weekday - local.weekday()) % 7)
    return at if at > local else at + timedelta(days=days)
