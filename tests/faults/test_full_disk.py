"""The disk is full: writing is refused in words, nothing is half there, and it works again when there is room."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot.site.launch import processes
from folkmoot.site.launch.testing import Running, running_instance, temporary_folder
from folkmoot.site.tests.asking import ask
from tests.faults.conftest import SETTINGS
from tests.faults.writers import audit, hire, total

pytestmark = [
    pytest.mark.server,
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk"),
]
SIZE = "700m"


@pytest.fixture(scope="module")
def small_disk() -> Iterator[Path]:
    """A disk of its own, in memory."""
    with temporary_folder() as folder:
        disk = folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=755", "tmpfs", str(disk)], check=False
        )
        if mounted.returncode != 0:
            pytest.skip("no disk may be mounted here")
        try:
            yield disk
        finally:
            subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.fixture(scope="module")
def full_site(small_disk: Path) -> Iterator[Running]:
    with running_instance(small_disk / "var", "--no-demo", DJANGO_SETTINGS_MODULE=SETTINGS) as running:
        yield running


def fill(disk: Path) -> Path:
    """Take all the room that is left, to the last page."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        piece = bytes(1024 * 1024)
        try:
            while shutil.disk_usage(disk).free:
                file.write(piece[: max(4096, min(len(piece), shutil.disk_usage(disk).free))])
        except OSError:
            pass  # this is what it is for: no room is left
    return filler


def test_a_full_disk_refuses_writing_and_loses_nothing(full_site: Running, small_disk: Path) -> None:
    writers = hire(full_site)
    enough = threading.Event()
    threads = [threading.Thread(target=writer.write_until, args=[enough]) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        assert processes.wait_until(lambda: total(writers) >= 40, seconds=60)
        filler = fill(small_disk)
        assert processes.wait_until(lambda: any(w.refused for w in writers), seconds=120), "it never got full"
        refusals = {writer.last for writer in writers if writer.refused}
        filler.unlink()
        before = total(writers)
        assert processes.wait_until(lambda: total(writers) >= before + 40, seconds=120), (
            "there is room again, and still nobody can write"
        )
    finally:
        enough.set()
        for thread in threads:
            thread.join()
    audit(full_site, writers)
    assert "500" not in refusals, "a full disk is no fault of the program: 503, in words"


def test_pages_are_readable_after_it(full_site: Running) -> None:
    assert processes.wait_until(lambda: ask(full_site.port, "GET", "/ideas/").status == 200, seconds=60)
