"""How well the signs of spam and of toxicity order a queue, on labelled data, with 95 % bootstrap intervals.

`python benchmarks/suspicion.py`

Reads $FOLKMOOT_SHARED/data (default: ../shared beside the checkout). Some seconds on one core. Nothing is trained.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from folkmoot.domains.intelligence.readers import spam, toxicity  # noqa: E402

DATA = Path(os.environ.get("FOLKMOOT_SHARED") or CHECKOUT.parent / "shared") / "data"
DRAWS = 500


def messages() -> tuple[list[str], np.ndarray]:
    """SMS Spam Collection (UCI, CC BY 4.0): each distinct line once; 1 is spam."""
    lines = (DATA / "sms_spam" / "SMSSpamCollection").read_text("utf-8", "replace").splitlines()
    rows = sorted({tuple(line.split("\t", 1)) for line in lines if "\t" in line})
    return [text for _label, text in rows], np.array([label == "spam" for label, _text in rows])


def tweets() -> tuple[list[str], np.ndarray]:
    """SemEval 2019 task 6 in the form of TweetEval, validation part, for evaluation only; 1 is offensive."""
    folder = DATA / "tweeteval"
    texts = (folder / "offensive_val_text.txt").read_text("utf-8").splitlines()
    labels = (folder / "offensive_val_labels.txt").read_text().split()
    return texts, np.array([int(label) for label in labels], bool)


def report(what: str, measure: Callable[[np.ndarray], float], n: int) -> None:
    rng = np.random.default_rng(1)
    drawn = [measure(rng.integers(0, n, n)) for _ in range(DRAWS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    print(f"  {what:<10} {measure(np.arange(n)):.3f} [{low:.3f}, {high:.3f}]")


def run(
    name: str, reader: spam.SpamReader | toxicity.ToxicityReader, data: tuple[list[str], np.ndarray]
) -> None:
    texts, is_so = data
    scores = np.array([reader.read(text).score for text in texts])
    told = scores >= reader.suspects_from
    print(
        f"{name}: {reader.name} {reader.version}, {len(texts)} texts, {is_so.sum()} so, from {reader.suspects_from}"
    )
    report("AUC", lambda i: roc_auc_score(is_so[i], scores[i]), len(texts))
    report("precision", lambda i: precision_score(is_so[i], told[i]), len(texts))
    report("recall", lambda i: recall_score(is_so[i], told[i]), len(texts))
    report("macro-F1", lambda i: f1_score(is_so[i], told[i], average="macro"), len(texts))


if __name__ == "__main__":
    run("Spam, SMS", spam.READER, messages())
    run("Offensive tweets", toxicity.READER, tweets())
