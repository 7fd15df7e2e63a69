"""Moments in the forms that people and systems write them in, and never a wrong one in silence."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domains.channels.moments import NoMoment, is_moment, moment_of, order_of

MADRID = ZoneInfo("Europe/Madrid")


def read(text: str, *, day_first: bool = True) -> datetime:
    return moment_of(text, is_day_first=day_first, zone=MADRID)


@pytest.mark.parametrize(
    ("text", "is_day_first", "at"),
    [
        ("2020-08-18T21:48:00Z", True, "2020-08-18T21:48:00+00:00"),
        ("2020-08-18 21:48:00 +0200", True, "2020-08-18T21:48:00+02:00"),
        ("2020-08-18", True, "2020-08-18T00:00:00+02:00"),
        ("18.08.2020 21:48", True, "2020-08-18T21:48:00+02:00"),
        ("18.8.20", False, "2020-08-18T00:00:00+02:00"),
        ("04/03/2021", True, "2021-03-04T00:00:00+01:00"),
        ("04/03/2021", False, "2021-04-03T00:00:00+02:00"),
        ("3/4/2021 9:05 pm", False, "2021-03-04T21:05:00+01:00"),
        ("2020/03/19 12 p.m.", False, "2020-03-19T12:00:00+01:00"),
        ("18/Aug/20 9:48 PM", True, "2020-08-18T21:48:00+02:00"),
        ("3 de mayo de 2021", True, "2021-05-03T00:00:00+02:00"),
        ("le 3 août 2021 à 14h05", True, "2021-08-03T14:05:00+02:00"),
        ("3. März 2021, 14:05 Uhr", True, "2021-03-03T14:05:00+01:00"),
        ("August 18th, 2020", False, "2020-08-18T00:00:00+02:00"),
        ("Tue, 18 Aug 2020 21:48:00 +0000", True, "2020-08-18T21:48:00+00:00"),
        ("Tue Aug 30 17:21:58 WIB 2016", True, "2016-08-30T17:21:58+07:00"),
        ("2021/10/14 11:00 AM ET", True, "2021-10-14T11:00:00-04:00"),
        ("1472552518", True, "2016-08-30T10:21:58+00:00"),
        ("1472552518501", True, "2016-08-30T10:21:58.501000+00:00"),
        ("45123.5", True, "2023-07-16T12:00:00+02:00"),
    ],
)
def test_a_moment_is_read_in_its_form_and_zone(text, is_day_first, at):
    assert read(text, day_first=is_day_first).isoformat() == at


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not a day",
        "31/06/2021",
        "31/Jun/21",
        "2021-13-01",
        "12:30",
        "2021",
        "99/99/9999",
        "1/2/3/4",
        "²",
        "5",
    ],
)
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(NoMoment):
        read(text)


def test_a_date_that_contradicts_its_column_is_refused_and_not_turned_round():
    with pytest.raises(NoMoment, match="no month 13: the month comes first in this column"):
        read("13/02/2021", day_first=False)


def test_a_moment_in_the_future_is_refused():
    with pytest.raises(NoMoment, match="lies in the future"):
        read((datetime.now(UTC) + timedelta(days=9)).isoformat())


def test_the_order_of_a_column_is_told_by_the_rows_that_can_be_read_in_one_way():
    assert order_of(["01/02/2020", "13/02/2020"]).is_day_first is True
    assert order_of(["01/02/2020", "02/13/2020"]).is_day_first is False
    assert order_of(["01/02/2020", "03/04/2020"]).is_day_first is None
    assert order_of(["1.2.2020"]).is_day_first is True


@given(st.datetimes(datetime(1970, 1, 2), datetime(2025, 1, 1)), st.integers(-12, 12))
def test_what_was_written_in_any_of_these_forms_is_read_back(at, hours):
    at = at.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    for form in (
        "%Y-%m-%dT%H:%M:%S%z",
        "%d/%m/%Y %H:%M:%S %z",
        "%d %B %Y %I:%M:%S %p %z",
        "%a, %d %b %Y %H:%M:%S %z",
    ):
        assert read(at.strftime(form)) == at
    assert read(at.strftime("%m/%d/%Y %H:%M:%S %z"), day_first=False) == at


@given(st.text(max_size=60))
def test_any_text_is_a_moment_or_none(text):
    assert is_moment(text) in (True, False)
