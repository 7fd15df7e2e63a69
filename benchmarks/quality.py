"""How well texts are understood, on labelled data, with 95 % bootstrap intervals.

`python benchmarks/quality.py`; with `--write`, the page *How we understand* gets the figures (quality.json).

Reads $FOLKMOOT_SHARED/data (default: ../shared beside the checkout). Some eight minutes on one core. Decide Madrid
bears no labels, so two proxies stand for quality in Spanish: whether a title finds the text of its own proposal among
all texts, which do not hold the title; and whether a title, read alone, falls into the theme of its own text.
"""

import csv
import html
import json
import os
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score, roc_auc_score

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from folkmoot.domains.intelligence.lookalikes import nearest  # noqa: E402
from folkmoot.domains.intelligence.readers import e5, language, minilm, sentiment, spam, toxicity  # noqa: E402
from folkmoot.domains.intelligence.sentiment_training import macro_recall  # noqa: E402
from folkmoot.domains.intelligence.small_talk import is_small_talk  # noqa: E402
from folkmoot.domains.intelligence.theme_words import STOP_WORDS  # noqa: E402
from folkmoot.domains.intelligence.themes import find_themes  # noqa: E402

DATA = Path(os.environ.get("FOLKMOOT_SHARED") or CHECKOUT.parent / "shared") / "data"
WRITTEN = CHECKOUT / "folkmoot" / "domains" / "intelligence" / "quality.json"
DRAWS = 1000
#: Proposals of Decide Madrid that are compared: done in minutes on one core.
PROPOSALS = 500
figures: list[dict[str, object]] = []


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
    print(f"{what:44s} {system:30s} {100 * whole:5.1f}   {interval}   n={n}", flush=True)
    figures.append(
        {"what": what, "system": system, "n": n}
        | {name: round(100 * value, 1) for name, value in (("value", whole), ("low", low), ("high", high))}
    )


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


def bm25(
    texts: list[str], k: int, k1: float = 1.5, b: float = 0.75, *, asked: list[str] | None = None
) -> np.ndarray:
    """The k nearest texts by Okapi BM25 (Robertson & Zaragoza 2009), each text as its own query, or as `asked`."""
    counter = CountVectorizer(stop_words="english" if asked is None else None)
    counts = counter.fit_transform(texts).tocsr().astype(float)
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    present = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log(1 + (len(texts) - present + 0.5) / (present + 0.5))
    rows = np.repeat(np.arange(len(texts)), np.diff(counts.indptr))
    damped = counts.data + k1 * (1 - b + b * lengths[rows] / lengths.mean())
    places = (counts.indices, counts.indptr)
    weights = csr_matrix((rarity[counts.indices] * counts.data * (k1 + 1) / damped, *places))
    questions = counts.sign() if asked is None else counter.transform(asked).sign()
    scores = (questions @ weights.T).toarray()
    if asked is None:
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


def proposals() -> tuple[list[str], list[str]]:
    """Titles and texts of Decide Madrid, those that have both, of distinct titles; the first of them."""
    with (DATA / "decide-madrid" / "proposals.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    found: dict[str, str] = {}
    for row in rows:
        title = " ".join(row["title"].split())
        body = " ".join(re.sub(r"<[^>]*>", " ", html.unescape(row["description"])).split())
        if len(body) >= 80 and len(title) >= 10 and title.lower() not in body.lower():
            found.setdefault(title, body)
    return list(found)[:PROPOSALS], list(found.values())[:PROPOSALS]


def finds_its_own(found: np.ndarray) -> np.ndarray:
    return (found == np.arange(len(found))[:, None]).any(axis=1).astype(float)


def spanish_proposals() -> None:
    titles, texts = proposals()
    what = "Spanish, title finds its text in 10 (Madrid)"
    by = {"multilingual-e5-small 4 bit": e5.READER, "MiniLM (English)": minilm.READER}
    read = {name: (reader.encode(titles), reader.encode(texts)) for name, reader in by.items()}
    found = {name: np.argsort(-(a @ b.T), axis=1)[:, :10] for name, (a, b) in read.items()}
    found["BM25"] = bm25(texts, 10, asked=titles)
    for system, rows in found.items():
        hits = finds_its_own(rows)
        report(what, system, len(hits), lambda s, h=hits: float(h[s].mean()))
    asked, vectors = read["multilingual-e5-small 4 bit"]
    _themes_of_proposals(titles, texts, asked, vectors)


def _themes_of_proposals(titles: list[str], texts: list[str], asked: np.ndarray, vectors: np.ndarray) -> None:
    themes = find_themes(vectors, texts, languages=["es"] * len(texts))
    inside = np.flatnonzero(themes.labels >= 0)
    centres = np.stack([theme.centre for theme in themes.themes])
    # As find_themes does: what all share is taken away from both.
    near = (asked - asked.mean(axis=0)) @ (centres - vectors.mean(axis=0)).T
    words = TfidfVectorizer(min_df=3, sublinear_tf=True, stop_words=sorted(STOP_WORDS), max_df=0.3)
    topics = NMF(len(themes.themes), init="nndsvd", max_iter=100, tol=1e-3).fit(words.fit_transform(texts))
    by_text, by_title = (topics.transform(words.transform(some)).argmax(axis=1) for some in (texts, titles))
    sizes = np.bincount(themes.labels[inside]) / len(inside)
    what = "Spanish, title falls into its theme (Madrid)"
    chance = f"chance {100 * float((sizes**2).sum()):.1f} %"
    for system, hits in (
        (f"find_themes ({len(themes.themes)}; {chance})", near.argmax(axis=1) == themes.labels),
        (f"TF-IDF + NMF (told: {len(themes.themes)})", by_title == by_text),
    ):
        kept = hits[inside].astype(float)
        report(what, system, len(kept), lambda s, h=kept: float(h[s].mean()))


def languages_of_texts() -> None:
    """What is Spanish in Decide Madrid and English in banking77, by the share that is told so."""
    titles, texts = proposals()
    english = [
        row["text"] for row in csv.DictReader((DATA / "banking77" / "test.csv").open(encoding="utf-8"))
    ]
    for what, code, some in (
        ("Language, Spanish texts told (Madrid)", "es", texts),
        ("Language, Spanish titles told (Madrid)", "es", titles),
        ("Language, English questions told (banking77)", "en", english),
    ):
        hits = np.array([language.READER.read(text).code == code for text in some], float)
        report(what, language.READER.name, len(hits), lambda s, h=hits: float(h[s].mean()))


def suspicions() -> None:
    """How well the signs order a queue; benchmarks/suspicion.py tells more."""
    lines = (DATA / "sms_spam" / "SMSSpamCollection").read_text("utf-8", "replace").splitlines()
    rows = sorted({tuple(line.split("\t", 1)) for line in lines if "\t" in line})
    folder = DATA / "tweeteval"
    tweets = (folder / "offensive_val_text.txt").read_text("utf-8").splitlines()
    labels = [int(label) for label in (folder / "offensive_val_labels.txt").read_text().split()]
    for what, reader, texts, truth in (
        (
            "Spam, AUC (SMS Spam Collection)",
            spam.READER,
            [t for _l, t in rows],
            [k == "spam" for k, _t in rows],
        ),
        ("Attacks, AUC (offensive tweets, validation)", toxicity.READER, tweets, labels),
    ):
        is_so = np.array(truth, int)
        scores = np.array([reader.read(text).score for text in texts])
        report(what, reader.name, len(is_so), lambda s, y=is_so, x=scores: float(roc_auc_score(y[s], x[s])))


def small_talk() -> None:
    """How many of what is certainly a question are taken for small talk by mistake; the fewer the better."""
    texts = [
        row["text"]
        for part in ("train", "test")
        for row in csv.DictReader((DATA / "banking77" / f"{part}.csv").open(encoding="utf-8"))
    ]
    hits = np.array([is_small_talk(text) for text in texts], float)
    report(
        "Small talk, questions taken for it (banking77)",
        "by words",
        len(hits),
        lambda s: float(hits[s].mean()),
    )


#: On the page: which reader a figure is of; and whether it is the system itself, or what is beside it.
SHOWN = {
    "Sentiment, macro recall (TweetEval val)": ("sentiment", "Macro recall", "TweetEval, 2,000 tweets"),
    "Look-alikes, recall@10": (
        "minilm",
        "Look-alikes, recall at 10",
        "Meta Stack Exchange, pairs of duplicates",
    ),
    "Themes, NMI": ("minilm", "Themes, NMI", "banking77, 77 intents"),
    "Themes, ARI": ("minilm", "Themes, ARI", "banking77, 77 intents"),
    "Spanish, title finds": ("e5", "A title finds its own text, recall at 10", "Decide Madrid, Spanish"),
    "Spanish, title falls": ("e5", "A title falls into the theme of its text", "Decide Madrid, Spanish"),
    "Language, Spanish texts": ("language", "Spanish is told", "Decide Madrid, texts"),
    "Language, Spanish titles": ("language", "Spanish is told", "Decide Madrid, titles"),
    "Language, English": ("language", "English is told", "banking77, questions"),
    "Spam, AUC": ("spam", "AUC (chance: 50 %)", "SMS Spam Collection"),
    "Attacks, AUC": ("toxicity", "AUC (chance: 50 %)", "SemEval 2019, offensive tweets"),
}


def write() -> None:
    """One row for each figure of ours, with what stood beside it in the same run."""
    rows = []
    for start, (reader, what, data) in SHOWN.items():
        here = [one for one in figures if str(one["what"]).startswith(start)]
        if not here:
            continue
        ours, *others = here
        beside = "; ".join(
            f"{one['system']} {one['value']} % ({one['low']} to {one['high']})" for one in others
        )
        row = {"reader": reader, "what": what, "data": f"{data} (n = {ours['n']})", "beside": beside}
        rows.append(row | {name: ours[name] for name in ("value", "low", "high")})
    said = {"date": datetime.now(UTC).date().isoformat(), "figures": rows}
    WRITTEN.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    print(f"{'what':44s} {'system':30s} value   95 % interval")
    sentiment_of_tweets()
    lookalikes_of_questions()
    themes_of_bank_questions()
    languages_of_texts()
    suspicions()
    small_talk()
    if e5.READER.is_there:
        spanish_proposals()
    else:
        print("multilingual-e5-small is not on this machine: nothing is measured in Spanish.")
    if "--write" in sys.argv:
        write()
