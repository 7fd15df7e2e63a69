"""The model file is built once, whole, and only if it is the one that was measured."""

import subprocess
import sys
import time

import pytest

from folkmoot.domains.intelligence import build as building
from folkmoot.domains.intelligence.weights import CHECKOUT, MINILM_SHA256, minilm_path, sha256_of, wheel_file


def test_a_damaged_file_is_built_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("FOLKMOOT_VAR", str(tmp_path / "with a space"))
    minilm_path().parent.mkdir(parents=True)
    minilm_path().write_bytes(b"half a model")
    assert sha256_of(building.build()) == MINILM_SHA256
    assert [path.name for path in minilm_path().parent.iterdir()] == [minilm_path().name]


def test_a_wrong_conversion_is_refused_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("FOLKMOOT_VAR", str(tmp_path))
    monkeypatch.setattr(building, "convert", lambda target: target.write_bytes(b"another model"))
    with pytest.raises(building.WrongResult, match="expected"):
        building.build()
    assert list(minilm_path().parent.iterdir()) == []


def test_a_built_model_is_found_at_once_without_importing_the_converter():
    program = (
        "import sys; from folkmoot.domains.intelligence.build import main; main();"
        "sys.exit('onnx' in sys.modules or 'onnxruntime' in sys.modules)"
    )
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    # 0.1 s where nothing else runs.
    assert time.monotonic() - started < 2
    assert done.stdout == f"Language model ready: {minilm_path()}\n"


def test_a_missing_wheel_is_named():
    with pytest.raises(FileNotFoundError, match="no_such_wheel"):
        wheel_file("no_such_wheel", "model.safetensors")
