"""Texts in, suggestions out: what the commands and the worker ask of the readers."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from folkmoot.domains.intelligence.lookalikes import nearest
from folkmoot.domains.intelligence.readers import language, minilm, sentiment


class Understanding(NamedTuple):
    """What the readers make of one text. `vector` is float32 (384,) if the text has a vector, else None."""

    language: language.Language
    sentiment: sentiment.Sentiment
    vector: minilm.Vectors | None


def understand(text: str, *, corrected: str = "") -> Understanding:
    """Language, sentiment and, for English and texts in no language, the vector of a text.

    ``corrected`` is the code of the language that a person named: sentiment and vector then follow it, and
    the language told stays the model's.
    """
    told = language.READER.read(text)
    code = corrected or told.code
    has_vector = code in ("en", language.UNDETERMINED) and bool(text.strip())
    vector = minilm.READER.read(text) if has_vector else None
    return Understanding(told, sentiment.READER.read(text, language=code, vector=vector), vector)


class Models(NamedTuple):
    """The models in use, each as "name version"."""

    language: str
    sentiment: str
    vector: str


def models_now() -> Models:
    """Which models read now; of what others have read, the language may be told again."""
    readers = (language.READER, sentiment.READER, minilm.READER)
    return Models(*(f"{reader.name} {reader.version}" for reader in readers))


def as_json(found: Understanding) -> str:
    """One line of JSON: `{"language": "en", "sentiment": {"label": "positive", "score": 0.87}}`."""
    return json.dumps({"language": found.language.code, "sentiment": found.sentiment._asdict()})


def lookalike_lines(texts: list[str], k: int) -> Iterator[list[int]]:
    """For each text the numbers (from 1) of its k nearest, nearest first, itself left out.

    Empty texts keep their number, have no look-alikes and are nobody's.
    """
    filled = np.array([i for i, text in enumerate(texts) if text.strip()], np.intp)
    rows = nearest(minilm.READER.encode(texts[i] for i in filled), k)
    by_text = {int(i): (filled[row] + 1).tolist() for i, row in zip(filled, rows, strict=True)}
    return (by_text.get(i, []) for i in range(len(texts)))


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
