"""Every reader on the shelf keeps the same promises."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.domains.intelligence.readers import all_readers, language, minilm, sentiment
from folkmoot.domains.intelligence.weights import CHECKOUT

READERS = all_readers()
ODD_TEXTS = {
    "empty": "",
    "spaces": " \n\t ",
    "very long": "The park needs more light. " * 20_000,
    "one long word": "a" * 100_000,
    "emoji": "😍👩‍👩‍👧‍👦🇪🇸",
    "right to left": "الحافلة متأخرة كل يوم\u202e abc",
    "control characters": "a\x00b\x07\x1b[31m\r\n\ufeff\u2028c",
    "half a surrogate pair": "half \ud83d of an emoji",
    "markup": "<script>alert(1)</script>&lt;3",
    "lone mention": "@user https://example.org/",
}


def test_the_shelf_holds_the_six_readers():
    assert sorted(READERS) == ["e5", "language", "minilm", "sentiment", "spam", "toxicity"]


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_a_reader_says_what_it_is(reader):
    assert reader.name
    assert reader.version
    assert reader.licence
    assert reader.languages
    assert all(code == "*" or len(code) in (2, 3) for code in reader.languages)


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_any_text_is_read_and_twice_alike(reader, text):
    first, second = reader.read(text), reader.read(text)
    assert np.array_equal(np.asarray(first), np.asarray(second))
    if isinstance(first, np.ndarray):
        assert first.shape == (384,)
        assert np.linalg.norm(first) == pytest.approx(1, abs=1e-5)
    else:
        assert 0 <= first.score <= 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_text_stops_a_reader(text):
    assert language.READER.read(text).code
    assert sentiment.READER.read(text).label in (*sentiment.LABELS, sentiment.UNKNOWN_LABEL)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The bus is late every single morning.", "en"),
        ("El autobús llega tarde\ntodas las mañanas.", "es"),
        ("DIE BUSHALTESTELLE BRAUCHT DRINGEND MEHR LICHT", "de"),
        ("@ada look: https://example.es/una/ruta/en/castellano we need more light here", "en"),
        ("今天的公共汽车又晚点了", "zh"),
        ("ok", "und"),
        (":-)", "und"),
        ("12345 67", "und"),
        ("", "und"),
        ("@user https://example.org/a/long/english/path", "und"),
        ("Great idea!", "und"),
    ],
)
def test_the_language_of_a_text_is_told_or_left_open(text, code):
    assert language.READER.read(text).code == code


def test_the_encoder_agrees_with_the_published_similarity():
    a, b = minilm.READER.encode(["A man is eating food.", "A man is eating a piece of bread."])
    # sbert.net, Semantic Textual Similarity: 0.7553 in 32 bit.
    assert float(a @ b) == pytest.approx(0.7553, abs=0.02)


def test_a_vector_does_not_depend_on_its_neighbours():
    text = "More light at the bus stop."
    alone = minilm.READER.encode([text])[0]
    among = minilm.READER.encode(["x", text, "A much longer text about something else altogether. " * 20])[1]
    assert np.array_equal(alone, among)


def test_no_texts_give_no_vectors():
    assert minilm.READER.encode([]).shape == (0, 384)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("I love this idea, it is wonderful!", "positive"),
        ("This is terrible, the worst service ever.", "negative"),
        ("The meeting is on Monday at nine.", "neutral"),
        ("Esta idea es maravillosa, me encanta", "unknown"),
        ("", "unknown"),
        (":-)", "positive"),
        (":(", "negative"),
        ("ok", "neutral"),
        ("👍", "positive"),
        ("+1", "positive"),
        ("-1", "negative"),
        ("12345", "unknown"),
    ],
)
def test_sentiment_is_told_in_english_and_left_open_elsewhere(text, label):
    found = sentiment.READER.read(text)
    assert found.label == label
    assert (found.score == 0) == (label == "unknown")


def test_a_known_language_and_vector_give_the_same_sentiment():
    text = "Sadly the new benches are broken again."
    vector = minilm.READER.read(text)
    assert sentiment.READER.read(text, language="en", vector=vector) == sentiment.READER.read(text)


def test_the_head_is_small_and_cites_its_training_texts():
    assert (Path(sentiment.__file__).parent / "sentiment_head.json").stat().st_size < 60_000
    assert "Hutto" in sentiment.READER.head["trained_on"]
    assert sentiment.READER.head["encoder"] == minilm.READER.name


def test_reading_leaves_no_trace_in_the_home_folder(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    hidden = ("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    environment = {key: value for key, value in os.environ.items() if key not in hidden} | {"HOME": str(home)}
    program = (
        "from folkmoot.domains.intelligence.understanding import understand;"
        "print(understand('I love the new park').sentiment.label)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "positive\n"
    assert done.stderr == ""
    assert [str(path) for path in home.rglob("*")] == []
