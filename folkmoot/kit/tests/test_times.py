"""Times are relative, with the exact moment on hover."""

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_timedelta
from django.utils import timezone, translation

from folkmoot.kit import times


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_a_moment_is_told_by_its_distance_and_kept_exactly() -> None:
    with timezone.override("Europe/Bucharest"):
        told = times.ago(datetime(2026, 11, 24, 10, 0, tzinfo=UTC))
    assert (
        told
        == '<time datetime="2026-11-24T12:00:00+02:00" title="24 November 2026, 12:00 EET">2 hours ago</time>'
    )


def test_what_comes_is_told_as_well() -> None:
    assert ">in 3 days<" in times.ago(timezone.now() + timedelta(days=3))
    assert ">just now<" in times.ago(timezone.now() - timedelta(seconds=20))
    assert ">yesterday<" in times.ago(date(2026, 11, 23))
    assert times.ago(None) == times.day(None) == times.moment(None) == ""


@pytest.mark.parametrize("hours", range(70, 24 * 60, 37))
def test_what_is_days_ago_is_told_within_an_hour(hours: int) -> None:
    passed = timedelta(hours=hours, minutes=59)
    exact = [
        format_timedelta(-ago, add_direction=True, locale="en_GB") for ago in (passed, timedelta(hours=hours))
    ]
    assert any(f">{words}<" in times.ago(timezone.now() - passed) for words in exact)


def test_the_reader_decides_the_language() -> None:
    with translation.override("de"):
        assert "vor 2 Stunden" in times.ago(timezone.now() - timedelta(hours=2))
        assert times.number(12345.5) == "12.345,5"
    assert times.number(12345) == "12,345"
    assert times.percent(0.0741, 1) == "7.4%"
    assert times.percent(0.92) == "92%"


def test_a_day_of_another_year_says_its_year() -> None:
    assert ">14 Feb<" in times.day(date(2026, 2, 14))
    assert ">14 Feb 2025<" in times.day(date(2025, 2, 14))


@pytest.mark.parametrize(
    ("due", "done", "kind", "words"),
    [
        (date(2026, 11, 20), None, "late", "4 days late"),
        (date(2026, 11, 23), None, "late", "1 day late"),
        (date(2026, 11, 24), None, "wait", "due today"),
        (datetime(2026, 11, 24, 11, tzinfo=UTC), None, "late", "late since today"),
        (date(2026, 11, 25), None, "wait", "due tomorrow"),
        (date(2026, 11, 27), None, "wait", "due in 3 days"),
        (date(2026, 12, 3), None, "open", "due in 9 days"),
        (date(2026, 11, 20), date(2026, 11, 22), "late", "answered 2 days late"),
        (date(2026, 11, 20), date(2026, 11, 20), "yes", "answered in time"),
    ],
)
def test_a_clock_says_how_late_it_is(due: date, done: date | None, kind: str, words: str) -> None:
    assert times.clock(due, done) == times.Clock(kind, words)


def test_a_day_is_due_until_its_end_where_the_reader_lives() -> None:
    with timezone.override("Pacific/Kiritimati"):  # there it is the 25th already
        assert times.clock(date(2026, 11, 24)).words == "1 day late"
