"""Texts a second on one core, and memory: language, sentiment and vector of tweet-length English.

`python benchmarks/understanding.py [N]`. The texts are made, so that anyone can run it.
"""

import os
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import numpy as np  # noqa: E402
import psutil  # noqa: E402

from folkmoot.domains.intelligence.build import build  # noqa: E402
from folkmoot.domains.intelligence.readers import language, minilm, sentiment  # noqa: E402
from folkmoot.domains.intelligence.understanding import understand  # noqa: E402

SUBJECTS = [
    "the bus stop",
    "our library",
    "this app",
    "the new park",
    "my neighbour's bakery",
    "the cycle lane",
    "the battery",
]
VERBS = [
    "was closed again",
    "opened last week and",
    "needs more light since",
    "could have a bench where",
    "works so well that",
]
ENDINGS = [
    "nobody can find it after dark, and the children walk home past it every day of the week",
    "I have told all my friends about it, honestly the best thing that happened to us this year",
    "we waited for half an hour in the rain; please tell us by when somebody will look at it!",
]


def made_texts(n: int) -> list[str]:
    """n English texts of about 110 characters, as tweets have."""
    draw = np.random.default_rng(0)
    parts = (SUBJECTS, VERBS, ENDINGS)
    return [" ".join(draw.choice(part) for part in parts).capitalize() for _ in range(n)]


def rate(what: str, read: object, texts: list[str]) -> None:
    assert callable(read)
    started = time.perf_counter()
    for text in texts:
        read(text)
    print(f"{what:32s} {len(texts) / (time.perf_counter() - started):9,.0f} texts/s")


def main(n: int) -> None:
    build()
    process = psutil.Process()
    before, started = process.memory_info().rss, time.perf_counter()
    understand("Warm up, so that every model is in memory.")
    loading = time.perf_counter() - started
    texts = made_texts(n)
    pieces = np.mean([len(minilm.READER._tokenizer.encode(text).ids) for text in texts])
    length = np.mean([len(text) for text in texts])
    print(
        f"{n} texts of {length:.0f} characters, {pieces:.0f} word pieces; one core; loading {loading:.2f} s"
    )
    rate("language, sentiment and vector", understand, texts)
    rate("  language alone", language.READER.read, texts)
    rate("  vector alone", minilm.READER.read, texts)
    rate("  lexicon alone", sentiment.LEXICON.figures, texts)
    after = process.memory_info().rss
    models = (after - before) / 1e6
    print(f"{'memory of the process':32s} {after / 1e6:9.0f} MB, {models:.0f} MB of it the models")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
