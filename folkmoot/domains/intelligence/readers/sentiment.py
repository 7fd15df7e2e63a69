"""Sentiment of an English text: a logistic regression over MiniLM's vector and VADER's four figures.

The coefficients are in `sentiment_head.json`, written by `bin/folkmoot train_sentiment`. Source: Hutto &
Gilbert 2014, for VADER and for the texts that the head is trained on.
"""

import html
import json
import re
from functools import cached_property
from importlib.resources import files
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from folkmoot.domains.intelligence.readers import language as languages
from folkmoot.domains.intelligence.readers import minilm

LABELS = ("negative", "neutral", "positive")
UNKNOWN_LABEL = "unknown"
LONGEST = 8000

#: Votes that people write into comments and that the lexicon does not know, as signs that it does.
VOTES = {"👍": " :) ", "👎": " :( ", "❤": " <3 ", "+1": " :) ", "-1": " :( "}
VOTE = re.compile(r"👍|👎|❤|(?<!\S)[+-]1(?![\w.%])")

Vector = npt.NDArray[np.float32]
Features = npt.NDArray[np.float64]


class Sentiment(NamedTuple):
    """negative, neutral, positive or unknown; and the probability of that label, 0..1 (0 if unknown)."""

    label: str
    score: float


UNKNOWN = Sentiment(UNKNOWN_LABEL, 0.0)


class Lexicon:
    """VADER's word list and rules, loaded at the first text."""

    def __init__(self) -> None:
        self._loading = Lock()

    def figures(self, text: str) -> Features:
        """Shares of negative, neutral and positive words (0..1), and their compound (-1..1): float (4,)."""
        with self._loading:
            analyzer = self._analyzer
        # Texts from the web hold references such as "&lt;3", which the rules would take for words.
        plain = VOTE.sub(lambda found: VOTES[found[0]], html.unescape(text[:LONGEST]))
        found = analyzer.polarity_scores(plain)
        return np.array([found["neg"], found["neu"], found["pos"], found["compound"]])

    @property
    def ratings(self) -> dict[str, float]:
        """The mean rating of each word by VADER's raters, -4 to 4."""
        with self._loading:
            analyzer = self._analyzer
        ratings: dict[str, float] = analyzer.lexicon
        return ratings

    @cached_property
    def _analyzer(self) -> Any:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: PLC0415

        return SentimentIntensityAnalyzer()


LEXICON = Lexicon()


def features_of(vector: Vector, figures: Features) -> Features:
    """What the head sees: float (388,), the vector and VADER's figures."""
    return np.concatenate([vector.astype(np.float64), figures])


class SentimentReader:
    """Reads English; says "unknown" of other languages."""

    name = "folkmoot-sentiment-en"
    licence = "Apache-2.0 (head), MIT (lexicon and training texts)"
    languages = ("en",)

    @cached_property
    def head(self) -> dict[str, Any]:
        """The stored head: coefficients, and how they were found."""
        stored: dict[str, Any] = json.loads(
            files(__package__).joinpath("sentiment_head.json").read_text("utf-8")
        )
        return stored

    @property
    def version(self) -> str:
        """The version of the stored head."""
        return str(self.head["version"])

    def read(self, text: str, *, language: str | None = None, vector: Vector | None = None) -> Sentiment:
        """The sentiment of a text. Give its language and vector if they are known already.

        A text in no language ("ok", ":-)") is read if the lexicon knows some of it.
        """
        if language is None:
            language = languages.READER.read(text).code
        if language not in ("en", languages.UNDETERMINED) or not text.strip():
            return UNKNOWN
        figures = LEXICON.figures(text)
        if language == languages.UNDETERMINED and not figures[[0, 2]].any():
            return UNKNOWN
        if vector is None:
            vector = minilm.READER.read(text)
        chances = self.probabilities(features_of(vector, figures))
        best = int(chances.argmax())
        return Sentiment(LABELS[best], round(float(chances[best]), 4))

    def probabilities(self, features: Features) -> Features:
        """Chances of negative, neutral, positive for features (388,) or (n, 388): same shape with 3 last."""
        weights, intercepts = self._coefficients
        return softmax(features @ weights.T + intercepts)

    @cached_property
    def _coefficients(self) -> tuple[Features, Features]:
        return np.array(self.head["coefficients"]), np.array(self.head["intercepts"])


def softmax(logits: Features) -> Features:
    """Probabilities of rows of logits, along the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    chances: Features = raised / raised.sum(axis=-1, keepdims=True)
    return chances


READER = SentimentReader()
