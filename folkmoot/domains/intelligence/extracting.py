"""Summaries as extracts: the sentences of voices that say most of what the others say, and not the same twice.

Word for word; nothing is written by a model. A sentence is weighed by its words (TF-IDF) against all sentences of the
theme, and chosen for being near to all and far from those chosen already.
Source: Carbonell & Goldstein 1998, "The use of MMR, diversity-based reranking"; Radev et al. 2004 (centroid).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from folkmoot.domains.intelligence.theme_words import terms_of

MODEL = "folkmoot-extracts 1"
#: Sentences of a theme's summary in the language that most speak, and in each further one.
MOST, MOST_FURTHER, LANGUAGES = 5, 2, 3
#: Voices that are read, the most telling first; and sentences of one.
VOICES, SENTENCES = 60, 6
SHORTEST, LONGEST = 40, 320
#: What centrality counts against difference from what was chosen.
CENTRAL = 0.7
#: Two sentences more alike than this say the same.
SAME = 0.9
#: What is less central than this share of the most central sentence stands for nobody but its writer.
ASIDE = 0.5
END = re.compile(r"(?<=[.!?…。！？])\s+(?=[\"“«¿¡(]?[^\W_])")
NOT_SAID = re.compile(r"https?://|www\.|@|\|")


class Sentence(NamedTuple):
    """One sentence, the number of the voice that it is of, and its author."""

    text: str
    voice: int
    author: int


def sentences_of(text: str) -> list[str]:
    """The whole sentences of a text that can stand alone."""
    found = [" ".join(one.split()) for one in END.split(text)]
    return [one for one in found if SHORTEST <= len(one) <= LONGEST and not NOT_SAID.search(one)]


def extract(voices: Sequence[tuple[str, int]], most: int = MOST) -> list[tuple[int, str]]:
    """The chosen sentences of these voices (text, author), each of another person: (number of the voice, sentence)."""
    sentences = [
        Sentence(one, number, author)
        for number, (text, author) in enumerate(voices[:VOICES])
        for one in sentences_of(text)[:SENTENCES]
    ]
    weights = _weights([one.text for one in sentences])
    if weights is None:
        return []
    central = weights @ _unit(weights.mean(axis=0))
    chosen: list[int] = []
    while len(chosen) < most:
        alike = (weights @ weights[chosen].T).max(axis=1) if chosen else np.zeros(len(sentences))
        value = CENTRAL * central - (1 - CENTRAL) * alike
        taken = {sentences[i].author for i in chosen}
        value[[one.author in taken for one in sentences]] = -np.inf
        value[(alike > SAME) | (central < ASIDE * central.max())] = -np.inf
        best = int(value.argmax())
        if not np.isfinite(value[best]):
            break
        chosen.append(best)
    return [(sentences[i].voice, sentences[i].text) for i in chosen]


def _weights(texts: Sequence[str]) -> "np.ndarray | None":
    """TF-IDF of single words, float (n, words) of unit length; None where no word is used twice."""
    terms = [{term for term in terms_of(text) if " " not in term} for text in texts]
    names = sorted({term for some in terms for term in some})
    place = {term: i for i, term in enumerate(names)}
    counts = np.zeros((len(texts), len(names)), np.float32)
    for row, some in enumerate(terms):
        counts[row, [place[term] for term in some]] = 1
    used = counts.sum(axis=0) >= min(2, len(texts))
    if not used.any():
        return None
    counts = counts[:, used]
    weights: np.ndarray = _unit(counts * np.log(1 + len(texts) / counts.sum(axis=0)))
    return weights


def _unit(rows: "np.ndarray") -> "np.ndarray":
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    found: np.ndarray = rows / np.maximum(lengths, 1e-9)
    return found
