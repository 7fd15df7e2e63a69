"""A shelf is filled by the first who asks; whoever asks meanwhile waits, and sees all of it."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor

HOLDER = "from folkmoot.kit.shelves import Shelf\nshelf = Shelf(__name__)\n"
PLUGIN = "from . import shelf\n\n@shelf.add\nclass Plugin:\n    pass\n"


def test_everybody_sees_the_whole_shelf(tmp_path, monkeypatch):
    folder = tmp_path / "plugins_at_once"
    folder.mkdir()
    (folder / "__init__.py").write_text(HOLDER)
    for number in range(40):
        (folder / f"plugin_{number}.py").write_text(PLUGIN)
    monkeypatch.syspath_prepend(str(tmp_path))
    from plugins_at_once import shelf  # noqa: PLC0415  (made just now)

    together = threading.Barrier(8)

    def ask() -> int:
        together.wait()
        return len(shelf.all())

    with ThreadPoolExecutor(8) as threads:
        seen = [asked.result() for asked in [threads.submit(ask) for _ in range(8)]]

    for name in [name for name in sys.modules if name.startswith("plugins_at_once")]:
        del sys.modules[name]
    assert seen == [40] * 8
