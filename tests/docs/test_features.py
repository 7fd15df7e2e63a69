"""docs/features.md is honest: each line names a test that is there, and no test stands for two lines."""

import ast
import re
from functools import cache

import pytest

from folkmoot.site import places

PAGE = (places.ROOT / "docs" / "features.md").read_text()
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in PAGE.partition("## In part")[0].splitlines()
    if line.startswith("| ") and not line.startswith(("| What", "| ---"))
]


@cache
def names_of(file: str) -> set[str]:
    tree = ast.parse((places.ROOT / file).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:60])
def test_what_is_said_to_be_here_is_shown_by_a_test(row):
    said, shown = row
    found = re.fullmatch(r"`(\S+)::(test_\w+)`", shown)
    assert found, f"Name the test that shows it: {said}"
    assert (places.ROOT / found[1]).exists(), f"{found[1]} is not there."
    assert found[2] in names_of(found[1]), f"{found[2]} is not in {found[1]}."


def test_each_line_has_a_test_of_its_own():
    shown = [shown for _, shown in ROWS]
    assert len(ROWS) > 30
    assert len(set(shown)) == len(shown)
