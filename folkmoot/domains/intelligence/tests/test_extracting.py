"""Summaries: word for word, each of another person, central, and not the same twice."""

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.intelligence.extracting import extract, sentences_of
from folkmoot.domains.intelligence.models import Extract, Theme
from folkmoot.domains.intelligence.showing import quotes_of
from folkmoot.kit.refs import ref

from .worlds import publish, speak

VOICES = [
    ("The park needs more benches where old people can sit down. I saw a dog.", 1),
    ("Old people need benches in the park to sit down and rest for a while.", 2),
    ("My neighbour sells very good tomatoes at the market every Saturday morning.", 3),
    ("More benches in the park, please, so that people can sit down there.", 4),
    ("Benches with a shade over them would be good for old people in the park.", 5),
]


def test_the_sentences_that_say_what_most_say_come_first_and_each_is_there_word_for_word():
    found = extract(VOICES, 3)
    assert len(found) == 3
    for voice, sentence in found:
        assert sentence in VOICES[voice][0]
    assert 2 not in {voice for voice, _sentence in found}


def test_no_two_are_of_one_person_and_none_says_the_same_again():
    twice = [("More benches in the park, please, so that people can sit down there.", n) for n in range(4)]
    assert len(extract(twice)) == 1
    assert len(extract([(text, 7) for text, _author in VOICES])) == 1


def test_addresses_and_fragments_are_no_sentences():
    assert sentences_of("Yes. See https://example.org/a/long/address/for/more/of/this/thing here. No!") == []


@given(st.lists(st.tuples(st.text(max_size=200), st.integers(0, 3)), max_size=12))
def test_whatever_is_said_no_word_is_invented(voices):
    for voice, sentence in extract(voices):
        assert sentence in " ".join(voices[voice][0].split())


def test_a_theme_shows_them_with_their_sources_and_forgets_what_is_taken_back(
    garden, ada, ben, eva, work, client
):
    speak(garden, ada)
    idea = publish(garden, ada, "More benches in the park, where old people can sit down and rest.")
    publish(garden, ben, "The park needs benches for old people, so that they can sit down.")
    comment = discussions.post(
        idea,
        by=eva,
        community=garden,
        body="Benches in the park with some shade would help old people a lot.",
    )
    work()
    extracts = Extract.objects.all()
    assert {one.subject for one in extracts} >= {ref(comment)}
    theme = next(one.theme for one in extracts if one.subject == ref(comment))
    page = client.get(theme.get_absolute_url()).text
    assert "A machine chose these sentences" in page
    assert f'href="/discussions/comments/{comment.pk}/"' in page

    ideas.withdraw(idea, by=ada, reason="I was wrong")
    work()
    assert not Extract.objects.filter(subject=ref(idea)).exists()


def test_of_people_without_a_name_nobody_knows_whether_two_are_one(garden, ada, work, client):
    type(ada).objects.filter(pk=ada.pk).update(name="?", source="consul", source_id="?")
    speak(garden, ada)
    work()
    theme = Theme.objects.real().first()
    assert theme.evidence["people"] == 0
    assert len(quotes_of([theme])[theme.pk]) == 3
