"""Themes are found without a number, named by their own words, and the same on every run."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from folkmoot.domains.intelligence.readers import minilm
from folkmoot.domains.intelligence.theme_words import name_themes, terms_of
from folkmoot.domains.intelligence.themes import DOES_NOT_FIT, find_themes

GROUPS = {
    "bus": [
        "The bus is late",
        "Our bus never comes on time",
        "More buses at night please",
        "The night bus was full",
        "Buses should run every ten minutes",
        "The bus driver did not stop",
        "A bus shelter against the rain",
        "The bus timetable is wrong",
    ],
    "pool": [
        "Open the swimming pool earlier",
        "The swimming pool is too cold",
        "Swimming lessons in the pool",
        "The pool needs new showers",
        "A swimming pool for children",
        "Cheaper tickets for the swimming pool",
        "The pool water smells of chlorine",
        "Longer hours at the swimming pool",
    ],
    "library": [
        "The library needs new books",
        "Lend e-books from the library",
        "The library closes too early",
        "A quiet reading room in the library",
        "More children's books in the library",
        "Library cards for students",
        "The library should open on Sundays",
        "Read books aloud in the library",
    ],
}
STRAY = "Quantum chromodynamics describes the gluons inside a proton."


@pytest.fixture(scope="module")
def made():
    texts = [text for group in GROUPS.values() for text in group] + [STRAY]
    return texts, minilm.READER.encode(texts), np.repeat([0, 1, 2], 8)


def test_known_groups_are_found_and_the_stray_text_does_not_fit(made):
    texts, vectors, truth = made
    found = find_themes(vectors, texts, encoder=minilm.READER.name)
    assert adjusted_rand_score(truth, found.labels[:-1]) > 0.8
    assert found.labels[-1] == DOES_NOT_FIT
    assert found.encoder == minilm.READER.name


def test_a_theme_is_named_by_its_own_words(made):
    texts, vectors, _ = made
    found = find_themes(vectors, texts)
    names = " / ".join(theme.name for theme in found.themes)
    assert "pool" in names
    assert "library" in names
    assert "bus" in names


def test_quotes_are_distinct_members_of_their_theme(made):
    texts, vectors, _ = made
    doubled = texts + texts
    found = find_themes(np.vstack([vectors, vectors]), doubled)
    for theme in found.themes:
        assert set(theme.quotes) <= set(theme.members)
        assert len({doubled[i] for i in theme.quotes}) == len(theme.quotes) >= 2
        assert np.linalg.norm(theme.centre) == pytest.approx(1, abs=1e-5)


def test_two_runs_give_the_same(made):
    texts, vectors, _ = made
    first, second = find_themes(vectors, texts), find_themes(vectors, texts)
    assert [theme.name for theme in first.themes] == [theme.name for theme in second.themes]
    assert np.array_equal(first.labels, second.labels)


def test_what_a_language_has_in_common_does_not_make_a_theme():
    """Two subjects in two languages: with the languages known, the subjects are found, and not the languages."""
    draw = np.random.default_rng(5)
    subjects, tongues = draw.normal(size=(2, 64)), 3 * draw.normal(size=(2, 64))
    subject, tongue = np.repeat([0, 1, 0, 1], 40), np.repeat([0, 0, 1, 1], 40)
    vectors = subjects[subject] + tongues[tongue] + 0.3 * draw.normal(size=(160, 64))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    texts = [f"{'cat' if one else 'dog'} {n}" for n, one in enumerate(subject)]
    found = find_themes(vectors, texts, languages=["en" if one else "es" for one in tongue])
    assert adjusted_rand_score(subject, found.labels) > 0.9


def test_no_two_quotes_of_a_theme_are_of_one_person(made):
    texts, vectors, _ = made
    authors = [n % 2 for n in range(len(texts))]
    for theme in find_themes(vectors, texts, authors=authors).themes:
        assert len({authors[i] for i in theme.quotes}) == len(theme.quotes) <= 2


def test_a_name_alone_names_no_theme():
    texts = [f"The bus in Getafe is late number {n}, says everybody in Getafe" for n in range(6)]
    texts += [f"A library for all of us is needed, number {n}" for n in range(6)]
    (words, _others) = name_themes(texts, [0] * 6 + [1] * 6, 2)
    assert "bus" in words
    assert not any("getafe" in word for word in words)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.integers(0, 60), st.integers(1, 5))
def test_labels_and_members_always_agree(seed, n, distinct):
    draw = np.random.default_rng(seed)
    kinds = draw.normal(size=(distinct, 16)).astype(np.float32)
    vectors = kinds[draw.integers(0, distinct, n)]
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    found = find_themes(vectors, [f"text {i}" for i in range(n)])
    sizes = [len(theme.members) for theme in found.themes]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == (found.labels >= 0).sum()
    for number, theme in enumerate(found.themes):
        assert (found.labels[list(theme.members)] == number).all()


def test_names_of_people_and_joining_words_do_not_name_a_theme():
    text = "@ada.lovelace the bus and los autobuses https://example.org/bus :smile:"
    assert terms_of(text) == {"bus", "autobuses"}


def test_a_theme_without_shared_words_has_no_words():
    assert name_themes(["alpha", "beta", "gamma"], [0, 0, 0], 1) == [()]


def test_as_many_vectors_as_texts_are_asked_for():
    with pytest.raises(ValueError, match="1 vectors for 2 texts"):
        find_themes(np.ones((1, 4), np.float32), ["a", "b"])
