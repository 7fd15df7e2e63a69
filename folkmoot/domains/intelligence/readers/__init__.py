"""The shelf of readers: one file per model, each with a READER that says what it is and reads one text."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol


class Reader(Protocol):
    """What every reader offers. The weights are loaded at the first text, once per process."""

    name: str
    version: str
    licence: str
    #: ISO 639-1 codes, or ("*",) for any language.
    languages: tuple[str, ...]

    def read(self, text: str) -> Any:
        """What the model makes of one text; any text at all, the empty one too."""


def all_readers() -> dict[str, Reader]:
    """Every reader on the shelf by the name of its file, found without a list."""
    names = sorted(module.name for module in iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").READER for name in names}
