"""Texts in, suggestions out: what the commands and the worker ask of the readers."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from folkmoot.domains.intelligence import larger
from folkmoot.domains.intelligence.lookalikes import nearest
from folkmoot.domains.intelligence.readers import e5, language, minilm, sentiment


class Understanding(NamedTuple):
    """What the readers make of one text. Vectors are float32 (384,), or None where that space does not read it."""

    language: language.Language
    sentiment: sentiment.Sentiment
    vector: minilm.Vectors | None
    vector_other: e5.Vectors | None


def understand(text: str, *, corrected: str = "", is_kept: bool = True) -> Understanding:
    """Language, sentiment and meaning of a text: English in its own space, other languages in that of many, and
    what is in no language that can be told (too short, mostly) in both.

    ``corrected`` is the code of the language that a person named: sentiment and vectors then follow it, and
    the language told stays the model's. What is not kept needs no meaning in other languages.
    """
    told = language.READER.read(text)
    code = corrected or told.code
    vector = minilm.READER.read(text) if text.strip() and reads_english(code) else None
    other = e5.READER.read(text) if is_kept and text.strip() and reads_many(code) else None
    return Understanding(told, sentiment.READER.read(text, language=code, vector=vector), vector, other)


def reads_english(code: str) -> bool:
    """Whether a text in this language has a vector in the space of English."""
    return code in ("en", language.UNDETERMINED)


def reads_many(code: str) -> bool:
    """Whether a text in this language gets its vector in the space of many languages at once; never, where that
    model is missing. English texts get theirs later, when nothing waits (tasks.py)."""
    return code != "en" and e5.READER.is_there


class Models(NamedTuple):
    """The models in use, each as "name version"; ``other`` is empty where there is none."""

    language: str
    sentiment: str
    vector: str
    other: str


def models_now() -> Models:
    """Which models read now; of what others have read, the language may be told again."""
    readers = (language.READER, sentiment.READER, minilm.READER)
    other = f"{e5.READER.name} {e5.READER.version}" if e5.READER.is_there else ""
    names = [f"{reader.name} {reader.version}" for reader in readers]
    return Models(language=names[0], sentiment=names[1], vector=names[2], other=other)


def meanings_of(text: str) -> list[tuple[str, minilm.Vectors]]:
    """What words mean, by (model, vector): in the space of their language first, then in that of all others.

    The second is left out where this process has read nothing in another language yet: it would be asked in vain.
    """
    code = language.READER.read(text).code
    models, found = models_now(), []
    larger_model = larger.serving()
    if larger_model is not None and larger_model.reads(code):
        found.append((larger_model.model, larger_model.read(text)))
        if larger_model.reads("*"):
            return found
    elif reads_english(code):
        found.append((models.vector, minilm.READER.read(text)))
    if (not reads_english(code) or e5.READER.is_loaded) and e5.READER.is_there:
        found.append((models.other, e5.READER.read(text)))
    return found or [(models.vector, minilm.READER.read(text))]


def as_json(found: Understanding) -> str:
    """One line of JSON: `{"language": "en", "sentiment": {"label": "positive", "score": 0.87}}`."""
    return json.dumps({"language": found.language.code, "sentiment": found.sentiment._asdict()})


def lookalike_lines(texts: list[str], k: int) -> Iterator[list[int]]:
    """For each text the numbers (from 1) of its k nearest, nearest first, itself left out.

    Empty texts keep their number, have no look-alikes and are nobody's.
    """
    filled = np.array([i for i, text in enumerate(texts) if text.strip()], np.intp)
    rows = nearest(_in_one_space([texts[i] for i in filled]), k)
    by_text = {int(i): (filled[row] + 1).tolist() for i, row in zip(filled, rows, strict=True)}
    return (by_text.get(i, []) for i in range(len(texts)))


def _in_one_space(texts: list[str]) -> minilm.Vectors:
    """Vectors (n, 384) of all texts in the space of most: English, or all other languages where those prevail."""
    told = [language.READER.read(text).code for text in texts]
    in_english, elsewhere = told.count("en"), len(told) - told.count("en") - told.count(language.UNDETERMINED)
    if elsewhere > in_english and e5.READER.is_there:
        return e5.READER.encode(texts)
    return minilm.READER.encode(texts)


def lines_of(file: Path | None) -> Iterable[str]:
    """The lines of a file, or of standard input as they come: UTF-8 in any locale, bad bytes replaced.

    Lines end at a line feed alone: other separators of Unicode may stand inside a text.
    """
    if file is None:
        for raw in iter(sys.stdin.buffer.readline, b""):
            yield _decoded(raw)
        return
    with file.open("rb") as stream:
        for raw in stream:
            yield _decoded(raw)


def _decoded(raw: bytes) -> str:
    return raw.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace").removeprefix("\ufeff")
