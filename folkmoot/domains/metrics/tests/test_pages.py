"""The pages of numbers: for a visitor, for one community, for a past day, as a file; and the charts that come later."""

import csv
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.urls import reverse

from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.insights import actions as insights
from folkmoot.domains.metrics import slots
from folkmoot.domains.metrics.kpis import in_order
from folkmoot.domains.metrics.models import Chart, Measurement
from folkmoot.kit import clock
from folkmoot.kit.refs import ref

INDEX = reverse("metrics:index")
MOST_STATEMENTS = 20


def publish(community, by, title="A bee hotel"):
    return ideas.publish(ideas.draft(community, by=by, title=title), by=by)


@pytest.fixture
def answered(ada, ben, mia, fay, garden):
    """Two ideas; one of them answered on the same day, within an insight."""
    idea = publish(garden, ada)
    publish(garden, ben, "A bench")
    insight = insights.make_and_give(
        garden,
        by=mia,
        title="Bees",
        voices=[(ref(idea), "By the gate.")],
        owner=fay,
        due_on=clock.today() + timedelta(days=3),
    )
    return insights.answer(insight, by=fay, outcome="accepted", reason="In spring.")


def test_a_visitor_sees_five_figures_with_their_intervals(client, answered):
    page = client.get(INDEX)
    assert page.status_code == 200
    for kpi in in_order().values():
        assert str(kpi.label) in page.text
        assert str(kpi.formula) in page.text
    assert "1 of 2 ideas" in page.text
    assert "9% to 91%" in page.text


def test_an_empty_house_says_what_to_do_next(client, work):
    page = client.get(INDEX)
    assert "No number yet" in page.text
    assert "being drawn" not in page.text
    assert client.get("/numbers/overdue/").status_code == 200
    assert work() == []


def test_a_past_day_is_shown_as_it_was(client, answered):
    yesterday = clock.today() - timedelta(days=1)
    page = client.get(INDEX, {"day": yesterday.isoformat()})
    assert "no idea had been published by this day" in page.text
    assert f'value="{yesterday}"' in page.text


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("yesterday", "This is no day."),
        ("2026-02-30", "This is no day."),
        ("0001-01-01", "Nothing is known of days so long ago."),
        ("9999-12-31", "This day has not come yet."),
    ],
)
def test_a_day_that_cannot_be_is_said_in_a_sentence(client, answered, day, says):
    page = client.get(INDEX, {"day": day})
    assert page.status_code == 200
    assert says in page.text
    assert "1 of 2 ideas" in page.text


def test_a_community_can_be_picked(client, garden, answered, root, ada):
    other = garden.__class__.objects.create(name="The pond", slug="pond")
    page = client.get(INDEX, {"community": garden.pk})
    assert f'<option value="{garden.pk}" selected' in page.text
    assert "1 of 2 ideas" in page.text
    assert client.get(INDEX, {"community": other.pk}).status_code == 404


def test_a_community_by_invitation_stays_hidden(client, enter, eva, garden, answered, workshop):
    publish(workshop, eva, "A secret")
    page = client.get(INDEX)
    assert "The workshop" not in page.text
    assert "1 of 2 ideas" in page.text
    for path in (INDEX, "/numbers/share_answered/", "/numbers/share_answered.csv"):
        assert client.get(path, {"community": workshop.pk}).status_code == 404
    page = enter(eva).get(INDEX)
    assert "The workshop" in page.text
    assert "1 of 3 ideas" in page.text


@pytest.mark.parametrize("path", ["/numbers/nothing/", "/numbers/nothing.csv", "/numbers/__init__/"])
def test_an_unknown_number_is_not_there(client, db, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("community", ["0", "-1", "x", "1 or 1=1", "1/../2"])
def test_a_community_that_cannot_be_is_not_there(client, answered, community):
    assert client.get(INDEX, {"community": community}).status_code == 404


@pytest.mark.parametrize("name", in_order())
def test_a_number_has_a_page_with_its_formula_and_its_proof(client, answered, name):
    kpi = in_order()[name]
    page = client.get(reverse("metrics:detail", args=[name]))
    assert str(kpi.meaning) in page.text
    assert str(kpi.formula) in page.text
    for example in kpi.examples:
        assert str(example.title) in page.text
        for event in example.events:
            assert event.at in page.text


def test_a_number_comes_as_csv(client, answered, work, garden):
    client.get(INDEX)
    work()
    response = client.get("/numbers/share_answered.csv", {"community": garden.pk})
    assert response["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(response.text.splitlines()))
    assert rows[-1] | {"low": "", "high": ""} == {
        "kpi": "share_answered",
        "version": "1",
        "unit": "share",
        "scope": f"communities.community/{garden.pk}",
        "day": clock.today().isoformat(),
        "value": "0.5",
        "low": "",
        "high": "",
        "n": "2",
        "k": "1",
        "reason": "",
    }
    assert 0 < float(rows[-1]["low"]) < 0.5 < float(rows[-1]["high"]) < 1


def test_charts_are_drawn_by_the_worker_and_then_stand_in_the_page(client, cleo, garden, work):
    with clock.set_to(clock.now() - timedelta(days=40)):
        idea = publish(garden, cleo)
    page = client.get(INDEX)
    assert "This chart is being drawn" in page.text
    assert 'hx-trigger="load delay:3s"' in page.text
    assert "metrics.count_and_draw" in work()
    fragment = client.get(INDEX, headers={"HX-Request": "true"})
    assert "<h1>" not in fragment.text
    assert 'role="img" aria-label="Ideas answered, week by week: 0% on ' in fragment.text
    assert "being drawn" not in fragment.text
    assert "hx-trigger" not in fragment.text
    assert "style=" not in fragment.text
    assert idea.pk


def test_a_page_asks_for_its_charts_once(client, garden, answered, work):
    client.get(INDEX)
    client.get(INDEX)
    assert work().count("metrics.count_and_draw") == 1
    assert work() == []


def test_the_days_of_a_week_share_their_charts(client, garden, ada, work):
    today = clock.today()
    monday = today - timedelta(days=today.weekday() + 7)
    with clock.set_to(clock.now() - timedelta(days=60)):
        publish(garden, ada)
    client.get(INDEX, {"day": monday.isoformat()})
    work()
    measured, charts = Measurement.objects.count(), Chart.objects.count()
    assert measured
    assert charts
    client.get(INDEX, {"day": (monday + timedelta(days=5)).isoformat()})
    work()
    assert (Measurement.objects.count(), Chart.objects.count()) == (measured, charts)


def test_a_page_of_numbers_takes_few_statements(client, answered, work, django_assert_max_num_queries):
    client.get(INDEX)
    work()
    with django_assert_max_num_queries(MOST_STATEMENTS):
        client.get(INDEX)


def test_a_community_shows_how_it_goes(client, garden, answered):
    page = client.get(garden.get_absolute_url())
    assert "How it goes" in page.text
    assert f'href="/numbers/?community={garden.pk}"' in page.text
    assert "1 of 2 ideas" in page.text


def test_the_front_page_shows_how_the_promise_is_kept(client, garden, answered, mia, fay):
    page = client.get("/")
    assert "How we keep our promise" in page.text
    assert "1 of 2 ideas" in page.text


def test_the_front_page_shows_no_promise_before_the_first_idea(client, garden):
    assert "How we keep our promise" not in client.get("/").text


def test_what_is_being_counted_is_not_asked_for_again(client, answered):
    client.get(INDEX)
    with connection.cursor() as cursor:
        cursor.execute(
            "update procrastinate_jobs set status = 'doing' where task_name = 'metrics.count_and_draw'"
        )
        client.get(INDEX)
        cursor.execute("select status from procrastinate_jobs where task_name = 'metrics.count_and_draw'")
        assert cursor.fetchall() == [("doing",)]


def test_the_figures_on_other_pages_cost_eight_statements_and_two_until_something_happens(
    rf, answered, garden, django_assert_max_num_queries
):
    request = rf.get("/")
    request.user = AnonymousUser()
    with django_assert_max_num_queries(8):
        side = slots.how_it_goes_here(request, garden)
        promise = slots.how_we_keep_our_promise(request, None)
    with django_assert_max_num_queries(2):
        slots.how_it_goes_here(request, garden)
        slots.how_we_keep_our_promise(request, None)
    assert [one.figure.n for one in side.context["figures"].values()] == [2, 2, 2]
    assert [one.figure.n for one in promise.context["figures"].values()] == [2, 2, 0]


def test_the_promise_to_a_visitor_leaves_hidden_communities_out(client, enter, eva, workshop, answered):
    publish(workshop, eva, "A secret")
    assert "1 of 2 ideas" in client.get("/").text
    assert "1 of 3 ideas" in enter(eva).get("/").text
