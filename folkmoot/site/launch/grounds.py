"""For tests: what a first start makes, made once and copied. A first start itself is tested where it is the matter."""

import fcntl
import shutil
import subprocess
from pathlib import Path

from folkmoot.site import places

from .preparation import PACKAGE, fingerprint_of_migrations
from .testing import running_instance, temporary_folder


def copied_to(var: Path) -> Path:
    """A data directory with tables, static files and models, and nobody in it; its start makes what changed since."""
    kept, made_from = places.VAR / "grounds", places.VAR / "grounds.txt"
    with (places.VAR / "grounds.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the workers of one run share it
        wanted = f"{PACKAGE} {fingerprint_of_migrations()}"
        if not made_from.exists() or made_from.read_text() != wanted:
            shutil.rmtree(kept, ignore_errors=True)
            _make(kept)
            made_from.write_text(wanted)
    _copy(kept, var)
    return var


def _make(kept: Path) -> None:
    with temporary_folder() as folder:
        with running_instance(folder / "var", "--no-demo"):
            pass
        _copy(folder / "var", kept)


def _copy(source: Path, target: Path) -> None:
    """With its owners: where root tests, the database is another user's."""
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)
