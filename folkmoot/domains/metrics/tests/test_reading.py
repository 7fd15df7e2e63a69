"""Drilling down, comparing, the report of a month, and the files of all of it."""

import csv
import re
from datetime import date, timedelta

import pytest

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.metrics.figures import Figure
from folkmoot.domains.metrics.kpis import in_order
from folkmoot.domains.metrics.reporting import Moved, Report, month_of
from folkmoot.domains.metrics.showing import Shown
from folkmoot.domains.moderation import actions as moderation
from folkmoot.kit import clock
from folkmoot.kit.refs import ref


def publish(community, by, title):
    return ideas.publish(ideas.draft(community, by=by, title=title), by=by)


@pytest.fixture
def two(ada, ben, fay, garden):
    """Two ideas in the garden; the first is answered."""
    first, second = publish(garden, ada, "A bee hotel"), publish(garden, ben, "A bench")
    discussions.answer(first, by=fay, community=garden, reason="In spring.", outcome="accepted")
    return first, second


def rows(client, path, **asks):
    answer = client.get(path, asks)
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(answer.text.splitlines()))


# What stands behind a figure


def test_each_thing_behind_a_figure_is_a_link(client, two):
    page = client.get("/numbers/share_answered/items/").text
    assert all(f'href="{idea.get_absolute_url()}"' in page for idea in two)
    assert "1 of 2 ideas" in page


def test_what_moderation_hides_is_counted_but_not_named(client, two, cleo):
    moderation.hide([ref(two[1])], by=cleo, reason="off_topic")
    page = client.get("/numbers/share_answered/items/").text
    assert "A bench" not in page
    assert "something that moderation hides" in page


def test_a_closed_room_stands_behind_nobodys_figure(client, two, eva, workshop):
    publish(workshop, eva, "A secret")
    assert "A secret" not in client.get("/numbers/share_answered/items/").text
    assert len(rows(client, "/numbers/share_answered/items.csv")) == 2


def test_the_file_of_items_is_what_the_figure_was_made_from(client, two):
    found = rows(client, "/numbers/share_answered/items.csv")
    assert {row["ref"]: row["is_counted"] for row in found} == {ref(two[0]): "1", ref(two[1]): "0"}
    assert {(row["kpi"], row["version"]) for row in found} == {("share_answered", "1")}


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "9" * 30])
def test_a_sheet_that_cannot_be_is_the_first(client, two, page):
    assert "A bench" in client.get("/numbers/share_answered/items/", {"page": page}).text


def test_nothing_behind_a_figure_says_so(client, garden):
    assert "Nothing stands behind it" in client.get("/numbers/overdue/items/").text


# Comparing


def test_communities_stand_side_by_side_for_whoever_sees_them(client, two, mia, enter, workshop):
    assert "The workshop" not in client.get("/numbers/share_answered/compare/").text
    page = enter(mia).get("/numbers/share_answered/compare/", {"by": "value"}).text
    assert page.index("The garden") < page.index("The workshop")
    found = rows(client, "/numbers/share_answered/compare.csv")
    assert {row["scope"]: row["n"] for row in found} == {ref(two[0].community): "2", ref(workshop): "0"}


# The report


def shown(name, value, low, high):
    return Shown(name, in_order()[name], Figure(value, low, high, n=9, k=3))


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [
        ((0.2, 0.1, 0.3), (0.6, 0.5, 0.7), "Ideas answered got better: from 20% to 60%"),
        ((0.6, 0.5, 0.7), (0.2, 0.1, 0.3), "Ideas answered got worse: from 60% to 20%"),
        ((0.2, 0.1, 0.4), (0.4, 0.3, 0.7), "No figure moved further than chance"),
    ],
)
def test_a_sentence_is_said_only_of_what_chance_did_not_do(before, now, says):
    moved = Moved(shown("share_answered", *now), shown("share_answered", *before), None)
    report = Report(date(2026, 10, 1), date(2026, 10, 31), date(2026, 10, 31), [moved])
    assert report.sentences[0].startswith(says)


def test_less_is_better_where_less_is_better():
    moved = Moved(shown("overdue", 0.1, 0.05, 0.2), shown("overdue", 0.6, 0.5, 0.7), None)
    assert (moved.change, moved.is_better) == (-1, True)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("2026-10", date(2026, 10, 1)),
        ("2026-11", date(2026, 11, 1)),
        ("", date(2026, 10, 1)),
        ("2027-01", date(2026, 10, 1)),
        ("2026-13", date(2026, 10, 1)),
        ("x", date(2026, 10, 1)),
    ],
)
def test_a_month_is_read_or_is_the_last_that_is_over(words, first):
    assert month_of(words, today=date(2026, 11, 24)) == first


def test_the_report_is_one_page_with_its_definitions(client, two):
    today = clock.today()
    page = client.get("/numbers/report/", {"month": f"{today:%Y-%m}"}).text
    for name, kpi in in_order().items():
        assert f"<code>{name}/{kpi.version}</code>" in page
    assert "1 of 2 ideas" in page
    is_over = (today + timedelta(days=1)).day == 1
    assert is_over or "This month is not over" in page


# Every number carries what it is


@pytest.mark.parametrize("path", ["/numbers/", "/numbers/report/", "/", "/communities/garden/"])
def test_every_number_says_which_kpi_and_version_it_is(client, two, path):
    page = client.get(path).text
    known = {f"{name}/{kpi.version}" for name, kpi in in_order().items()}
    said = re.findall(r'data-kpi="([^"]+)"', page)
    assert said
    assert set(said) <= known
    assert len(said) == page.count('<div class="figure">')


def test_all_numbers_are_one_file(client, two):
    found = rows(client, "/numbers/all.csv")
    assert [row["kpi"] for row in found] == list(in_order())
    assert found[2]["low"]
