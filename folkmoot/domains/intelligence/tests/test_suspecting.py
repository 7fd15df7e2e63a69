"""What may be spam or an attack is suggested to moderators, with the words that led there; it never acts alone."""

import pytest

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.intelligence.readers import spam, toxicity
from folkmoot.domains.moderation.models import Case, Decision, Suggestion

ADVERT = "You have won a prize! Click here to claim your free gift, limited offer."


@pytest.mark.parametrize(
    ("reader", "text", "word"),
    [
        (spam.READER, ADVERT, "You have won"),
        (spam.READER, "Gana dinero fácil, haz clic y compra ya en www.ventas.example", "Gana dinero"),
        (toxicity.READER, "You are an idiot and a liar.", "idiot"),
        (toxicity.READER, "Eres un imbécil, cállate.", "cállate"),
        (toxicity.READER, "You are really evil.", "evil"),
    ],
)
def test_what_it_suspects_comes_with_the_words_that_led_there(reader, text, word):
    found = reader.read(text)
    assert found.score >= reader.suspects_from
    assert word in found.words


@pytest.mark.parametrize(
    "text",
    [
        "A map of all road closures for water works, see https://maps.example/closures",
        "I hate the taste of chlorine. It is terrible, and the bill is a disgrace.",
        "The trash is collected too late, and the park is dirty.",
        "Mine is four pages, and the sum of 240 € is on page three.",
        "",
    ],
)
def test_what_is_only_angry_or_only_holds_a_link_is_not_suspected(text):
    for reader in (spam.READER, toxicity.READER):
        assert reader.read(text).score < reader.suspects_from


def test_a_published_advert_is_suggested_and_stays_as_it_is(garden, ada, work, happened):
    idea = ideas.publish(ideas.draft(garden, by=ada, title="Good news", body=ADVERT), by=ada)
    work()
    made = Suggestion.objects.get(subject=f"ideas.idea/{idea.pk}")
    assert (made.kind, made.model, made.version) == ("spam", "folkmoot-spam-signs", "1")
    assert made.score >= spam.READER.suspects_from
    assert "You have won" in made.words
    assert Idea.objects.published().filter(pk=idea.pk).exists(), "a suggestion acts on nothing"
    assert not Decision.objects.exists()
    assert Case.objects.open().filter(subject=made.subject, score=made.score).exists()
    assert happened("moderation.thing.suggested", object=idea)


def test_an_insult_in_a_comment_is_suggested(garden, ada, ben, work):
    idea = ideas.publish(ideas.draft(garden, by=ada, title="A bench", body="Here."), by=ada)
    said = discussions.post(idea, by=ben, community=garden, body="You are an idiot and a liar.")
    work()
    assert Suggestion.objects.get().subject == f"discussions.comment/{said.pk}"
