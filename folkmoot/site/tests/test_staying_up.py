"""What happens when processes end that should not, and when they are asked to."""

import contextlib
import http.client
import os
import signal
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from folkmoot.site.launch import processes
from folkmoot.site.launch.testing import Running
from folkmoot.site.worker import NICE

from .asking import EventStream, ask

pytestmark = [pytest.mark.server, pytest.mark.slow]


def part(site: Running, word: str) -> psutil.Process:
    """The child of the supervisor that has the word in its command line."""
    return next(
        child
        for child in psutil.Process(site.process.pid).children()
        if any(word in argument for argument in child.cmdline())
    )


def has_part(site: Running, word: str, *, other_than: psutil.Process) -> bool:
    try:
        return part(site, word) != other_than
    except (StopIteration, psutil.NoSuchProcess):
        return False


def lives(process: psutil.Process) -> bool:
    """A dead process whose new parent has not asked for its exit code counts as dead."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def is_up(site: Running) -> bool:
    try:
        return ask(site.port, "GET", "/", seconds=5).status == 200
    except OSError:
        return False


def connect(site: Running, role: str = "folkmoot_owner") -> psycopg.Connection:
    return psycopg.connect(host=str(site.socket), dbname="folkmoot", user=role, autocommit=True)


def take_time(site: Running, seconds: float, diary: Path) -> None:
    done = site.run("folkmoot.site.tests.testbed.take_time", str(seconds), str(diary))
    assert done.returncode == 0, done.stderr


def lines(diary: Path) -> list[str]:
    return diary.read_text().splitlines() if diary.exists() else []


def test_a_killed_web_worker_is_replaced(site: Running) -> None:
    killed = part(site, "granian").children()[0]
    killed.kill()
    assert processes.wait_until(
        lambda: is_up(site) and part(site, "granian").children() not in ([], [killed]), seconds=20
    )


def test_a_killed_web_server_is_started_again_and_leaves_no_worker_behind(site: Running) -> None:
    killed = part(site, "granian")
    workers = killed.children()
    killed.kill()
    assert processes.wait_until(lambda: has_part(site, "granian", other_than=killed), seconds=20)
    assert processes.wait_until(lambda: is_up(site), seconds=20)
    assert not any(lives(worker) for worker in workers)


def test_a_job_whose_worker_was_killed_runs_again_within_a_minute(site: Running, tmp_path: Path) -> None:
    diary = tmp_path / "diary"
    take_time(site, 4, diary)
    assert processes.wait_until(lambda: lines(diary) == ["began"], seconds=20)
    killed_at = time.monotonic()
    part(site, "folkmoot.site.worker").kill()
    assert processes.wait_until(lambda: lines(diary)[1:] == ["began", "ended"], seconds=60)
    assert time.monotonic() - killed_at < 60


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
def test_jobs_give_way_to_pages_and_to_what_understands_searches(site: Running, tmp_path: Path) -> None:
    take_time(site, 0.01, tmp_path / "diary")
    worker, web = part(site, "folkmoot.site.worker"), part(site, "granian")
    assert processes.wait_until(lambda: worker.nice() == NICE, seconds=20)
    assert processes.wait_until(lambda: set(niceness(worker.pid)) == {0, NICE}, seconds=20)
    assert {level for one in [web, *web.children()] for level in niceness(one.pid)} == {0}
    # Where they differ, Linux shares out among sessions first (sched(7), autogroup).
    assert os.getsid(worker.pid) == os.getsid(web.pid)


def niceness(pid: int) -> list[int]:
    """Of each thread (proc_pid_stat(5), field 19)."""
    stats = [task.joinpath("stat").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    return [int(stat.rpartition(")")[2].split()[16]) for stat in stats]


def test_a_job_that_must_be_cut_off_runs_again_at_the_next_start(ended_site: Running, tmp_path: Path) -> None:
    diary = tmp_path / "diary"
    take_time(ended_site, 8, diary)
    assert processes.wait_until(lambda: lines(diary) == ["began"], seconds=20)
    page = http.client.HTTPConnection("127.0.0.1", ended_site.port)
    page.request("GET", "/testbed/slow/?seconds=20")  # a page that takes its time must not hold it up either
    asked_at = time.monotonic()
    ended_site.stop()
    page.close()
    assert time.monotonic() - asked_at < 5
    ended_site.start("--no-demo")
    assert processes.wait_until(lambda: lines(diary)[1:] == ["began", "ended"], seconds=60)


def test_a_database_that_died_comes_back_and_so_do_pages_worker_and_events(
    site: Running, tmp_path: Path
) -> None:
    name = site.run_code("from folkmoot.kit import events; print(events.sign('ideas/1'))").stdout.strip()
    stream = EventStream(site.port, name, seconds=40)
    assert stream.next() == "retry: 2000"
    assert processes.wait_until(lambda: is_listening(site), seconds=10)
    database = part(site, "postgres")
    database.kill()
    assert stream.next() == "event: again\ndata: {}"
    assert processes.wait_until(lambda: is_up(site), seconds=20)
    diary = tmp_path / "diary"
    take_time(site, 0, diary)
    assert processes.wait_until(lambda: lines(diary) == ["began", "ended"], seconds=60)
    stream.close()


def is_listening(site: Running) -> bool:
    with connect(site, "folkmoot") as connection:
        query = "select count(*) from pg_stat_activity where query = 'listen folkmoot_events'"
        return connection.execute(query).fetchone() != (0,)


def test_sigterm_with_an_open_event_stream_ends_all_within_five_seconds(ended_site: Running) -> None:
    name = ended_site.run_code("from folkmoot.kit import events; print(events.sign('x'))").stdout.strip()
    stream = EventStream(ended_site.port, name)
    assert stream.next() == "retry: 2000"
    everyone = psutil.Process(ended_site.process.pid).children(recursive=True)
    asked_at = time.monotonic()
    ended_site.process.terminate()
    assert ended_site.process.wait(10) == 0
    assert time.monotonic() - asked_at < 5
    assert stream.next() == ""
    assert not any(lives(child) for child in everyone)


def test_whatever_is_killed_what_was_committed_is_there_at_the_next_clean_start(ended_site: Running) -> None:
    with connect(ended_site) as connection:
        connection.execute("create table if not exists kept (word text)")
        connection.execute("insert into kept values ('committed')")
    supervisor = psutil.Process(ended_site.process.pid)
    for process in [supervisor, *supervisor.children(recursive=True)]:
        with contextlib.suppress(ProcessLookupError):  # children end with their parent, and may be faster
            os.kill(process.pid, signal.SIGKILL)
    ended_site.process.wait()
    ended_site.start("--no-demo")
    with connect(ended_site) as connection:
        assert connection.execute("select word from kept").fetchall() == [("committed",)]
        connection.execute("drop table kept")


@pytest.mark.parametrize("repeat", [1, 2])
def test_a_killed_supervisor_takes_its_children_along_and_the_next_start_is_clean(
    ended_site: Running, repeat: int
) -> None:
    children = psutil.Process(ended_site.process.pid).children(recursive=True)
    ended_site.process.kill()
    ended_site.process.wait()
    ended_site.start("--no-demo")
    assert not any(lives(child) for child in children)
    assert is_up(ended_site)
