"""What people give is read as it arrives, read again when it changes, and forgotten when it is taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.intelligence import actions, tasks, understanding
from folkmoot.domains.intelligence.models import Theme, ThemeMember, Understanding
from folkmoot.domains.intelligence.texts import texts_of
from folkmoot.kit import events
from folkmoot.kit.refs import ref

from .worlds import publish


def understood(thing) -> Understanding:
    return Understanding.objects.get(subject=ref(thing))


def test_an_idea_is_understood_when_it_is_published(garden, ada, work):
    idea = publish(garden, ada, "I love the new benches in the park", "They are wonderful, thank you!")
    work()

    row = understood(idea)
    assert (row.language, row.sentiment, row.version) == ("en", "positive", 1)
    assert len(row.vector) == 384
    assert row.language_model == "fasttext-lid.176.ftz 1.1.0"
    assert row.sentiment_model.startswith("folkmoot-sentiment-en ")
    assert row.vector_model.startswith("all-MiniLM-L6-v2-int8 0.1.0+")


def test_a_comment_is_understood_without_whom_it_speaks_to(garden, ada, ben, work):
    idea = publish(garden, ada, "More benches in the park")
    comment = discussions.post(idea, by=ben, community=garden, body="@ada.b this is a **terrible** waste")
    work()

    assert understood(comment).sentiment == "negative"
    assert texts_of([ref(comment)])[ref(comment)].words == "this is a terrible waste"


def test_another_language_is_told_and_its_feeling_is_unknown(garden, ada, work):
    idea = publish(
        garden, ada, "Más árboles en la calle mayor", "Hace mucho calor en verano y no hay sombra."
    )
    work()

    row = understood(idea)
    assert (row.language, row.sentiment, row.vector, row.vector_model) == ("es", "unknown", None, "")


def test_a_draft_is_not_read(garden, ada, work):
    ideas.draft(garden, by=ada, title="Nobody but me shall see this")
    publish(garden, ada, "Everybody shall see this")
    work()

    assert Understanding.objects.count() == 1


def test_changed_words_are_read_again(garden, ada, work):
    idea = publish(garden, ada, "I love the new benches in the park")
    work()
    ideas.revise(idea, by=ada, title="I hate the new benches in the park", body="They are horrible.")
    work()

    assert (understood(idea).sentiment, understood(idea).version) == ("negative", 2)


def test_what_is_read_is_not_read_twice(garden, ada, work, monkeypatch):
    publish(garden, ada, "I love the new benches in the park")
    work()
    before = Understanding.objects.get()
    tasks.understand_what_waits()

    assert Understanding.objects.get().understood_at == before.understood_at


def test_the_same_words_need_no_model(garden, ada, work, monkeypatch):
    idea = publish(garden, ada, "I love the new benches in the park")
    work()
    type(idea).objects.filter(pk=idea.pk).update(version_number=2)  # as an import does that counts votes anew

    def read(*args, **options):
        raise AssertionError("a model was asked")

    monkeypatch.setattr(understanding, "understand", read)
    tasks.understand_what_waits()

    assert understood(idea).version == 2


def test_words_of_an_older_model_are_read_again(garden, ada, work):
    idea = publish(garden, ada, "I love the new benches in the park")
    work()
    Understanding.objects.update(sentiment_model="another 0", sentiment="negative")
    tasks.understand_what_waits()

    assert understood(idea).sentiment == "positive"


def test_what_changes_while_it_is_read_still_waits(garden, ada, work):
    idea = publish(garden, ada, "I love the new benches in the park")
    stale = [texts_of([ref(idea)])[ref(idea)]]
    ideas.revise(idea, by=ada, title="I hate the new benches in the park", body="")

    assert actions.understand(stale) == 0
    assert not Understanding.objects.exists()
    work()
    assert understood(idea).version == 2


def test_what_is_withdrawn_is_forgotten(garden, ada, work):
    idea = publish(garden, ada, "I love the new benches in the park")
    work()
    assert ThemeMember.objects.filter(subject=ref(idea)).exists()
    ideas.withdraw(idea, by=ada, reason="I was wrong")
    work()

    assert not Understanding.objects.exists()
    assert not ThemeMember.objects.exists()
    assert Theme.objects.get().size == 0


def test_words_taken_back_are_forgotten(garden, ada, ben, work):
    idea = publish(garden, ada, "More benches in the park")
    comment = discussions.post(idea, by=ben, community=garden, body="My address is 7 Lime Street")
    work()
    discussions.take_back(comment, by=ben)
    work()

    assert not Understanding.objects.filter(subject=ref(comment)).exists()
    assert not ThemeMember.objects.filter(quote__contains="Lime Street").exists()


def test_words_taken_back_before_they_are_read_are_not_read(garden, ada, ben, work):
    idea = publish(garden, ada, "More benches in the park")
    comment = discussions.post(idea, by=ben, community=garden, body="My address is 7 Lime Street")
    discussions.take_back(comment, by=ben)
    work()

    assert list(Understanding.objects.values_list("subject", flat=True)) == [ref(idea)]


def test_what_was_taken_back_while_it_was_read_is_not_kept(garden, ada, work):
    idea = publish(garden, ada, "I love the new benches in the park")
    read = [texts_of([ref(idea)])[ref(idea)]]
    ideas.withdraw(idea, by=ada, reason="I was wrong")

    assert actions.understand(read) == 0
    assert not Understanding.objects.exists()


@pytest.mark.parametrize("many", [2, 30])
def test_a_batch_takes_the_same_statements_whatever_its_size(garden, ada, many):
    written = [publish(garden, ada, f"Bench number {n} is too low") for n in range(many)]
    texts = list(texts_of(map(ref, written)).values())

    with CaptureQueriesContext(connection) as asked:
        assert actions.understand(texts) == many
    assert len(asked) <= 6


def test_open_pages_are_told_how_far_it_is_and_when_it_is_over(garden, ada, work, monkeypatch):
    work()  # those who have a role in the garden were told of it before
    told = []
    monkeypatch.setattr(tasks, "BATCH", 2)
    monkeypatch.setattr(events, "publish", lambda topic, **facts: told.append((topic, facts)))
    for n in range(5):
        publish(garden, ada, f"Bench number {n} is too low")
    work()

    assert {topic for topic, _facts in told} == {f"understanding/{garden.pk}"}
    assert [(facts["value"], facts["done"]) for _topic, facts in told] == [
        (2, 0),
        (4, 0),
        (5, 0),
        (5, 1),
        (5, 1),
    ]
    assert told[0][1]["words"] == "2 of 5"
