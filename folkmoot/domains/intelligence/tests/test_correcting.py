"""A person's word wins over a model's, and stays."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.intelligence import actions, rules, tasks
from folkmoot.domains.intelligence.actions import understanding as reading
from folkmoot.domains.intelligence.models import Sentiment, Understanding
from folkmoot.domains.intelligence.texts import texts_of
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref

from .worlds import publish

MAY = {
    "ada": False,
    "ben": False,
    "cleo": True,
    "dan": False,
    "eva": False,
    "fay": False,
    "mia": True,
    "root": True,
}


@pytest.fixture
def idea(garden, ada, work):
    idea = publish(garden, ada, "I love the new benches in the park")
    work()
    return idea


@pytest.fixture
def understanding(idea):
    return Understanding.objects.get(subject=ref(idea))


@pytest.mark.parametrize("who", MAY)
def test_managers_and_moderators_may_correct(cast, understanding, who):
    assert bool(rules.may_correct(cast[who], understanding)) is MAY[who]


def test_visitors_may_not_correct(understanding, client):
    answer = client.post(f"/understandings/{understanding.pk}/sentiment/", {"sentiment": "neutral"})
    assert (answer.status_code, answer.url.startswith("/account/login/")) == (302, True)


def test_a_corrected_feeling_wins(understanding, cleo, happened):
    row = actions.correct_sentiment(understanding, by=cleo, sentiment="neutral")

    assert (row.sentiment, row.sentiment_now, row.corrected_by) == ("positive", "neutral", cleo)
    assert happened("intelligence.understanding.corrected", actor=cleo, object=row.subject)


def test_the_author_is_refused(understanding, ada):
    with pytest.raises(Refused, match="Only managers and moderators"):
        actions.correct_sentiment(understanding, by=ada, sentiment="neutral")
    with pytest.raises(Refused, match="Only managers and moderators"):
        actions.correct_language(understanding, by=ada, language="de")
    assert not Understanding.objects.get().is_corrected


def test_a_feeling_that_is_none_and_a_language_that_is_none_are_refused(understanding, cleo):
    with pytest.raises(Refused):
        actions.correct_sentiment(understanding, by=cleo, sentiment="furious")
    with pytest.raises(Refused):
        actions.correct_language(understanding, by=cleo, language="klingon")


def test_with_another_language_meaning_and_feeling_are_read_again(understanding, cleo, work):
    actions.correct_language(understanding, by=cleo, language="de")
    work()

    row = Understanding.objects.get()
    assert (row.language, row.language_now) == ("en", "de")
    assert (row.vector, row.sentiment) == (None, "unknown")

    actions.correct_language(row, by=cleo, language="en")
    work()
    row = Understanding.objects.get()
    assert (len(row.vector), row.sentiment) == (384, "positive")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sentiment=st.sampled_from(Sentiment.values),
    language=st.sampled_from(["de", "en", "es", "und"]),
    titles=st.lists(
        st.sampled_from(["I hate it", "Me gusta mucho este parque", "ok", "I love it"]),
        min_size=1,
        max_size=3,
    ),
)
def test_a_correction_survives_every_later_reading(idea, cleo, ada, sentiment, language, titles):
    row = Understanding.objects.get(subject=ref(idea))
    actions.correct_sentiment(row, by=cleo, sentiment=sentiment)
    actions.correct_language(row, by=cleo, language=language)
    for number, title in enumerate(titles):
        ideas.revise(idea, by=ada, title=f"{title} {sentiment} {language} {number}", body=str(titles))
        tasks.understand_what_waits()

    row = Understanding.objects.get(subject=ref(idea))
    idea.refresh_from_db()
    assert (row.sentiment_now, row.language_now, row.corrected_by) == (sentiment, language, cleo)
    assert row.version == idea.version_number


def test_a_correction_while_it_is_read_is_not_lost(idea, understanding, cleo, monkeypatch):
    """The model has read it as English; before that is written down, somebody says that it is German."""
    Understanding.objects.update(digest="")
    read = reading._read

    def read_while_somebody_corrects(text, known):
        row = read(text, known)
        actions.correct_language(understanding, by=cleo, language="de")
        return row

    monkeypatch.setattr(reading, "_read", read_while_somebody_corrects)
    assert actions.understand(list(texts_of([ref(idea)]).values())) == 0
    monkeypatch.undo()
    tasks.understand_what_waits()
    assert Understanding.objects.get().vector is None


def test_the_press_of_the_button(understanding, idea, cleo, ada, enter):
    page = enter(cleo).get(f"/ideas/{idea.pk}/")
    assert "Not right? Correct it" in page.text

    answer = enter(cleo).post(
        f"/understandings/{understanding.pk}/sentiment/",
        {"sentiment": "neutral", "next": f"/ideas/{idea.pk}/"},
    )
    assert answer.url == f"/ideas/{idea.pk}/"
    assert "Corrected by Cleo" in enter(ada).get(f"/ideas/{idea.pk}/").text
    assert "Not right? Correct it" not in enter(ada).get(f"/ideas/{idea.pk}/").text
    refusal = enter(ada).post(
        f"/understandings/{understanding.pk}/sentiment/", {"sentiment": "positive"}, follow=True
    )
    assert "Only managers and moderators" in refusal.text
    assert Understanding.objects.get().sentiment_now == "neutral"


def test_the_form_of_the_language_and_its_refusals(understanding, cleo, enter):
    browser = enter(cleo)
    browser.post(f"/understandings/{understanding.pk}/language/", {"language": "de"})
    assert Understanding.objects.get().language_now == "de"
    answer = browser.post(f"/understandings/{understanding.pk}/language/", {"language": "xx"}, follow=True)
    assert "Choose a language from the list" in answer.text
    answer = browser.post(f"/understandings/{understanding.pk}/sentiment/", {"sentiment": ""}, follow=True)
    assert "Choose one of the feelings" in answer.text


def test_what_lies_in_a_hidden_community_is_not_there(workshop, eva, dan, enter, work):
    publish(workshop, eva, "A secret workbench in the hall")
    work()
    pk = Understanding.objects.get().pk
    assert enter(dan).post(f"/understandings/{pk}/sentiment/", {"sentiment": "neutral"}).status_code == 404
