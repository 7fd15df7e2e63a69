"""A larger model that an administrator put in place: a folder with model.onnx, tokenizer.json and encoder.toml.

Nothing is downloaded and no code of the folder is run. See docs/how-to/use-a-larger-model.md.
"""

import os
import time
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from django.utils.translation import gettext as _

from folkmoot.domains.intelligence.weights import sha256_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]
FILES = ("model.onnx", "tokenizer.json", "encoder.toml")
POOLINGS = ("mean", "cls", "none")
MOST_DIMENSIONS = 4096
#: How long the worker believes what it last read of which model serves, in seconds.
BELIEVED_FOR = 10.0


class Unfit(Exception):
    """The folder is no model that can be used here; the words say why."""


@dataclass(frozen=True)
class Card:
    """What encoder.toml says of a model."""

    name: str
    version: str
    licence: str
    dimensions: int
    pooling: str
    languages: tuple[str, ...]
    prefix: str = ""
    longest: int = 256  # word pieces


def card_of(folder: Path) -> Card:
    """Raises Unfit where a file is missing, or the card says what it may not say."""
    for name in FILES:
        if not (folder / name).is_file():
            raise Unfit(_("%(file)s is missing.") % {"file": folder / name})
    try:
        said = tomllib.loads((folder / "encoder.toml").read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Unfit(_("encoder.toml cannot be read: %(error)s") % {"error": error}) from None
    try:
        card = Card(**{**said, "languages": tuple(said.get("languages", ()))})
    except TypeError as error:
        raise Unfit(f"encoder.toml: {str(error).replace('Card.__init__()', 'it')}") from None
    _insist_on(card)
    return card


def _insist_on(card: Card) -> None:
    words = all(isinstance(one, str) and one.strip() for one in (card.name, card.version, card.licence))
    for is_right, what in (
        (words, "name, version and licence are words"),
        (len(card.name) + len(card.version) <= 45, "name and version have at most 45 letters together"),
        (
            isinstance(card.dimensions, int) and 1 <= card.dimensions <= MOST_DIMENSIONS,
            "dimensions is 1 to 4096",
        ),
        (card.pooling in POOLINGS, f"pooling is one of {', '.join(POOLINGS)}"),
        (bool(card.languages), 'languages is a list of codes such as ["en"], or ["*"]'),
        (isinstance(card.longest, int) and 8 <= card.longest <= 8192, "longest is 8 to 8192 word pieces"),
    ):
        if not is_right:
            raise Unfit(f"encoder.toml is wrong: {what}.")


class LargerEncoder:
    """Texts in, vectors of unit length out, one text per inference."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.card = card_of(folder)
        self._loading = Lock()

    @cached_property
    def model(self) -> str:
        """ "name version+digest": another file is another model."""
        digest = sha256_of(self.folder / "model.onnx")[:12]
        return f"{self.card.name} {self.card.version}+{digest}"

    def reads(self, language: str) -> bool:
        return "*" in self.card.languages or language in self.card.languages

    def read(self, text: str) -> Vectors:
        """The vector of one text, float32 (dimensions,), unit length. Raises Unfit if the model gives another."""
        tokenizer, session = self._loaded
        encoded = tokenizer.encode((self.card.prefix + text)[:40_000].encode("utf-8", "replace").decode())
        ids = np.array([encoded.ids], np.int64)
        known = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        inputs = {one.name: known[one.name] for one in session.get_inputs() if one.name in known}
        output = np.asarray(session.run(None, inputs)[0], np.float32)[0]
        vector = self._pooled(output)
        length = float(np.linalg.norm(vector))
        if vector.shape != (self.card.dimensions,) or not np.isfinite(length) or length == 0:
            said = {"shape": vector.shape, "num": self.card.dimensions}
            raise Unfit(_("The model gives %(shape)s, and its card says %(num)s dimensions.") % said)
        return vector / np.float32(length)

    def _pooled(self, output: Vectors) -> Vectors:
        if self.card.pooling == "none" or output.ndim == 1:
            return output.reshape(-1)
        pooled: Vectors = output[0] if self.card.pooling == "cls" else output.mean(axis=0)
        return pooled

    @cached_property
    def _unlocked(self) -> "tuple[Tokenizer, InferenceSession]":
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415  (slow, and not for everybody)
        from tokenizers import Tokenizer  # noqa: PLC0415

        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        try:
            session = InferenceSession(
                self.folder / "model.onnx", options, providers=["CPUExecutionProvider"]
            )
            tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        except Exception as error:  # whatever onnxruntime and tokenizers find wrong with a foreign file
            raise Unfit(_("The model cannot be loaded: %(error)s") % {"error": error}) from error
        tokenizer.no_padding()
        tokenizer.enable_truncation(self.card.longest)
        return tokenizer, session

    @property
    def _loaded(self) -> "tuple[Tokenizer, InferenceSession]":
        with self._loading:
            return self._unlocked


_kept: dict[str, Any] = {"folder": "", "encoder": None, "serving": None, "asked": -BELIEVED_FOR}


def folder_set() -> str:
    """The folder that an administrator named, or ""."""
    return os.environ.get("FOLKMOOT_ENCODER", "")


def encoder_set() -> LargerEncoder | None:
    """The model in that folder, loaded once in a process; None if none is named. Raises Unfit."""
    folder = folder_set()
    if not folder:
        return None
    if _kept["folder"] != folder:
        _kept.update(encoder=LargerEncoder(Path(folder)), folder=folder, asked=-BELIEVED_FOR)
    encoder: LargerEncoder = _kept["encoder"]
    return encoder


def serving() -> LargerEncoder | None:
    """The larger model, if it is in use and lies here: for the worker, which answers what words mean."""
    try:
        encoder = encoder_set()
    except Unfit:
        return None
    if encoder is None:
        return None
    if time.monotonic() - _kept["asked"] > BELIEVED_FOR:
        from folkmoot.domains.intelligence.models import Encoder  # noqa: PLC0415  (commands without tables)

        _kept["serving"] = Encoder.objects.serving().filter(model=encoder.model).exists()
        _kept["asked"] = time.monotonic()
    return encoder if _kept["serving"] else None
