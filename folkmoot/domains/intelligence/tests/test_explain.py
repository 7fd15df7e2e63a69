"""How we understand is told to everybody; corrections are taken along by those who manage, with consent only."""

import json

import pytest

from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.intelligence import actions
from folkmoot.domains.intelligence.explaining import corrections, quality, training_lines
from folkmoot.domains.intelligence.models import Theme, ThemeMember, Understanding
from folkmoot.domains.intelligence.readers import all_readers
from folkmoot.domains.privacy.models import Consent
from folkmoot.domains.privacy.purposes import RESEARCH
from folkmoot.kit.refs import ref

from .worlds import speak


@pytest.fixture
def spoken(garden, ada, work):
    given = speak(garden, ada)
    work()
    return given


def agree(person, is_given=True) -> None:
    Consent.objects.create(person=person, purpose=RESEARCH, version=1, digest="d", is_given=is_given)


def lines(garden, person) -> list[dict[str, str]]:
    return [json.loads(line) for line in training_lines(garden, person)]


def test_the_page_names_every_model_with_version_licence_and_limits(client, db):
    page = client.get("/understanding/").text
    for reader in all_readers().values():
        assert reader.name in page
        assert reader.version in page
    assert page.count("Limits:") == len(all_readers())
    assert 'href="/understanding/"' in client.get("/").text


def test_every_figure_has_an_interval_and_named_data():
    assert quality()["figures"]
    for one in quality()["figures"]:
        assert one["low"] <= one["value"] <= one["high"]
        assert one["reader"] in all_readers()
        assert one["data"]
        assert one["what"]


def test_corrections_are_counted_where_they_differ_from_the_model(garden, spoken, mia):
    row, same = (
        Understanding.objects.get(subject=ref(spoken[0])),
        Understanding.objects.get(subject=ref(spoken[1])),
    )
    other = "negative" if row.sentiment != "negative" else "positive"
    actions.correct_sentiment(row, by=mia, sentiment=other)
    actions.correct_sentiment(same, by=mia, sentiment=same.sentiment)
    felt = corrections(mia)[1]
    assert (felt.hits, felt.of) == (1, 15)
    assert felt.interval[0] < 1 / 15 < felt.interval[1]


def test_lines_hold_what_the_model_said_and_what_a_person_said(garden, spoken, ada, mia):
    agree(ada)
    row = Understanding.objects.get(subject=ref(spoken[0]))
    actions.correct_sentiment(row, by=mia, sentiment="negative")
    member = ThemeMember.objects.get(subject=ref(spoken[1]))
    to = ThemeMember.objects.get(subject=ref(spoken[5])).theme
    actions.move(member, by=mia, to=to)

    feeling, theme = lines(garden, mia)
    assert feeling == {
        "text": "More benches in the park",
        "language": "en",
        "kind": "sentiment",
        "machine": row.sentiment,
        "person": "negative",
        "model": row.sentiment_model,
    }
    assert (theme["kind"], theme["person"], theme["text"]) == (
        "theme",
        to.name,
        "The benches in our park are broken",
    )


def test_without_consent_or_withdrawn_nothing_of_theirs_is_taken(garden, spoken, ada, mia):
    actions.correct_sentiment(Understanding.objects.get(subject=ref(spoken[0])), by=mia, sentiment="negative")
    assert lines(garden, mia) == []
    agree(ada)
    assert len(lines(garden, mia)) == 1
    agree(ada, is_given=False)
    assert lines(garden, mia) == []


def test_what_is_withheld_or_withdrawn_is_not_taken(garden, spoken, ada, mia):
    agree(ada)
    actions.correct_sentiment(Understanding.objects.get(subject=ref(spoken[0])), by=mia, sentiment="negative")
    actions.correct_sentiment(Understanding.objects.get(subject=ref(spoken[1])), by=mia, sentiment="negative")
    ideas.withdraw(spoken[0], by=ada, reason="No")
    type(spoken[1]).objects.filter(pk=spoken[1].pk).update(moderation="hidden")
    assert lines(garden, mia) == []


def test_the_file_ends_before_two_megabytes(garden, spoken, ada, mia, monkeypatch):
    agree(ada)
    for idea in spoken[:3]:
        actions.correct_sentiment(Understanding.objects.get(subject=ref(idea)), by=mia, sentiment="negative")
    monkeypatch.setattr("folkmoot.domains.intelligence.explaining.MOST_BYTES", 400)
    assert 0 < len(lines(garden, mia)) < 3


def test_managers_take_it_by_the_page_and_it_is_written_down(garden, spoken, ada, ben, mia, enter, happened):
    address = "/communities/garden/understanding/corrections/"
    answer = enter(mia).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/jsonl; charset=utf-8")
    assert happened("intelligence.corrections.exported", actor=mia, object=garden)
    assert f'href="{address}"' in enter(mia).get("/understanding/").text
    refused = enter(ben).get(address)
    assert "attachment" not in refused.headers.get("Content-Disposition", "")
    assert f'href="{address}"' not in enter(ben).get("/understanding/").text
    assert Theme.objects.exists()
