"""When somebody is written to: never early, never in quiet hours, on the hour and the day they chose."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domains.notices.pacing import PACES, Hours, Pace, moment_of
from folkmoot.kit.audiences import Occasion

MADRID = ZoneInfo("Europe/Madrid")
zones = st.sampled_from(
    ["UTC", "Europe/Madrid", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe"]
).map(ZoneInfo)
full_hours = st.integers(0, 23).map(time)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))
hours = st.builds(
    Hours,
    st.integers(0, 23),
    st.integers(0, 6),
    full_hours,
    full_hours,
    zones,
)


@given(hours, moments, st.sampled_from([Pace.AT_ONCE, Pace.DAILY, Pace.WEEKLY]))
def test_never_early_and_never_later_than_a_pace_and_a_night(hours, now, pace):
    at = moment_of(pace, hours, now)
    most = {Pace.AT_ONCE: 0, Pace.DAILY: 1, Pace.WEEKLY: 7}[pace]
    assert now <= at <= now + timedelta(days=most + 1, hours=2)


@given(hours, moments, st.sampled_from([Pace.AT_ONCE, Pace.DAILY, Pace.WEEKLY]))
def test_nothing_comes_in_the_quiet_hours(hours, now, pace):
    local = moment_of(pace, hours, now).astimezone(hours.zone)
    begin, end = hours.quiet_from, hours.quiet_until
    quiet = begin <= local.time() < end if begin < end else local.time() >= begin or local.time() < end
    # An hour that the clocks repeat is quiet once: the second time it may come.
    repeated = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    assert begin == end or not quiet or repeated


@pytest.mark.parametrize(
    ("pace", "expected"),
    [
        (Pace.AT_ONCE, datetime(2026, 11, 25, 7, tzinfo=MADRID)),
        (Pace.DAILY, datetime(2026, 11, 25, 9, tzinfo=MADRID)),
        (Pace.WEEKLY, datetime(2026, 11, 27, 9, tzinfo=MADRID)),
        (Pace.NEVER, None),
    ],
)
def test_a_tuesday_night_in_madrid(pace, expected):
    mine = Hours(9, 4, time(22), time(7), MADRID)
    assert moment_of(pace, mine, datetime(2026, 11, 24, 23, 30, tzinfo=MADRID)) == expected


def test_what_somebody_waits_for_comes_at_once_and_the_rest_together():
    assert set(PACES) == set(Occasion)
    assert PACES[Occasion.ANSWER] == Pace.AT_ONCE
    assert PACES[Occasion.FOLLOWING] == Pace.WEEKLY
