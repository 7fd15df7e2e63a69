"""Real exports, where they are at hand: every row of them comes in, and comes back unchanged."""

import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

SHARED = Path(os.environ["FOLKMOOT_SHARED"]) / "data"
pytestmark = pytest.mark.skipif(
    not SHARED.exists(), reason="the real exports are not at hand (FOLKMOOT_SHARED)"
)


@pytest.mark.parametrize(
    ("format", "folder", "rows"),
    [("ideascale", "ideascale-catalyst", 794), ("consul", "decide-madrid", 2738)],
)
def test_every_row_comes_in_once(db, format, folder, rows):
    def run() -> dict:
        out = StringIO()
        call_command("import", format, str(SHARED / folder), "--into", "real", "--json", stdout=out)
        return json.loads(out.getvalue())

    first, second = run(), run()

    assert (first["read"], first["created"], first["rejected"]) == (rows, rows, [])
    assert (second["created"], second["unchanged"]) == (0, rows)
