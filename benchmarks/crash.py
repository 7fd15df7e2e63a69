"""Crash cycles: ``python benchmarks/crash.py 100``. Processes are killed while people write; then all is audited.

In each cycle four people write over HTTP, one of web worker, job worker and database (in turn) is killed with
SIGKILL, and the next cycle begins when pages take words again. At the end: each acknowledged word is there once, with
one activity of the stream. A killed process loses no page cache, so this shows what the program promises, not what a
power cut does to the disk; that PostgreSQL waits for the disk is asked of the server (synchronous_commit, fsync).
"""

import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from folkmoot.site.launch import processes
from folkmoot.site.launch.testing import Running, running_instance, temporary_folder
from tests.faults.conftest import SETTINGS, count, part, told
from tests.faults.writers import Writer, hire, total

VICTIMS = ("web worker", "job worker", "database")


def main(cycles: int) -> int:
    with (
        temporary_folder() as folder,
        running_instance(folder / "var", "--no-demo", DJANGO_SETTINGS_MODULE=SETTINGS) as site,
    ):
        writers, enough = hire(site), threading.Event()
        began = time.monotonic()
        with ThreadPoolExecutor(len(writers)) as pool:
            under_way = [pool.submit(writer.write_until, enough, most=1_000_000) for writer in writers]
            try:
                kills = [strike(site, writers, VICTIMS[number % 3]) for number in range(cycles)]
            finally:
                enough.set()
        for one in under_way:
            one.result()
        report(site, writers, kills, time.monotonic() - began)
    return 0


def strike(site: Running, writers: list[Writer], victim: str) -> float:
    """Kill it, and wait until ten more words were acknowledged; how many seconds that took."""
    assert processes.wait_until(lambda: alive(site, victim), seconds=60), f"no {victim}"
    before, began = total(writers), time.monotonic()
    find(site, victim).kill()
    assert processes.wait_until(lambda: total(writers) >= before + 10, seconds=120), (
        f"no word after the {victim} died"
    )
    return time.monotonic() - began


def find(site: Running, victim: str) -> psutil.Process:
    if victim == "web worker":
        return part(site, "granian").children()[0]
    return part(site, {"job worker": "folkmoot.site.worker", "database": "postgres"}[victim])


def alive(site: Running, victim: str) -> bool:
    try:
        return bool(find(site, victim).is_running())
    except (StopIteration, IndexError, psutil.Error):
        return False


def report(site: Running, writers: list[Writer], kills: list[float], seconds: float) -> None:
    subject = f"ideas.idea/{writers[0].idea}"
    said = told(
        site,
        "from folkmoot.domains.discussions.models import Comment\n"
        f"print('\\n'.join(Comment.objects.filter(subject='{subject}').values_list('body', flat=True)))",
    ).splitlines()
    acknowledged = {word for writer in writers for word in writer.acknowledged}
    posted = "select count(*) from activity_activity where verb = 'discussions.comment.posted' "
    found = {
        "cycles": len(kills),
        "acknowledged": len(acknowledged),
        "there": len(said),
        "lost": len(acknowledged - set(said)),
        "doubled": len(said) - len(set(said)),
        "activities": count(site, f"{posted} and target = '{subject}'"),
        "median_seconds_until_ten_more": round(sorted(kills)[len(kills) // 2], 1),
        "worst_seconds": round(max(kills), 1),
        "seconds": round(seconds),
    }
    print(json.dumps(found, indent=2))
    assert found["lost"] == found["doubled"] == 0
    assert found["activities"] == found["there"]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
