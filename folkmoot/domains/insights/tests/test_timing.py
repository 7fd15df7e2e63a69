"""The reply clock: working days, free days, reminders and escalations that come once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.activity.models import Activity
from folkmoot.domains.insights import actions, rules, tasks
from folkmoot.domains.insights.models import FreeDay, Insight
from folkmoot.domains.insights.working import WorkingDays, proposed_day, working_days
from folkmoot.domains.notices.models import Notice
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2030, 1, 1))
CALENDARS = st.builds(
    WorkingDays, st.frozensets(st.integers(0, 6), max_size=6), st.frozensets(DAYS, max_size=60)
)


@given(CALENDARS, DAYS, st.integers(0, 200))
def test_so_many_working_days_later_are_so_many_working_days_between(calendar, day, count):
    later = calendar.after(day, count)
    assert calendar.between(day, later) == count
    assert count == 0 or calendar.has(later)


@given(CALENDARS, DAYS, st.integers(0, 200), st.integers(0, 200))
def test_days_add_up(calendar, day, first, second):
    assert calendar.after(calendar.after(day, first), second) == calendar.after(day, first + second)


@given(CALENDARS, DAYS, st.integers(1, 100))
def test_back_and_forth_is_where_one_was_on_a_working_day(calendar, day, count):
    begin = calendar.after(day, 1)
    assert calendar.after(calendar.before(begin, count), count) == begin


def test_christmas_in_germany_does_not_count(root):
    actions.fill(country="DE", year=2026, by=root)
    calendar = working_days()
    # Wednesday 23 December; 25th and 26th (a Saturday) are holidays, the 24th is a working day.
    assert calendar.after(date(2026, 12, 23), 2) == date(2026, 12, 28)


def test_own_days_and_the_week_are_set_and_taken_back(mia, garden, enter):
    browser = enter(mia)
    browser.post("/insights/calendar/free/", {"days": "2026-12-24 Christmas Eve\n2026-12-31; New Year's Eve"})
    assert {day.name for day in FreeDay.objects.filter(on__isnull=False)} == {
        "Christmas Eve",
        "New Year's Eve",
    }
    assert "Christmas Eve" in browser.get("/insights/calendar/").text
    browser.post(f"/insights/calendar/{FreeDay.objects.get(name='Christmas Eve').pk}/unfree/")
    assert not FreeDay.objects.filter(name="Christmas Eve").exists()

    assert working_days().weekdays == {5, 6}
    browser.post("/insights/calendar/week/", {"weekday": ["4", "5"]})
    assert working_days().weekdays == {4, 5}
    browser.post("/insights/calendar/week/", {})
    assert working_days().has(date(2026, 11, 28)), "A week without a free day can be chosen."
    with pytest.raises(Refused, match="one day of the week"):
        actions.week(range(7), by=mia)


def test_a_country_is_filled_in_by_its_form_once(mia, garden, enter):
    browser = enter(mia)
    year = clock.today().year
    for _twice in range(2):
        browser.post("/insights/calendar/fill/", {"country": "ES", "part": "MD", "year": year})
    assert FreeDay.objects.filter(source="ES", on=date(year, 5, 2)).count() == 1
    page = browser.post(
        "/insights/calendar/fill/", {"country": "ES", "part": "XX", "year": year}, follow=True
    )
    assert "not known here" in page.text


@pytest.mark.parametrize("line", ["tomorrow", "24.12.2026 Eve", "2026-13-01"])
def test_a_line_without_a_date_is_said(mia, garden, enter, line):
    page = enter(mia).post("/insights/calendar/free/", {"days": line})
    assert page.status_code == 422
    assert "has no date" in page.text


def test_managers_and_administrators_set_free_days(cast, garden):
    for rule in (rules.may_free, rules.may_unfree, rules.may_fill, rules.may_week):
        assert {name for name, person in cast.items() if rule(person)} == {"mia", "root"}


def test_managers_set_the_clock_of_their_community(cast, garden, workshop):
    assert {name for name, person in cast.items() if rules.may_set_clock(person, garden)} == {"mia", "root"}


def test_the_day_that_is_proposed_follows_the_terms(garden, mia, enter, fay):
    ten = working_days().after(clock.today(), 10)
    assert proposed_day(garden.pk) == ten
    enter(mia).post(
        "/insights/set-clock/garden/", {"days_to_answer": 3, "days_to_escalation": 2, "escalates_to": fay.pk}
    )
    assert proposed_day(garden.pk) == working_days().after(clock.today(), 3)
    assert garden.reply_terms.escalates_to == fay


def test_an_answer_is_due_in_working_days(insight, client):
    due = working_days().after(clock.today(), 4)
    Insight.objects.filter(pk=insight.pk).update(due_on=due)
    for page in (insight.get_absolute_url(), "/communities/garden/"):
        assert "due in 4 working days" in client.get(page).text


def run_at(day: date) -> None:
    noon = clock.now().replace(year=day.year, month=day.month, day=day.day)
    with clock.set_to(noon):
        tasks.run_the_clock.func(timestamp=0)
        tasks.run_the_clock.func(timestamp=0)


def count(verb: str) -> int:
    return Activity.objects.of(verb).count()


def test_the_owner_is_reminded_once_two_working_days_before(insight, fay, work):
    calendar = working_days()
    run_at(calendar.before(insight.due_on, 3))
    assert count("insights.insight.reminded") == 0

    run_at(calendar.before(insight.due_on, 2))
    run_at(calendar.before(insight.due_on, 1))
    work()

    assert count("insights.insight.reminded") == 1
    assert [n.person for n in Notice.objects.filter(verb="insights.insight.reminded")] == [fay]


def test_nobody_is_reminded_of_what_they_answered_or_are_about_to(insight, another, fay):
    on_its_way = another("On its way")
    Insight.objects.filter(pk=on_its_way.pk).update(due_on=insight.due_on)
    actions.answer(insight, by=fay, outcome="accepted", reason="Yes.")
    actions.answer(on_its_way, by=fay, outcome="accepted", reason="Yes.", in_minutes=100)

    run_at(insight.due_on)
    run_at(insight.due_on + timedelta(days=60))

    assert count("insights.insight.reminded") == 0
    assert count("insights.insight.escalated") == 0


def test_what_is_long_late_is_escalated_once_to_the_managers_and_shown(insight, mia, fay, root, client, work):
    calendar = working_days()
    run_at(calendar.after(insight.due_on, 4))
    assert count("insights.insight.escalated") == 0

    run_at(calendar.after(insight.due_on, 5))
    run_at(calendar.after(insight.due_on, 9))
    work()

    assert count("insights.insight.escalated") == 1
    told = Notice.objects.filter(verb="insights.insight.escalated")
    assert {n.person for n in told} == {mia, root, fay}, "both managers, and whoever owes the answer"
    assert "Escalated" in client.get(insight.get_absolute_url()).text


def test_the_person_whom_the_community_names_is_told_instead_of_the_managers(insight, garden, mia, fay, work):
    actions.set_clock(garden, by=mia, days_to_answer=5, days_to_escalation=2, escalates_to=mia)
    run_at(working_days().after(insight.due_on, 2))
    work()
    told = Notice.objects.filter(verb="insights.insight.escalated")
    assert {n.person for n in told} == {mia, fay}


def test_a_new_day_reminds_and_escalates_anew(insight, mia, fay):
    run_at(working_days().after(insight.due_on, 6))
    actions.give(insight, by=mia, owner=fay, due_on=insight.due_on + timedelta(days=50))
    run_at(working_days().after(insight.due_on + timedelta(days=50), 6))
    assert count("insights.insight.escalated") == 2
