"""Other languages than English: a space of their own, look-alikes and themes in it, and what is there without it."""

import numpy as np
import pytest

from folkmoot.domains.intelligence import actions, tasks
from folkmoot.domains.intelligence.encoding import Meaning, encode
from folkmoot.domains.intelligence.golden import PAIRS
from folkmoot.domains.intelligence.models import Theme, ThemeMember, Understanding
from folkmoot.domains.intelligence.readers import e5, minilm
from folkmoot.domains.intelligence.showing import look_alikes_of, look_alikes_of_words
from folkmoot.kit.finders import by_meaning
from folkmoot.kit.refs import ref

from .worlds import publish, speak

here = pytest.mark.skipif(
    not e5.READER.is_there, reason="multilingual-e5-small has a wheel for Linux on x86-64 only"
)
BANCOS = [
    "Hacen falta más bancos en el parque",
    "Los bancos del parque están rotos",
    "Por favor, arreglen los bancos del parque",
    "Bancos nuevos de madera para el parque",
    "Un banco debajo de cada árbol del parque",
]
AUTOBUSES = [
    "El autobús nocturno debería pasar cada hora",
    "Los autobuses siempre llegan tarde por la mañana",
    "Un autobús más tarde los sábados por la noche",
    "El horario del autobús está mal en mi parada",
    "Necesitamos más autobuses hasta la estación",
]


@here
def test_no_vector_depends_on_its_neighbours_or_on_the_run():
    texts = [pair[2] for pair in PAIRS] * 2
    together = e5.READER.encode(texts)
    assert together.shape == (len(texts), 384)
    assert np.array_equal(together[: len(PAIRS)], together[len(PAIRS) :])
    assert np.array_equal(together[3], e5.READER.read(texts[3]))
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


@here
def test_the_same_in_two_languages_is_nearer_than_anything_else():
    pairs = [(a, b) for code, a, b in PAIRS if code != "en"]
    cosines = e5.READER.encode([a for a, _ in pairs]) @ e5.READER.encode([b for _, b in pairs]).T
    own = np.diag(cosines)
    assert (own == cosines.max(axis=1)).mean() >= 0.8
    assert own.min() > 0.82
    assert np.median(cosines[~np.eye(len(pairs), dtype=bool)]) < 0.83


@here
@pytest.mark.parametrize("text", ["", "\0", "a\0b", "\ud83d", "x" * 100_000, "😀" * 500])
def test_any_text_at_all_is_read(text):
    assert np.isfinite(e5.READER.read(text)).all()


@here
def test_another_file_than_the_one_that_was_measured_is_refused(monkeypatch):
    monkeypatch.setattr(e5, "E5_SHA256", "0" * 64)
    with pytest.raises(e5.Damaged):
        e5.E5Encoder().read("hola")


@pytest.fixture
def spoken(garden, ada, work):
    given = [publish(garden, ada, title) for title in (*BANCOS, *AUTOBUSES)]
    work()
    return given


@here
def test_a_spanish_text_lies_in_the_space_of_many_languages_only(spoken):
    row = Understanding.objects.get(subject=ref(spoken[0]))
    assert (row.language, row.vector, len(row.vector_other)) == ("es", None, 384)
    assert row.vector_other_model == f"{e5.READER.name} {e5.READER.version}"


@here
def test_spanish_look_alikes_and_themes_make_sense(garden, spoken, ben, client):
    alike = look_alikes_of(Understanding.objects.get(subject=ref(spoken[1])), ben)
    assert alike
    assert {idea for idea, _cosine in alike[:2]} <= set(spoken[:5])
    themes = Theme.objects.filter(community=garden).shown().real()
    assert {frozenset(subject for subject, _quote in theme.voices()) for theme in themes} == {
        frozenset(map(ref, spoken[:5])),
        frozenset(map(ref, spoken[5:])),
    }
    words = {word for theme in themes for term in theme.words for word in term.split()}
    assert {word[:4] for word in words} & {"banc", "parq"}
    assert {word[:6] for word in words} & {"autobú", "autobu"}
    page = client.get("/communities/garden/themes/").text
    assert page.count("Spanish") >= 2


@here
def test_two_languages_in_one_community_are_grouped_apart(garden, spoken, ada, work):
    english = speak(garden, ada)
    work()
    spaces = dict(ThemeMember.objects.values_list("subject", "theme__space"))
    assert {spaces[ref(idea)] for idea in spoken} == {"many"}
    assert {spaces[ref(idea)] for idea in english} == {"en"}
    assert Theme.objects.filter(community=garden).shown().real().count() == 5


@here
def test_english_is_read_twice_once_others_speak_and_each_finds_the_other(garden, spoken, ada, ben, work):
    english = publish(garden, ada, "We need more benches in the park")
    speak(garden, ada)
    work()
    row = Understanding.objects.get(subject=ref(english))
    assert len(row.vector) == len(row.vector_other) == 384
    assert set(spoken[:5]) & {idea for idea, _cosine in look_alikes_of(row, ben, most=8)}

    found = look_alikes_of_words(encode("We need more benches in the park"), ben, most=12)
    assert english in {idea for idea, _cosine in found[:1]}
    assert {idea.pk for idea, _cosine in found} & {idea.pk for idea in spoken[:5]}
    assert by_meaning("ideas.idea", "bancos para sentarse en el parque", 3)[0] in {
        idea.pk for idea in spoken[:5]
    }


def test_where_all_speak_english_nothing_is_read_twice(garden, ada, work):
    speak(garden, ada)
    assert "intelligence.read_in_many_languages" not in work()
    assert not Understanding.objects.filter(vector_other__isnull=False).exclude(language="und").exists()


@here
def test_vectors_of_the_two_spaces_are_never_compared(garden, spoken, ada, ben, work):
    """A vector of the English model asked among Spanish texts finds nothing, however near its numbers are."""
    row = Understanding.objects.get(subject=ref(spoken[0]))
    model = f"{minilm.READER.name} {minilm.READER.version}"
    assert look_alikes_of_words([Meaning(list(row.vector_other), model)], ben) == []


def test_without_the_model_all_else_works_and_it_is_read_when_the_model_comes(
    garden, ada, work, client, monkeypatch
):
    monkeypatch.setattr(e5.E5Encoder, "is_there", property(lambda self: False))
    ideas = [publish(garden, ada, title) for title in BANCOS] + speak(garden, ada)
    work()
    row = Understanding.objects.get(subject=ref(ideas[0]))
    assert (row.language, row.vector, row.vector_other) == ("es", None, None)
    assert Theme.objects.filter(community=garden).shown().real().count() == 3
    assert "This machine does not have it" in client.get("/understanding/").text

    monkeypatch.undo()
    if e5.READER.is_there:
        tasks.understand_what_waits()
        row.refresh_from_db()
        assert row.vector_other is not None


@here
def test_what_changed_while_it_was_read_again_keeps_its_own_meaning(garden, spoken, ada, monkeypatch):
    (english,) = [publish(garden, ada, "More benches in the park")]
    tasks.understand_what_waits()
    read = e5.E5Encoder.encode

    def read_while_it_changes(self, texts):
        Understanding.objects.filter(subject=ref(english)).update(digest="another")
        return read(self, texts)

    monkeypatch.setattr(e5.E5Encoder, "encode", read_while_it_changes)
    actions.read_in_many_languages(10)
    assert Understanding.objects.get(subject=ref(english)).vector_other is None
