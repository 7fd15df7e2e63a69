"""Trains the head of the sentiment reader on texts with the mean valence that twenty people gave them.

Data and citation: Hutto, C.J. & Gilbert, E.E. (2014). VADER: A Parsimonious Rule-based Model for Sentiment
Analysis of Social Media Text. ICWSM-14. The texts are not part of this project.
"""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.stats import norm

from folkmoot.domains.intelligence.readers import minilm
from folkmoot.domains.intelligence.readers.sentiment import LEXICON, features_of, softmax

VERSION = "1"
SEED = 20
CITATION = (
    "Hutto, C.J. & Gilbert, E.E. (2014). VADER: A Parsimonious Rule-based Model for Sentiment Analysis of "
    "Social Media Text. Eighth International Conference on Weblogs and Social Media (ICWSM-14)."
)
HEAD = Path(__file__).with_name("readers") / "sentiment_head.json"
SOURCES = {
    "tweets": "tweets_GroundTruth.txt",
    "products": "amazonReviewSnippets_GroundTruth.txt",
    "films": "movieReviewSnippets_GroundTruth.txt",
    "editorials": "nytEditorialSnippets_GroundTruth.txt",
}
#: A mean on the raters' scale of whole steps (-4..4) is neutral when it rounds to their mark 0.
CUT = 0.5
#: Makes one step of the vector cost the penalty as much as one of VADER's figures: vectors have unit length.
VECTOR_SCALE = 4.0
#: Each source weighs like this many texts, times its factor: 10,605 film lines shall not outvote the tweets.
SOURCE_WEIGHT = 4000

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Source:
    """Texts of one kind: features (n, 388) and mean valence (n,), -4..4."""

    features: Floats
    valence: Floats


@dataclass(frozen=True)
class Choice:
    """What cross-validation chooses: inverse penalty, spread of a rater, weight of the other sources."""

    c: float
    spread: float
    others: float
    uses_vector: bool = True


CHOICES = [
    *(
        Choice(c, spread, others)
        for c, spread, others in product((0.003, 0.01, 0.03), (0.0, 1.0), (0.3, 1.0))
    ),
    Choice(0.03, 1.0, 0.3, uses_vector=False),
]


def data_folder() -> Path:
    """`$FOLKMOOT_SHARED/data/vader_ground_truth`; without the variable, beside the checkout."""
    shared = os.environ.get("FOLKMOOT_SHARED") or Path(__file__).resolve().parents[4] / "shared"
    return Path(shared) / "data" / "vader_ground_truth"


def read_lines(path: Path) -> tuple[list[str], Floats]:
    """Texts and mean valences of one file: tab-separated identifier, valence, text."""
    rows = [line.split("\t", 2) for line in path.read_text("utf-8", errors="replace").split("\n")]
    kept = [row for row in rows if len(row) == 3]
    return [row[2] for row in kept], np.array([float(row[1]) for row in kept])


def load(folder: Path) -> dict[str, Source]:
    """Every source with its features; 24,000 texts, about a minute and a half."""
    sources = {}
    for name, file in SOURCES.items():
        texts, valence = read_lines(folder / file)
        rows = [features_of(vector, LEXICON.figures(text)) for text, vector in _with_vectors(texts)]
        sources[name] = Source(np.stack(rows), valence)
    return sources


def _with_vectors(texts: list[str]) -> Iterable[tuple[str, npt.NDArray[np.float32]]]:
    return ((text, minilm.READER.read(text)) for text in texts)


def labels_of(valence: Floats) -> npt.NDArray[np.intp]:
    """0 negative, 1 neutral, 2 positive."""
    return np.digitize(valence, [-CUT, CUT])


def targets_of(valence: Floats, spread: float) -> Floats:
    """Chances that one more rater says negative, neutral, positive: (n, 3), rows sum to 1.

    Raters differ by `spread` steps (standard deviation), so a mean of 0.6 is a weak positive and not a full
    one; that keeps the neutral class calibrated. Spread 0 gives plain labels.
    """
    if spread == 0:
        return np.eye(3)[labels_of(valence)]
    below = norm.cdf((-CUT - valence) / spread)
    above = norm.sf((CUT - valence) / spread)
    return np.column_stack([below, 1 - below - above, above])


def fit(features: Floats, targets: Floats, weights: Floats, c: float) -> tuple[Floats, Floats]:
    """Multinomial logistic regression on chances: coefficients (3, d) and intercepts (3,).

    Each class is given the same total weight. `c` is the inverse of the L2 penalty, as in scikit-learn.
    """
    mass = targets * weights[:, None]
    mass *= weights.sum() / 3 / mass.sum(axis=0)
    rows, width = mass.sum(axis=1, keepdims=True), features.shape[1]

    def loss(flat: Floats) -> tuple[float, Floats]:
        coefficients, intercepts = flat[: 3 * width].reshape(3, width), flat[3 * width :]
        chances = softmax(features @ coefficients.T + intercepts)
        error = rows * chances - mass
        value = -float((mass * np.log(chances + 1e-300)).sum()) + float((coefficients**2).sum()) / (2 * c)
        slope = error.T @ features + coefficients / c
        return value, np.concatenate([slope.ravel(), error.sum(axis=0)])

    found = minimize(loss, np.zeros(3 * width + 3), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return found.x[: 3 * width].reshape(3, width), found.x[3 * width :]


def train(sources: dict[str, Source], choice: Choice) -> tuple[Floats, Floats]:
    """Coefficients (3, 388) and intercepts (3,) on unscaled features."""
    scale = np.ones(minilm.WIDTH + 4)
    scale[: minilm.WIDTH] = VECTOR_SCALE if choice.uses_vector else 0.0
    weights = [
        np.full(
            len(source.valence),
            (1 if name == "tweets" else choice.others) * SOURCE_WEIGHT / len(source.valence),
        )
        for name, source in sources.items()
    ]
    features = np.concatenate([source.features for source in sources.values()]) * scale
    valence = np.concatenate([source.valence for source in sources.values()])
    coefficients, intercepts = fit(
        features, targets_of(valence, choice.spread), np.concatenate(weights), choice.c
    )
    return coefficients * scale, intercepts


def recall(source: Source, head: tuple[Floats, Floats]) -> float:
    """Macro-averaged recall of a head on a source, 0..1."""
    guess = (source.features @ head[0].T + head[1]).argmax(axis=1)
    return macro_recall(labels_of(source.valence), guess)


def macro_recall(truth: npt.NDArray[np.intp], guess: npt.NDArray[np.intp]) -> float:
    """The mean over the three labels of the share found."""
    return float(np.mean([(guess[truth == label] == label).mean() for label in np.unique(truth)]))


def transfer(sources: dict[str, Source], choice: Choice) -> dict[str, float]:
    """Macro recall on each source by a head that has not seen this kind of text.

    What people give here is another kind of text than any of the four, so this is what the choice goes by.
    """
    return {
        name: recall(source, train({key: value for key, value in sources.items() if key != name}, choice))
        for name, source in sources.items()
    }


def cross_validate(sources: dict[str, Source], choice: Choice, folds: int = 5) -> tuple[float, float, float]:
    """Macro recall on held-out tweets by five folds, and its 95 % bootstrap interval."""
    tweets, generator = sources["tweets"], np.random.default_rng(SEED)
    fold_of = generator.permutation(len(tweets.valence)) % folds
    guess = np.empty(len(tweets.valence), np.intp)
    for fold in range(folds):
        seen, held = fold_of != fold, fold_of == fold
        part = sources | {"tweets": Source(tweets.features[seen], tweets.valence[seen])}
        coefficients, intercepts = train(part, choice)
        guess[held] = (tweets.features[held] @ coefficients.T + intercepts).argmax(axis=1)
    truth = labels_of(tweets.valence)
    draws = [generator.integers(0, len(truth), len(truth)) for _ in range(1000)]
    low, high = np.quantile([macro_recall(truth[draw], guess[draw]) for draw in draws], [0.025, 0.975])
    return macro_recall(truth, guess), float(low), float(high)


def make_head(sources: dict[str, Source], say: Callable[[str], object] = print) -> dict[str, Any]:
    """Choose, train and describe the head, ready to be stored."""
    tried = {}
    for choice in CHOICES:
        by_source = transfer(sources, choice)
        tried[choice] = float(np.mean(list(by_source.values())))
        figures = " ".join(f"{name} {value:.3f}" for name, value in by_source.items())
        say(f"{choice}: mean {tried[choice]:.3f} {figures}")
    best = max(tried, key=lambda choice: tried[choice])
    mean, low, high = cross_validate(sources, best)
    say(f"chosen {best}; held-out tweets {mean:.3f} ({low:.3f} to {high:.3f})")
    coefficients, intercepts = train(sources, best)
    return {
        "name": "folkmoot-sentiment-en",
        "version": VERSION,
        "trained_on": CITATION,
        "texts": {name: len(source.valence) for name, source in sources.items()},
        "encoder": minilm.READER.name,
        "seed": SEED,
        "cut": CUT,
        "C": best.c,
        "spread": best.spread,
        "weight_of_other_sources": best.others,
        "macro_recall_unseen_kind": round(tried[best], 4),
        "macro_recall_held_out_tweets": {
            "mean": round(mean, 4),
            "low": round(low, 4),
            "high": round(high, 4),
        },
        "labels": ["negative", "neutral", "positive"],
        "intercepts": [_short(value) for value in intercepts],
        "coefficients": [[_short(value) for value in row] for row in coefficients],
    }


def _short(value: float) -> float:
    return float(f"{value:.4g}")


def write_head(head: dict[str, Any], path: Path = HEAD) -> None:
    """Store a head as JSON, one field or row a line."""
    fields = [
        f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in head.items() if name != "coefficients"
    ]
    rows = ",\n".join("    " + json.dumps(row) for row in head["coefficients"])
    fields.append(f'  "coefficients": [\n{rows}\n  ]')
    path.write_text("{\n" + ",\n".join(fields) + "\n}\n", "utf-8")
