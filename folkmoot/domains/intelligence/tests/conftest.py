"""What the tests of the room share: the built model, and the data that lies beside the checkout."""

import os
from pathlib import Path

import pytest

from folkmoot.domains.intelligence.build import build
from folkmoot.domains.intelligence.weights import CHECKOUT


@pytest.fixture(scope="session", autouse=True)
def built_model() -> Path:
    return build()


@pytest.fixture
def shared_data() -> Path:
    folder = Path(os.environ.get("FOLKMOOT_SHARED") or CHECKOUT.parent / "shared") / "data"
    if not folder.is_dir():
        pytest.skip(f"needs the labelled data in {folder} (set FOLKMOOT_SHARED)")
    return folder
