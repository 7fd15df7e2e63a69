"""Themes: what many texts are about, without a given number; each with its own words and quotes.

Recipe: many small groups by k-means, joined while their centres are close; texts far from every centre do not
fit. Deterministic: one seed, one thread, and themes are ordered by size.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.cluster import AgglomerativeClustering, KMeans
from threadpoolctl import threadpool_limits

from folkmoot.domains.intelligence.theme_words import name_themes, without_names

VERSION = "2"
SEED = 20
DOES_NOT_FIT = -1
#: Groups at the start for n texts: about FIRST_GROUPS * sqrt(n).
FIRST_GROUPS = 1.0
#: Groups whose centres are nearer than this (cosine, after the common part of all texts is taken away) join.
CLOSE = 0.6
#: A text whose cosine with its theme's centre is below this does not fit.
FAR = 0.17
SMALLEST = 3
#: So many texts that share no word are no theme, but a heap of what is left.
LARGE = 20
QUOTES = 3
#: Two quotes more alike than this would say the same twice.
SAME_QUOTE = 0.92
#: Of so many texts of a language, what they have in common is known: it is taken away from each of them.
ENOUGH_OF_A_LANGUAGE = 30

Vectors = npt.NDArray[np.float32]
Labels = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Theme:
    """One theme. Members and quotes are indices of texts, the most typical first."""

    name: str
    words: tuple[str, ...]
    members: tuple[int, ...]
    quotes: tuple[int, ...]
    #: The mean of its members' vectors at unit length, float32 (d,): to find the theme again in a later run.
    centre: Vectors


@dataclass(frozen=True)
class Themes:
    """All themes, the largest first; `labels` int (n,) holds each text's theme, -1 where it fits none."""

    themes: tuple[Theme, ...]
    labels: Labels
    encoder: str
    version: str = VERSION
    seed: int = SEED


def find_themes(
    vectors: Vectors,
    texts: Sequence[str],
    *,
    languages: Sequence[str] | None = None,
    authors: Sequence[int] | None = None,
    encoder: str = "",
    before: Labels | None = None,
) -> Themes:
    """Group texts by meaning.

    ``before`` is int (n,): the theme each text was in when last grouped, -1 for none. Texts then stay where
    they were, new ones come to the nearest theme, and those that fit none may make new themes: so a few new
    texts do not turn everything over. Without it all is grouped afresh.

    `vectors` is float (n, d) of unit length, all from one encoder, whose name is kept in the result. `languages` (n
    codes) lets an encoder of many languages group by what is said and not by the language in which it is said. With
    `authors` (n numbers) no two quotes of a theme are of one person. Some 10 to 20,000 texts; 20,000 take about 8 s
    on one core.
    """
    labels = np.full(len(texts), DOES_NOT_FIT, np.intp)
    if len(vectors) != len(texts):
        raise ValueError(f"{len(vectors)} vectors for {len(texts)} texts")
    if len(texts) >= SMALLEST:
        labels = _grouped(_without_the_common_part(vectors, languages), vectors, before)
    count = int(labels.max(initial=DOES_NOT_FIT)) + 1
    words = name_themes(texts, labels, count)
    heaps = [i for i in range(count) if not words[i] and (labels == i).sum() >= LARGE]
    if heaps:
        labels[np.isin(labels, heaps)] = DOES_NOT_FIT
        labels, count = _by_size(labels), count - len(heaps)
        words = name_themes(texts, labels, count)
    by = list(authors) if authors is not None else list(range(len(texts)))
    themes = tuple(_theme(i, vectors, texts, labels, words[i], by) for i in range(count))
    return Themes(themes, labels, encoder)


def _without_the_common_part(vectors: Vectors, languages: Sequence[str] | None) -> Vectors:
    """What all texts share, and what all of one language share, says nothing of what one of them is about."""
    means = np.tile(vectors.mean(axis=0), (len(vectors), 1))
    codes = np.array(languages if languages is not None else [], object)
    for code in sorted(set(codes)):
        here = codes == code
        if here.sum() >= ENOUGH_OF_A_LANGUAGE:
            means[here] = vectors[here].mean(axis=0)
    return _unit(vectors - means)


def _grouped(points: Vectors, vectors: Vectors, before: Labels | None) -> Labels:
    """Labels by size, 0 the largest, -1 for texts that do not fit."""
    # Identical texts have no common part to take away from.
    points = points if np.isfinite(points).all() else vectors
    if before is not None and (before >= 0).any():
        return _by_size(_carried_on(points, before))
    labels = _joined(points, _first_groups(points))
    for _ in range(2):
        labels = _settled(points, labels)
    return _by_size(labels)


def _first_groups(points: Vectors) -> Labels:
    distinct = len(np.unique(points.round(5), axis=0))
    groups = min(max(2, round(FIRST_GROUPS * np.sqrt(len(points)))), distinct)
    # More threads add up in another order from run to run.
    with threadpool_limits(limits=1):
        found: Labels = KMeans(groups, n_init=3, random_state=SEED).fit_predict(points).astype(np.intp)
    return found


def _carried_on(points: Vectors, before: Labels) -> Labels:
    """The themes of before with the new texts that are near, and new themes of those that are not."""
    before = _by_size(before)
    labels = np.where(before >= 0, before, _settled(points, before))
    loose = np.flatnonzero(labels < 0)
    if len(loose) >= SMALLEST:
        fresh = _by_size(_joined(points[loose], _first_groups(points[loose])))
        labels[loose] = np.where(fresh >= 0, fresh + labels.max() + 1, DOES_NOT_FIT)
    return labels


def _joined(points: Vectors, labels: Labels) -> Labels:
    centres = _centres(points, labels)
    if len(centres) < 2:
        return labels
    joining = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=1 - CLOSE
    )
    joined: Labels = joining.fit_predict(centres)[labels]
    return joined


def _settled(points: Vectors, labels: Labels) -> Labels:
    """Each text with its nearest centre if it is near enough; themes that are too small are dissolved."""
    labels = _by_size(labels)
    count = int(labels.max(initial=DOES_NOT_FIT)) + 1
    if count == 0:
        return labels
    nearness = _nearness(points, labels, count)
    nearest: Labels = np.where(nearness.max(axis=1) >= FAR, nearness.argmax(axis=1), DOES_NOT_FIT)
    return nearest


def _nearness(points: Vectors, labels: Labels, count: int) -> Vectors:
    """Cosine of each text with each theme's centre, (n, count); with its own, the centre of the others in it.

    A text is part of its theme's centre: of three strangers each is at 0.58 from the centre of all three.
    """
    sums = np.stack([points[labels == i].sum(axis=0) for i in range(count)])
    nearness: Vectors = points @ np.nan_to_num(_unit(sums)).T
    inside = np.flatnonzero(labels >= 0)
    others = np.nan_to_num(_unit(sums[labels[inside]] - points[inside]))
    nearness[inside, labels[inside]] = (others * points[inside]).sum(axis=1)
    return nearness


def _by_size(labels: Labels) -> Labels:
    """Numbered anew from 0, the largest first; groups below the smallest size become -1."""
    sizes = np.bincount(labels[labels >= 0]) if (labels >= 0).any() else np.zeros(0, int)
    order = [i for i in np.argsort(-sizes, kind="stable") if sizes[i] >= SMALLEST]
    renamed = np.full(len(sizes) + 1, DOES_NOT_FIT, np.intp)
    renamed[order] = np.arange(len(order))
    found: Labels = renamed[labels]
    return found


def _centres(points: Vectors, labels: Labels) -> Vectors:
    return _unit(np.stack([points[labels == i].mean(axis=0) for i in range(labels.max() + 1)]))


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (rows / np.where(lengths > 1e-6, lengths, np.nan)).astype(np.float32)


def _theme(
    number: int,
    vectors: Vectors,
    texts: Sequence[str],
    labels: Labels,
    words: tuple[str, ...],
    authors: Sequence[int],
) -> Theme:
    members = np.flatnonzero(labels == number)
    centre = _unit(vectors[members].mean(axis=0))
    members = members[np.argsort(-(vectors[members] @ centre).round(6), kind="stable")]
    name = ", ".join(words[:3]) or without_names(texts[members[0]])[:60]
    quotes = _quotes(members, vectors, texts, authors)
    return Theme(name, words, tuple(members.tolist()), quotes, centre)


def _quotes(
    members: Labels, vectors: Vectors, texts: Sequence[str], authors: Sequence[int]
) -> tuple[int, ...]:
    """The members nearest to the centre that do not repeat each other, each of another person."""
    chosen: list[int] = []
    for member in members.tolist():
        same = any(
            authors[member] == authors[other]
            or texts[member].split() == texts[other].split()
            or vectors[member] @ vectors[other] > SAME_QUOTE
            for other in chosen
        )
        if texts[member].strip() and not same:
            chosen.append(member)
        if len(chosen) == QUOTES:
            break
    return tuple(chosen)
