"""The board, the roadmap and the changelog: where everything stands, for everybody who may see it."""

import csv
from datetime import datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest

from folkmoot.domains.communities import actions as communities
from folkmoot.domains.communities.models import Role
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.arrivals import ArrivedIdea
from folkmoot.domains.insights import actions, board
from folkmoot.domains.insights.models import Insight
from folkmoot.kit import clock
from folkmoot.kit.refs import ref


@pytest.fixture
def one_in_each(another, idea, garden, mia, fay) -> dict[str, Insight]:
    made = {name: another(name.capitalize()) for name in ("deciding", "delivering", "delivered", "measured")}
    made["waiting"] = actions.make(garden, by=mia, title="Waiting one", voices=[(ref(idea), "Wood.")])
    for name in ("delivering", "delivered", "measured"):
        made[name] = actions.answer(made[name], by=fay, outcome="accepted", reason="Yes.")
        if name != "delivering":
            actions.deliver(made[name].delivery, by=fay, stage="shipped", note="Done.")
    actions.measure(
        made["measured"].delivery, by=fay, what="Bees", after=Decimal(3), unit="bees", source="Counted"
    )
    return made


def names(columns) -> dict[str, list[str]]:
    return {column.name: [insight.title for insight in column.insights] for column in columns}


def test_each_insight_stands_in_its_column(one_in_each, ada):
    found = names(board.columns(board.insights_on_board(ada)))
    assert found == {
        "waiting": ["Waiting one"],
        "deciding": ["Deciding"],
        "delivering": ["Delivering"],
        "delivered": ["Delivered"],
        "measured": ["Measured"],
    }


def test_it_is_filtered_by_community_owner_and_lateness_in_the_address(one_in_each, garden, fay, mia, client):
    Insight.objects.filter(pk=one_in_each["deciding"].pk).update(due_on=clock.today() - timedelta(days=1))
    late = client.get(f"/board/?community=garden&owner={fay.pk}&late=1").text
    assert "Deciding" in late
    assert f'href="{one_in_each["delivering"].get_absolute_url()}"' not in late
    nothing = client.get(f"/board/?owner={mia.pk}").text
    assert "Nothing is on the board" in nothing
    for strange in ("?community=none", "?owner=x", "?owner=99999999999999999999", "?column=none", "?page=x"):
        assert client.get(f"/board/{strange}").status_code == 200


def test_what_is_not_for_everybody_is_on_nobodys_board(workshop, eva, mia, fay, client, enter):
    communities.appoint(workshop, by=mia, person=fay, role=Role.DECISION_OWNER)
    there = ideas.publish(ideas.draft(workshop, by=eva, title="Secret pump", body=""), by=eva)
    made = {"by": mia, "voices": [(ref(there), "")], "owner": fay, "due_on": clock.today()}
    waiting = actions.make_and_give(workshop, title="A secret pump", **made)
    for title, stage in (("A secret plan", ""), ("A secret thing", "shipped")):
        one = actions.answer(
            actions.make_and_give(workshop, title=title, **made), by=fay, outcome="accepted", reason="Yes."
        )
        if stage:
            actions.deliver(one.delivery, by=fay, stage=stage, note="Secretly done.")
    pages = ("/board/", "/roadmap/", "/changelog/", "/roadmap.csv", "/board/?column=deciding")
    for page in pages:
        text = client.get(page).text.lower()
        assert "secret" not in text
        assert "the workshop" not in text
    assert client.get(waiting.get_absolute_url()).status_code == 404
    seen = [enter(eva).get(page).text.lower() for page in pages]
    assert all("secret" in text for text in seen)


def test_a_column_is_bounded_and_its_rest_in_sheets(garden, mia, fay, idea, client):
    for number in range(40):
        actions.make(garden, by=mia, title=f"Number {number}", voices=[(ref(idea), "")])
    page = client.get("/board/").text
    assert page.count('class="card stack stack--2"') == board.IN_A_COLUMN
    assert "All 40" in page
    sheet = client.get("/board/?column=waiting&page=2").text
    assert "31 to 40 of 40" in sheet


def test_the_roadmap_and_the_changelog_are_tied_to_the_ideas_both_ways(one_in_each, idea, client, fay):
    for page in ("/roadmap/", "/changelog/"):
        text = client.get(page).text
        assert f'href="{idea.get_absolute_url()}"' in text
        assert "1 voice" in text
    text = client.get(idea.get_absolute_url()).text
    for name in ("delivering", "delivered", "measured"):
        assert f'href="{one_in_each[name].get_absolute_url()}#delivery"' in text


def test_what_was_stopped_says_why_on_the_roadmap(one_in_each, fay, client):
    actions.deliver(one_in_each["delivering"].delivery, by=fay, stage="stopped", note="The wall falls down.")
    text = client.get("/roadmap/").text
    assert "Because:" in text
    assert "The wall falls down." in text


def test_the_changelog_goes_by_month(another, fay, client):
    for moment in ("2026-05-03T12:00+00:00", "2026-03-03T12:00+00:00"):
        with clock.set_to(datetime.fromisoformat(moment)):
            actions.answer(another(moment), by=fay, outcome="delivered", reason="Done.")
    text = client.get("/changelog/").text
    assert text.index("May 2026") < text.index("March 2026")


def test_the_csv_has_one_line_each_and_no_formula(another, fay, client):
    insight = another('=HYPERLINK("http://example.org")')
    actions.answer(insight, by=fay, outcome="accepted", reason="Yes.")
    answer = client.get("/roadmap.csv?community=garden")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(StringIO(answer.text)))
    assert [row["stage"] for row in rows] == ["planned"]
    assert rows[0]["title"].startswith("'=")


def test_the_number_of_statements_does_not_grow(garden, mia, fay, client, django_assert_max_num_queries):
    rows = [
        ArrivedIdea(source_id=str(n), title=f"Idea {n}", body="", given_at=clock.now(), author_id=f"a{n}")
        for n in range(30)
    ]
    keys = ideas.bring_in(rows, by=mia, community=garden, source="elsewhere").keys
    for pk in keys.values():
        insight = actions.make_and_give(
            garden, by=mia, title="One", voices=[(f"ideas.idea/{pk}", "")], owner=fay, due_on=clock.today()
        )
        actions.answer(insight, by=fay, outcome="accepted", reason="Yes.")
    for page, most in (("/board/", 22), ("/roadmap/", 26), ("/changelog/", 12), ("/roadmap.csv", 8)):
        with django_assert_max_num_queries(most):
            assert client.get(page).status_code == 200
