"""The words that name a theme: those its texts use and the other themes' do not (class-based TF-IDF).

Source: Grootendorst 2022, "BERTopic: Neural topic modeling with a class-based TF-IDF procedure".
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files

import numpy as np

STOP_WORDS = frozenset(
    word
    for line in files(__package__).joinpath("stop_words.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’\-][^\W_]+)*")
# Names of people are no theme, and a theme's name is shown to all.
ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S*@\S+|<[^>]*>|&\w+;|:\w+:|\(/\S*\)")
LONGEST = 4000
#: Of a theme's members, the share that must use a word before it may name the theme.
SMALLEST_SHARE = 0.15
#: Where no word is shared so widely: a theme whose texts say the same in many words still needs a name.
SMALLEST_SHARE_AT_ALL = 0.06
#: Written with a capital within a sentence in so many of its uses, a word is a name.
NAME_SHARE = 0.75
#: More capitals than this within sentences: a language that gives one to each noun, as German does.
NOUNS_HAVE_CAPITALS = 0.2
WITHIN = re.compile(r"(?<=[^\W\d_] )([^\W\d_][^\W_]*)")
#: A term in more of all texts than this is what they all are about, not what a theme is about.
LARGEST_SHARE = 0.25


def without_names(text: str) -> str:
    """The text without mentions, addresses, markup and emoji codes, in one line."""
    return " ".join(ADDRESS.sub(" ", text[:LONGEST]).split())


def terms_of(text: str) -> set[str]:
    """The single words and pairs of neighbouring words of a text that may name a theme."""
    words = [word.lower().replace("’", "'") for word in WORD.findall(ADDRESS.sub(" . ", text[:LONGEST]))]
    singles = {word for word in words if _tells(word)}
    pairs = {f"{a} {b}" for a, b in zip(words, words[1:], strict=False) if _tells(a) and _tells(b) and a != b}
    return singles | pairs


def _tells(word: str) -> bool:
    return len(word) > 2 and word not in STOP_WORDS and word.split("'")[0] not in STOP_WORDS


def name_themes(
    texts: Sequence[str], labels: Iterable[int], themes: int, words: int = 4
) -> list[tuple[str, ...]]:
    """For each theme 0..themes-1 its own terms, the most telling first; () where none is shared."""
    names = names_in(texts)
    counts: list[Counter[str]] = [Counter() for _ in range(themes)]
    sizes = [0] * themes
    everywhere: Counter[str] = Counter()
    for text, label in zip(texts, labels, strict=True):
        terms = {term for term in terms_of(text) if names.isdisjoint(term.split())}
        everywhere.update(terms)
        if label >= 0:
            # Counted once a text: one long text shall not name the theme of many short ones.
            counts[label].update(terms)
            sizes[label] += 1
    return [
        _own(counts[i], sizes[i], everywhere, len(texts), words)
        or _own(counts[i], sizes[i], everywhere, len(texts), words, share=SMALLEST_SHARE_AT_ALL)
        for i in range(themes)
    ]


def names_in(texts: Sequence[str]) -> frozenset[str]:
    """Words that are names of places and people, in small letters: mostly with a capital within a sentence.

    A theme may be about a place, but a name alone does not say what about it.
    """
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        if text.isupper():
            continue
        for word in WITHIN.findall(ADDRESS.sub(" . ", text[:LONGEST])):
            if word[0].isupper() and not word.isupper():
                capital[word.lower()] += 1
            elif word.islower():
                small[word] += 1
    if capital.total() > NOUNS_HAVE_CAPITALS * (capital.total() + small.total()):
        return frozenset()
    return frozenset(
        word for word, count in capital.items() if count >= 2 and count >= NAME_SHARE * (count + small[word])
    )


def _own(
    inside: Counter[str],
    size: int,
    everywhere: Counter[str],
    n: int,
    words: int,
    *,
    share: float = SMALLEST_SHARE,
) -> tuple[str, ...]:
    fewest, most = max(2, share * size), max(size, LARGEST_SHARE * n)
    scored = [
        (-count / size * np.log(1 + n / everywhere[term]) * (1.2 if " " in term else 1.0), term)
        for term, count in inside.items()
        if count >= fewest and count / size > 1.2 * everywhere[term] / n and everywhere[term] <= most
    ]
    chosen: list[str] = []
    for _, term in sorted(scored):
        if not any(_overlap(term, other) for other in chosen):
            chosen.append(term)
        if len(chosen) == words:
            break
    return tuple(chosen)


def _overlap(term: str, other: str) -> bool:
    """Whether two terms share a word, or one in another form (card, cards)."""
    return any(_stem(a) == _stem(b) for a in term.split() for b in other.split())


def _stem(word: str) -> str:
    return re.sub(r"(?:'s|ing|ed|es|s)$", "", word)[:7] if len(word) > 4 else word
