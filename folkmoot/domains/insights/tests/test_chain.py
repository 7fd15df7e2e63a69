"""Every step from what was said to what came of it stands on the public page, with its moment and its link."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domains.communities import actions as communities
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.insights import actions
from folkmoot.domains.insights.hearing import hearing_of
from folkmoot.domains.insights.holdings import heard
from folkmoot.domains.insights.models import Evidence, Highlight
from folkmoot.domains.intelligence.models import Sentiment, Theme, Understanding
from folkmoot.domains.metrics.estimates import wilson as of_the_numbers
from folkmoot.domains.people.models import Person
from folkmoot.domains.privacy import actions as privacy
from folkmoot.kit import clock
from folkmoot.kit.intervals import wilson
from folkmoot.kit.refs import ref


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_interval_is_that_of_the_numbers(hits, of):
    hits = min(hits, of)
    assert wilson(hits, of) == pytest.approx(of_the_numbers(hits, of))


def test_all_steps_stand_there_linked_both_ways(garden, idea, comment, mia, fay, client, work):
    theme = Theme.objects.create(community=garden, words=["bees", "wood"], model="x", size=2)
    voices = [(ref(idea), "Wood."), (ref(comment), "With a roof.")]
    insight = actions.make_and_give(
        garden, by=mia, title="Bees", voices=voices, origin=theme, owner=fay, due_on=clock.today(),
        contradicting="None found; looked in all comments.",
    )  # fmt: skip
    actions.answer(insight, by=fay, outcome="accepted", reason="We build ten.")
    insight.refresh_from_db()
    actions.deliver(insight.delivery, by=fay, stage="shipped", note="Ten are built.")
    actions.measure(insight.delivery, by=fay, what="Bees", after=Decimal(9), unit="bees", source="Counted")
    work()

    page = client.get(insight.get_absolute_url()).text
    assert f'href="{theme.get_absolute_url()}"' in page
    for words in (
        "Said",
        "2 voices",
        "Given to Fay",
        "We will do it",
        "Delivered",
        "Measured",
        "2 people were told",
    ):
        assert words in page, words
    assert "None found; looked in all comments." in page
    assert f'href="{insight.get_absolute_url()}"' in client.get(idea.get_absolute_url()).text
    assert f'href="{insight.get_absolute_url()}"' in client.get(theme.get_absolute_url()).text


def test_how_many_were_told_comes_from_the_stream(insight, fay, client, work):
    page = insight.get_absolute_url()
    actions.answer(insight, by=fay, outcome="declined", reason="No room.")
    assert "were told" not in client.get(page).text
    work()
    text = client.get(page).text
    assert "2 people were told" in text
    assert "We did not, because" in text


def test_who_was_heard_has_its_interval_and_who_was_not_is_counted(insight, garden, idea, comment, mia):
    for number in range(8):
        person = Person.objects.create(name=f"P{number}", source="x", source_id=str(number))
        with clock.set_to(clock.now() - timedelta(days=90 if number < 5 else 3)):
            communities.join(garden, by=person)
    for thing, language in ((idea, "en"), (comment, "en")):
        understood(thing, garden, language)
    understood(Evidence(pk=991), garden, "es")

    hearing = hearing_of(insight)

    assert (hearing.people, hearing.active) == (2, 2)
    assert (hearing.low, hearing.high) == wilson(2, 2)
    # Ada and Ben spoke; Cleo, Fay, Mia, the founder and eight others are members and did not.
    assert hearing.members == 12
    assert hearing.newcomers == 7
    assert hearing.languages == [("English", 2)]
    assert hearing.silent_languages == [("Spanish", 1)]


def understood(thing, community, language) -> None:
    Understanding.objects.create(
        subject=ref(thing),
        community=community,
        language=language,
        language_score=1,
        language_model="x",
        sentiment=Sentiment.values[0],
        sentiment_score=1,
        sentiment_model="x",
        digest="x",
    )


def test_where_no_language_is_known_none_is_said_to_be_missing(insight, garden):
    understood(Evidence(pk=991), garden, "es")
    assert hearing_of(insight).silent_languages == []


def test_what_speaks_against_it_is_asked_for_when_an_insight_is_made(garden, idea, mia, fay, enter):
    theme = Theme.objects.create(community=garden, words=["bees"], model="x", size=1)
    words = {"title": "Bees", "owner": fay.pk, "due_on": clock.today()}
    page = enter(mia).post(f"/insights/make/{theme.pk}/", words)
    assert page.status_code == 422
    assert "What speaks against it?" in page.text


def test_an_insight_with_its_page_costs_few_statements_however_many_voices(
    insight, garden, mia, ada, client, django_assert_max_num_queries
):
    page = insight.get_absolute_url()
    with django_assert_max_num_queries(34):
        assert client.get(page).status_code == 200


def test_whoever_leaves_with_their_words_leaves_no_quote(idea, insight, ada, mia, fay):
    one = actions.highlight(idea, by=mia, quote="bee hotel", codes=["bees"])
    actions.verify(one, by=fay)
    leaving = privacy.leave(by=ada, takes_texts=True)
    privacy.erase(leaving, by=ada)
    assert Highlight.objects.get().quote == ""
    assert Evidence.objects.get(subject=ref(idea)).quote == ""


def test_whoever_takes_their_data_along_finds_their_drafts_and_picked_words(insight, idea, fay, mia, ada):
    actions.draft([insight], by=fay, reason="Mine so far")
    actions.highlight(idea, by=mia, quote="bee hotel", codes=["bees"])
    assert any(r["kind"] == "draft of an answer" and r["reason"] == "Mine so far" for r in heard(fay))
    assert any(r["kind"] == "highlight" and r["quote"] == "bee hotel" for r in heard(ada))
    assert any(r["kind"] == "words picked" for r in heard(mia))


def test_a_comment_links_to_its_insight_and_a_page_of_many_asks_as_often(
    insight, idea, comment, garden, mia, dan, enter, django_assert_max_num_queries
):
    client = enter(dan)
    link = f'href="{insight.get_absolute_url()}"'
    below = client.get(idea.get_absolute_url()).text.partition('id="talk-title"')[2]
    assert link in below

    with CaptureQueriesContext(connection) as few:
        client.get(idea.get_absolute_url())
    for number in range(12):
        discussions.post(idea, by=mia, community=garden, body=f"Comment {number}")
    with django_assert_max_num_queries(len(few)):
        client.get(idea.get_absolute_url())


def test_whoever_answered_sees_on_the_page_when_it_goes_out(insight, fay, enter, ada):
    actions.answer(insight, by=fay, outcome="accepted", reason="Yes.", in_minutes=10)
    assert "Your answer goes out" in enter(fay).get(insight.get_absolute_url()).text
    assert "Your answer goes out" not in enter(ada).get(insight.get_absolute_url()).text
