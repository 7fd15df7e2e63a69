"""For tests: what a first start makes, made once and copied. A first start itself is tested where it is the matter."""

import fcntl
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import psycopg

from folkmoot.site import places

from . import processes
from .preparation import PACKAGE, fingerprint_of_code, fingerprint_of_migrations
from .testing import Running, running_instance, temporary_folder

_WAITING = """
select count(*) from procrastinate_jobs
where status in ('todo', 'doing') and coalesce(scheduled_at, now()) < now() + interval '10 seconds'
"""


def copied_to(var: Path) -> Path:
    """A data directory with tables, static files and models, and nobody in it; its start makes what changed since."""
    return _copied("grounds", var, made_of=fingerprint_of_migrations(), make=_make)


def demo_copied_to(var: Path) -> Path:
    """The same with the demo world, when its jobs are done: a start has nothing to tell, and nothing to read."""
    # The story ends today, and any code may have its part in it.
    made_of = f"{fingerprint_of_code()} {date.today()}"
    return _copied("grounds-demo", var, made_of=made_of, make=_make_demo)


def _copied(name: str, var: Path, *, made_of: str, make: Callable[[Path], None]) -> Path:
    kept, made_from = places.VAR / name, places.VAR / f"{name}.txt"
    with (places.VAR / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the workers of one run share it
        wanted = f"{PACKAGE} {made_of}"
        if not made_from.exists() or made_from.read_text() != wanted:
            shutil.rmtree(kept, ignore_errors=True)
            make(kept)
            made_from.write_text(wanted)
    _copy(kept, var)
    return var


def _make(kept: Path) -> None:
    with temporary_folder() as folder:
        with running_instance(folder / "var", "--no-demo"):
            pass
        _copy(folder / "var", kept)


def _make_demo(kept: Path) -> None:
    with temporary_folder() as folder:
        with running_instance(copied_to(folder / "var")) as site:
            assert processes.wait_until(lambda: not _waiting(site), seconds=120, step=0.2), "jobs never end"
        _copy(folder / "var", kept)


def _waiting(site: Running) -> int:
    with psycopg.connect(host=str(site.socket), dbname="folkmoot", user="folkmoot") as connection:
        found = connection.execute(_WAITING).fetchone()
    return int(found[0]) if found else 0


def _copy(source: Path, target: Path) -> None:
    """With its owners: where root tests, the database is another user's."""
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)
