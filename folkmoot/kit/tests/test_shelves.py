"""A shelf finds its plug-ins by their files."""

import sys
from pathlib import Path

import pytest

from folkmoot.kit.shelves import Shelf

PLUGIN = "from made_shelf import shelf\n\n@shelf.add\nclass Plugin:\n    name = {name!r}\n"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Shelf[object]":
    folder = tmp_path / "made_shelf"
    folder.mkdir()
    folder.joinpath("__init__.py").write_text(
        "from folkmoot.kit.shelves import Shelf\nshelf = Shelf('made_shelf')\n"
    )
    for name in ("score", "approval"):
        folder.joinpath(f"{name}.py").write_text(PLUGIN.format(name=name))
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in [name for name in sys.modules if name.startswith("made_shelf")]:
        monkeypatch.delitem(sys.modules, name)
    import made_shelf  # noqa: PLC0415  (it is made by this fixture)

    yield made_shelf.shelf
    for name in [name for name in sys.modules if name.startswith("made_shelf")]:
        del sys.modules[name]


def test_each_file_is_a_plug_in_named_after_it(shelf: "Shelf[object]") -> None:
    assert list(shelf.all()) == ["approval", "score"]
    assert shelf.take("score").name == "score"  # type: ignore[attr-defined]


def test_a_missing_plug_in_names_those_that_are_there(shelf: "Shelf[object]") -> None:
    with pytest.raises(KeyError, match="there are: approval, score"):
        shelf.take("dots")


def test_two_plug_ins_cannot_share_a_name(shelf: "Shelf[object]") -> None:
    plugin = shelf.take("score")
    with pytest.raises(ValueError, match="already holds a plug-in named score"):
        shelf.add(plugin)
