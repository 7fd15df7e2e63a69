"""Toxicity: insults and threats in English and Spanish, and hard words said to somebody. A suggestion for the queue.

The insults are a short list of our own; hard words said to "you" are those that VADER's raters found strongly negative
(its lexicon lies in the package). No training. Measured on SemEval's offensive tweets (benchmarks/suspicion.py).
"""

import re
from functools import cached_property
from threading import Lock

from folkmoot.domains.intelligence.readers.sentiment import LEXICON
from folkmoot.domains.intelligence.signs import LONGEST, Sign, Suspicion, sign, weigh

SIGNS = (
    sign(
        "idiots?|morons?|imbeciles?|fools?|losers?|scum|vermin|parasites?|pathetic|clowns?|liars?|"
        "coward(?:s|ly)?",
        0.5, most=2,
    ),
    sign(
        "stupid|dumb(?:ass)?|retard(?:s|ed)?|braindead|brainless|disgusting|crooks?|crap|damn|hell",
        0.35, most=2,
    ),
    sign(
        "fuck(?:s|ed|er|ers|ing)?|shit(?:s|ty)?|bullshit|bitch(?:es)?|bastards?|assholes?|ass|"
        "dick(?:head)?s?|cunts?|piss(?:ed)?|wtf|stfu",
        0.6, most=2,
    ),
    sign(
        "shut (?:the \\w+ )?up|go to hell|drop dead|screw you|nobody asked you|go back to your",
        0.6,
    ),
    sign(
        "kill (?:you|him|her|them|yourself)|you (?:should|will|must) die|deserves? to die|"
        "i(?:'| wi)ll find you|beat you up|hang (?:you|him|her|them)",
        0.85,
    ),
    sign(
        "idiotas?|imb[eé]cil(?:es)?|est[uú]pid[oa]s?|tont[oa]s?|payas[oa]s?|mentiros[oa]s?|cobardes?|"
        "sinverg[uü]enzas?",
        0.5, most=2,
    ),
    sign(
        "mierda|put[oa]s?|cabr[oó]n(?:es)?|gilipollas|hij[oa]s? de put[oa]s?|c[aá]llate|vete a la|"
        "ojal[aá] te mueras|te voy a matar",
        0.65, most=2,
    ),
)  # fmt: skip
#: "you are", and the three words after it, which may be said to somebody.
TO_YOU = re.compile(r"\b(?:you(?:'re| are| all are)|u(?: r| are))((?:\s+[a-z']{1,20}){1,3})", re.IGNORECASE)
HARD = -2.0  # mean rating of VADER's raters, -4 to 4
SAID_TO_YOU = 0.5
MOST = 3


class ToxicityReader:
    """Reads any text; knows insults of English and Spanish, and VADER's English words said to somebody."""

    name = "folkmoot-toxicity-signs"
    version = "1"
    licence = "Apache-2.0 (signs), MIT (VADER's lexicon)"
    languages = ("en", "es")
    #: From here on, a moderator is asked to look.
    suspects_from = 0.5

    def __init__(self) -> None:
        self._loading = Lock()

    def read(self, text: str) -> Suspicion:
        hard = self._hard_words_to_you(text[:LONGEST])
        return weigh(text, (*SIGNS, *hard))

    def _hard_words_to_you(self, text: str) -> list[Sign]:
        said: list[Sign] = []
        for match in TO_YOU.finditer(text):
            hard = [word for word in match[1].split() if word.lower() in self._hard]
            if hard and len(said) < MOST:
                said.append(Sign(re.compile(re.escape(hard[0])), SAID_TO_YOU))
        return said

    @property
    def _hard(self) -> frozenset[str]:
        with self._loading:
            return self._hard_words

    @cached_property
    def _hard_words(self) -> frozenset[str]:
        return frozenset(word for word, rating in LEXICON.ratings.items() if rating <= HARD)


READER = ToxicityReader()
