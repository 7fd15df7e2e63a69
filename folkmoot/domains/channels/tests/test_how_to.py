"""The how-to is followed: the importer that it builds is put on the shelf and keeps every promise of an importer."""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from folkmoot.domains.channels import actions, importers
from folkmoot.domains.channels.models import RejectedRow
from folkmoot.domains.ideas.models import Idea

from . import test_importers as contract

HOW_TO = Path(__file__).resolve().parents[4] / "docs" / "how-to" / "add-an-importer.md"
MODULE = f"{importers.__name__}.noticeboard"


@pytest.fixture
def built(tmp_path: Path, monkeypatch) -> Iterator[type[importers.Importer]]:
    """The importer of the how-to, in a folder that the shelf looks into, and found as it finds all others."""
    found = re.findall(r"```python file=(\S+)\n(.*?)```", HOW_TO.read_text(), flags=re.DOTALL)
    assert [name for name, _ in found] == ["noticeboard.py"]
    (tmp_path / "shelf").mkdir()
    for name, code in found:
        (tmp_path / "shelf" / name).write_text(code)
    monkeypatch.setattr(importers, "__path__", [*importers.__path__, str(tmp_path / "shelf")])
    importers.shelf._is_filled = False
    assert "noticeboard" in importers.shelf.all()
    yield import_module(MODULE).Noticeboard
    importers.shelf._plugins.pop("noticeboard")
    del sys.modules[MODULE]
    del importers.noticeboard  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "promise",
    [
        contract.test_its_examples_hold,
        contract.test_the_order_of_files_does_not_matter,
        contract.test_a_byte_order_mark_changes_nothing,
        contract.test_line_ends_of_another_system_change_nothing,
        contract.test_every_row_has_a_key_a_moment_with_a_zone_and_a_place,
    ],
)
def test_its_examples_keep_what_all_importers_promise(built, promise, tmp_path):
    for files, counts in built.examples:
        promise(built, files, counts, tmp_path)


@pytest.mark.parametrize(
    "promise",
    [
        contract.test_it_has_examples_and_a_label,
        contract.test_a_file_of_another_kind_is_named,
        contract.test_an_empty_file_is_named,
        contract.test_noise_below_the_heading_is_rejected_and_never_fatal,
    ],
)
def test_it_refuses_as_all_importers_do(built, promise, tmp_path, tmp_path_factory):
    fixtures = {"tmp_path": tmp_path, "tmp_path_factory": tmp_path_factory}
    wanted = promise.__wrapped__ if hasattr(promise, "__wrapped__") else promise
    names = wanted.__code__.co_varnames[: wanted.__code__.co_argcount]
    promise(name="noticeboard", **{name: fixtures[name] for name in names if name in fixtures})


def test_what_it_reads_comes_in_and_what_it_rejects_can_be_mended(built, garden, mia, tmp_path):
    (tmp_path / "notes.txt").write_text(built.examples[0][0]["notes.txt"])
    one = actions.prepare(garden, by=mia, format="noticeboard", files=[tmp_path / "notes.txt"])
    one = actions.run(actions.start(one, by=mia))
    assert (one.created, one.rejected) == (1, 2)
    assert Idea.objects.get().title == "A bench in the shade"
    assert RejectedRow.objects.first().cells == [["note", "#8 | otter | 2024-02-31 | There is no such day"]]
