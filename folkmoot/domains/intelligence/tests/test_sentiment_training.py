"""The head can be trained again from its data, and it is what is stored."""

import json

import numpy as np
import pytest

from folkmoot.domains.intelligence import sentiment_training as training
from folkmoot.domains.intelligence.readers import sentiment


def made_source(seed, n=300):
    draw = np.random.default_rng(seed)
    valence = draw.uniform(-3, 3, n)
    features = draw.normal(0, 0.05, (n, 388))
    features[:, 387] += valence / 4
    return training.Source(features, valence)


def test_a_head_learns_valence_from_the_lexicon_figures():
    sources = {name: made_source(seed) for seed, name in enumerate(training.SOURCES)}
    head = training.train(sources, training.Choice(0.1, 1.0, 0.3))
    assert training.recall(made_source(99), head) > 0.8


def test_targets_are_chances_and_the_cut_is_where_a_mark_rounds_to_zero():
    valence = np.array([-3.0, -0.51, 0.0, 0.49, 0.51, 3.0])
    assert training.labels_of(valence).tolist() == [0, 0, 1, 1, 2, 2]
    soft = training.targets_of(valence, 1.0)
    assert soft.sum(axis=1) == pytest.approx(1)
    assert training.targets_of(valence, 0.0).argmax(axis=1).tolist() == [0, 0, 1, 1, 2, 2]
    assert soft[2, 0] == pytest.approx(soft[2, 2])
    assert soft[4, 2] == pytest.approx(0.504, abs=0.001)


def test_each_class_weighs_the_same_in_the_fit():
    # 900 texts of one class, 50 of each other, nothing tells them apart: none may win by its number.
    targets = np.eye(3)[[0] * 50 + [1] * 50 + [2] * 900]
    _, intercepts = training.fit(np.zeros((1000, 4)), targets, np.ones(1000), 1.0)
    assert np.ptp(intercepts) == pytest.approx(0, abs=1e-3)


def test_macro_recall_counts_each_label_once():
    assert training.macro_recall(np.array([0, 1, 1, 1, 2]), np.array([0, 1, 1, 0, 1])) == pytest.approx(5 / 9)


def test_a_head_is_stored_and_read_back(tmp_path):
    training.write_head(sentiment.READER.head, tmp_path / "head.json")
    assert json.loads((tmp_path / "head.json").read_text()) == sentiment.READER.head
    assert (tmp_path / "head.json").read_text() == training.HEAD.read_text()


@pytest.mark.slow
def test_the_stored_head_comes_out_of_its_training_texts(shared_data):
    stored = sentiment.READER.head
    choice = training.Choice(stored["C"], stored["spread"], stored["weight_of_other_sources"])
    assert choice in training.CHOICES
    coefficients, intercepts = training.train(training.load(shared_data / "vader_ground_truth"), choice)
    # The optimiser stops within this of the minimum; another BLAS may stop elsewhere.
    assert intercepts == pytest.approx(np.array(stored["intercepts"]), abs=0.02)
    assert coefficients == pytest.approx(
        np.array(stored["coefficients"]), abs=0.02 * np.abs(coefficients).max()
    )


@pytest.mark.slow
def test_the_head_beats_the_lexicon_on_tweets_it_has_not_seen(shared_data):
    folder = shared_data / "tweeteval"
    texts = (folder / "sentiment_val_text.txt").read_text("utf-8").split("\n")[:2000]
    truth = np.array((folder / "sentiment_val_labels.txt").read_text().split(), int)
    found = np.array(
        [sentiment.LABELS.index(sentiment.READER.read(text, language="en").label) for text in texts]
    )
    assert training.macro_recall(truth, found) >= 0.60
