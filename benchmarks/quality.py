"""How well texts are understood, on labelled data, with 95 % bootstrap intervals.

`python benchmarks/quality.py`

Reads $FOLKMOOT_SHARED/data (default: ../shared beside the checkout). About three minutes on one core.
"""

import csv
import html
import os
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from folkmoot.domains.intelligence.lookalikes import nearest  # noqa: E402
from folkmoot.domains.intelligence.readers import minilm, sentiment  # noqa: E402
from folkmoot.domains.intelligence.sentiment_training import macro_recall  # noqa: E402
from folkmoot.domains.intelligence.themes import find_themes  # noqa: E402

DATA = Path(os.environ.get("FOLKMOOT_SHARED") or CHECKOUT.parent / "shared") / "data"
DRAWS = 1000


Measure = Callable[[np.ndarray], float]


def report(what: str, system: str, n: int, measure: Measure, *, by_halves: bool = False) -> None:
    """Print a figure over all n cases, and its interval over bootstrap samples of them.

    A sample with repetition makes a grouping look better than it is. `by_halves` draws halves without
    repetition instead; their spread is that of the whole (Shao & Tu 1995, delete-half jackknife).
    """
    generator, whole = np.random.default_rng(0), measure(np.arange(n))
    if by_halves:
        spread = np.std([measure(generator.permutation(n)[: n // 2]) for _ in range(100)])
        low, high = whole - 1.96 * spread, whole + 1.96 * spread
    else:
        samples = [measure(generator.integers(0, n, n)) for _ in range(DRAWS)]
        low, high = np.quantile(samples, [0.025, 0.975])
    interval = f"{100 * low:5.1f} to {100 * high:5.1f}"
    print(f"{what:38s} {system:30s} {100 * whole:5.1f}   {interval}   n={n}", flush=True)


def sentiment_of_tweets() -> None:
    folder = DATA / "tweeteval"
    texts = (folder / "sentiment_val_text.txt").read_text("utf-8").removesuffix("\n").split("\n")
    truth = np.array((folder / "sentiment_val_labels.txt").read_text().split(), int)
    labels = list(sentiment.LABELS)
    head = np.array([labels.index(sentiment.READER.read(text, language="en").label) for text in texts])
    # The published thresholds of VADER.
    compound = np.array([sentiment.LEXICON.figures(text)[3] for text in texts])
    lexicon = np.digitize(compound, [-0.05 + 1e-9, 0.05])
    for system, guess in (("head on MiniLM and VADER", head), ("VADER alone", lexicon)):
        what = "Sentiment, macro recall (TweetEval val)"
        report(what, system, len(truth), lambda s, g=guess: macro_recall(truth[s], g[s]))


def questions() -> tuple[list[str], dict[int, set[int]]]:
    """The distinct questions (title and first 600 characters of body), and the duplicates of each."""
    places: dict[str, int] = {}
    texts: list[str] = []
    duplicates: dict[int, set[int]] = {}

    def place(source: str) -> int:
        title, _, body = source.partition("<")
        plain = " ".join(re.sub(r"<[^>]*>", " ", html.unescape(f"<{body}")).split())
        if re.match(r"(?i).{0,20}possible duplicate", plain):
            # The asker's page then names the answer to this very test.
            plain = re.sub(r"(?i)possible duplicate:?\s*.{0,160}", "", plain)
        if title.strip() not in places:
            places[title.strip()] = len(texts)
            texts.append(f"{title.strip()}. {plain[:600]}")
        return places[title.strip()]

    for line in (DATA / "duplicates" / "meta_pairs.tsv").read_text("utf-8").splitlines():
        label, first, second = line.split("\t")[:3]
        a, b = place(first), place(second)
        if label == "duplicate" and a != b:
            duplicates.setdefault(a, set()).add(b)
            duplicates.setdefault(b, set()).add(a)
    return texts, duplicates


def bm25(texts: list[str], k: int, k1: float = 1.5, b: float = 0.75) -> np.ndarray:
    """The k nearest texts by Okapi BM25 (Robertson & Zaragoza 2009), each text as its own query."""
    counts = CountVectorizer(stop_words="english").fit_transform(texts).tocsr().astype(float)
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    present = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log(1 + (len(texts) - present + 0.5) / (present + 0.5))
    rows = np.repeat(np.arange(len(texts)), np.diff(counts.indptr))
    damped = counts.data + k1 * (1 - b + b * lengths[rows] / lengths.mean())
    places = (counts.indices, counts.indptr)
    weights = csr_matrix((rarity[counts.indices] * counts.data * (k1 + 1) / damped, *places))
    scores = (counts.sign() @ weights.T).toarray()
    np.fill_diagonal(scores, -1)
    return np.argsort(-scores, axis=1, kind="stable")[:, :k]


def recall_of(found: np.ndarray, duplicates: dict[int, set[int]]) -> np.ndarray:
    return np.array([len(wanted & set(found[i].tolist())) / len(wanted) for i, wanted in duplicates.items()])


def lookalikes_of_questions() -> None:
    texts, duplicates = questions()
    systems = {
        f"MiniLM, {minilm.LONGEST} pieces": nearest(minilm.READER.encode(texts), 10),
        "MiniLM, 128 pieces": nearest(minilm.Encoder(longest=128).encode(texts), 10),
        "BM25": bm25(texts, 10),
    }
    for system, found in systems.items():
        hits = recall_of(found, duplicates)
        what = f"Look-alikes, recall@10 ({len(texts)} questions)"
        report(what, system, len(hits), lambda s, h=hits: float(h[s].mean()))


def _agreement(score: Callable[..., float], truth: np.ndarray, labels: np.ndarray, some: np.ndarray) -> float:
    return float(score(truth[some], labels[some]))


def themes_of_bank_questions() -> None:
    rows = [
        row
        for part in ("train", "test")
        for row in csv.DictReader((DATA / "banking77" / f"{part}.csv").open(encoding="utf-8"))
    ]
    texts, truth = [row["text"] for row in rows], np.array([row["category"] for row in rows])
    found = find_themes(minilm.READER.encode(texts), texts)
    outside = (found.labels < 0).mean()
    words = TfidfVectorizer(
        ngram_range=(1, 2), min_df=3, sublinear_tf=True, stop_words="english", max_df=0.3
    ).fit_transform(texts)
    topics = NMF(77, init="nndsvd", max_iter=60, tol=1e-3).fit_transform(words).argmax(axis=1)
    ours = f"find_themes ({len(found.themes)} found, {100 * outside:.1f} % out)"
    for system, labels in ((ours, found.labels), ("TF-IDF + NMF (told: 77)", topics)):
        for name, score in (("NMI", normalized_mutual_info_score), ("ARI", adjusted_rand_score)):
            what = f"Themes, {name} (banking77)"
            measure = partial(_agreement, score, truth, labels)
            report(what, system, len(truth), measure, by_halves=True)


if __name__ == "__main__":
    print(f"{'what':38s} {'system':30s} value   95 % interval")
    sentiment_of_tweets()
    lookalikes_of_questions()
    themes_of_bank_questions()
