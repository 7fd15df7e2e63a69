"""docs/security.md tells the truth: all 49 classes, and each test that it names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DOCUMENT = (ROOT / "docs" / "security.md").read_text()
ROWS = [line.strip("|").split("|") for line in DOCUMENT.splitlines() if re.match(r"\| *\d+ *\|", line)]
NAMED = sorted(set(re.findall(r"`([\w./-]+\.py)::(\w+)`", DOCUMENT)))


def test_every_class_has_one_row():
    assert [int(number) for number, *_ in ROWS] == list(range(1, 50))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip())
def test_a_row_says_what_it_is_and_names_a_test_or_a_reason(row):
    _, what, how = row
    assert len(what.split()) >= 4
    assert "::" in how or " yet" in how


@pytest.mark.parametrize(("file", "name"), NAMED, ids=lambda part: part.rpartition("/")[2])
def test_a_named_test_is_there(file, name):
    assert re.search(rf"^ *def {name}\(", (ROOT / file).read_text(), re.MULTILINE)


def test_every_test_that_bears_a_number_stands_in_its_row():
    """A test named after a class is in the row of that class, so that nobody looks for it."""
    rows = {int(number): how for number, _, how in ROWS}
    lost = []
    for file in (ROOT / "folkmoot").rglob("tests/test_*.py"):
        for name in re.findall(r"^def (test_(?:\d+_)(?:and_\d+_)?\w+)\(", file.read_text(), re.MULTILINE):
            number = int(re.match(r"test_(\d+)_", name)[1])
            if 1 <= number <= 49 and f"::{name}`" not in rows[number]:
                lost.append(f"{number}: {file.relative_to(ROOT)}::{name}")
    assert lost == []
