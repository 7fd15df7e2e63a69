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

VERSION = "1"
SEED = 20
DOES_NOT_FIT = -1
#: Groups at the start for n texts: about FIRST_GROUPS * sqrt(n).
FIRST_GROUPS = 1.0
#: Groups whose centres are nearer than this (cosine, after the common part of all texts is taken away) join.
CLOSE = 0.6
#: A text whose cosine with its theme's centre is below this does not fit.
FAR = 0.17
SMALLEST = 3
QUOTES = 3
#: Two quotes more alike than this would say the same twice.
SAME_QUOTE = 0.92

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
    encoder: str = "",
    before: Labels | None = None,
) -> Themes:
    """Group texts by meaning.

    ``before`` is int (n,): the theme each text was in when last grouped, -1 for none. Texts then stay where
    they were, new ones come to the nearest theme, and those that fit none may make new themes: so a few new
    texts do not turn everything over. Without it all is grouped afresh.

    `vectors` is float (n, d) of unit length, all from one encoder, whose name is kept in the result. If
    `languages` (n codes) is given, texts in a language other than the most frequent one are left out as "does
    not fit", since an encoder of one language puts all others in one heap; leave it away for an encoder of
    many languages. Some 10 to 20,000 texts; 20,000 take
    about 8 s on one core.
    """
    labels = np.full(len(texts), DOES_NOT_FIT, np.intp)
    if len(vectors) != len(texts):
        raise ValueError(f"{len(vectors)} vectors for {len(texts)} texts")
    kept = _in_main_language(languages, len(texts))
    if len(kept) >= SMALLEST:
        labels[kept] = _grouped(vectors[kept], None if before is None else before[kept])
    count = int(labels.max(initial=DOES_NOT_FIT)) + 1
    words = name_themes(texts, labels, count)
    themes = tuple(_theme(i, vectors, texts, labels, words[i]) for i in range(count))
    return Themes(themes, labels, encoder)


def _in_main_language(languages: Sequence[str] | None, n: int) -> Labels:
    if languages is None:
        return np.arange(n)
    told = [code for code in languages if code != "und"]
    main = max(sorted(set(told)), key=told.count, default="und")
    return np.flatnonzero([code in (main, "und") for code in languages])


def _grouped(vectors: Vectors, before: Labels | None) -> Labels:
    """Labels by size, 0 the largest, -1 for texts that do not fit."""
    points = _unit(vectors - vectors.mean(axis=0))
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
    number: int, vectors: Vectors, texts: Sequence[str], labels: Labels, words: tuple[str, ...]
) -> Theme:
    members = np.flatnonzero(labels == number)
    centre = _unit(vectors[members].mean(axis=0))
    members = members[np.argsort(-(vectors[members] @ centre).round(6), kind="stable")]
    name = ", ".join(words[:3]) or without_names(texts[members[0]])[:60]
    quotes = _quotes(members, vectors, texts)
    return Theme(name, words, tuple(members.tolist()), quotes, centre)


def _quotes(members: Labels, vectors: Vectors, texts: Sequence[str]) -> tuple[int, ...]:
    """The members nearest to the centre that do not repeat each other."""
    chosen: list[int] = []
    for member in members.tolist():
        same = any(
            texts[member].split() == texts[other].split() or vectors[member] @ vectors[other] > SAME_QUOTE
            for other in chosen
        )
        if texts[member].strip() and not same:
            chosen.append(member)
        if len(chosen) == QUOTES:
            break
    return tuple(chosen)
