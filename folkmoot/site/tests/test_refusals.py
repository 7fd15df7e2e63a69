"""What stops a start: one clear sentence, an exit code that is not 0, and the next try works."""

import os
import pwd
import re
import shutil
import socket
import stat
import subprocess
from pathlib import Path

import psycopg
import pytest

from folkmoot.site import places
from folkmoot.site.launch import processes
from folkmoot.site.launch.testing import Running, free_port, running_instance

from .asking import ask

pytestmark = [pytest.mark.server, pytest.mark.slow]

LAUNCH = "folkmoot.site.launch"


def refusal(site: Running, *arguments: str) -> str:
    """The one sentence with which a start fails."""
    done = site.run(LAUNCH, *arguments)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("options", [[], ["--background"]])
def test_a_port_that_is_in_use_is_said(place: Path, options: list[str]) -> None:
    with (
        running_instance(place / "var", start=False) as site,
        socket.create_server(("127.0.0.1", 0)) as other,
    ):
        port = other.getsockname()[1]
        sentence = refusal(site, "up", "--port", str(port), *options)
        reason = "cannot be used (Address already in use): name another one with --port."
        assert sentence == f"Port {port} of 127.0.0.1 {reason}"


def test_a_second_instance_on_the_same_data_is_refused_and_the_first_stays(site: Running) -> None:
    sentence = refusal(site, "up", "--port", str(free_port()))
    assert sentence.startswith(f"Folkmoot already runs on {site.var} (bin/up, process {site.process.pid}):")
    assert ask(site.port, "GET", "/").status == 200


def test_a_data_directory_that_cannot_be_written_is_said(place: Path) -> None:
    (place / "file").write_text("in the way")
    with running_instance(place / "file" / "var", start=False) as site:
        for options in ([], ["--background"]):
            sentence = refusal(site, "up", "--port", str(site.port), *options)
            assert sentence.startswith(f"The data directory {site.var} is not writable (Not a directory):")


def test_a_socket_folder_that_a_stranger_made_is_not_used(place: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can make a folder of a stranger")
    with running_instance(place / "var", start=False) as site:
        site.socket.mkdir(mode=0o777)
        try:
            os.chown(site.socket, pwd.getpwnam("nobody").pw_uid, -1)
            sentence = refusal(site, "up", "--port", str(site.port))
        finally:
            site.socket.rmdir()
    assert sentence == f"{site.socket} is somebody else's: remove it and start again."


def test_a_database_that_does_not_answer_is_said(place: Path) -> None:
    url = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"
    with running_instance(place / "var", start=False, DATABASE_URL=url) as site:
        sentence = refusal(site, "up", "--port", str(site.port))
    assert sentence.startswith("The database that DATABASE_URL names does not answer: ")


def test_a_python_that_does_not_fit_is_said(place: Path) -> None:
    way_in = place / "folkmoot" / "site" / "launch" / "enter.sh"
    way_in.parent.mkdir(parents=True)
    shutil.copy(places.ROOT / "folkmoot" / "site" / "launch" / "enter.sh", way_in)
    old = place / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", str(way_in), "run", LAUNCH, "up"],
        env={"PATH": "/usr/bin:/bin", "FOLKMOOT_PYTHON": str(old)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Folkmoot needs Python 3.11, 3.12 or 3.13, and none was found:")


def test_a_first_start_that_is_interrupted_leaves_nothing_half_and_the_next_works(place: Path) -> None:
    var = place / "var"
    with running_instance(var, start=False) as site:
        for moment in ("database.new-*", "database/postmaster.pid", "static"):
            first = site.begin("--no-demo")
            is_reached = processes.wait_until(lambda: any(var.glob(moment)), seconds=60, step=0.001)  # noqa: B023
            assert is_reached, site.log.read_text()
            first.kill()
            first.wait()
        site.start("--no-demo")
        assert ask(site.port, "GET", "/").status == 200
        assert not [*var.glob("database.new-*")]


def test_a_path_may_have_spaces_and_150_characters(place: Path) -> None:
    var = place / "a folder with spaces" / ("and a long name " * 10).strip() / "var"
    assert len(str(var)) > 150
    with running_instance(var, "--no-demo") as site:
        assert ask(site.port, "GET", "/").status == 200


def test_data_moves_where_the_system_user_can_enter_and_no_folder_is_opened_for_it(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root lends PostgreSQL a system user")
    tmp_path.chmod(0o700)
    with running_instance(tmp_path / "var", start=False) as site:
        site.start("--no-demo")
        home = Path(re.search(r"The database lies in (\S+), for", site.log.read_text())[1])
        try:
            assert ask(site.port, "GET", "/").status == 200
            assert home.is_relative_to("/var/lib/folkmoot")
            assert not (tmp_path / "var" / "database").exists()
            assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
        finally:
            site.stop()
            shutil.rmtree(home.parent)


def test_it_runs_on_the_oldest_postgresql_that_is_allowed(place: Path) -> None:
    with running_instance(place / "var", "--no-demo", FOLKMOOT_POSTGRESQL="16") as site:
        assert ask(site.port, "GET", "/").status == 200
        with psycopg.connect(host=str(site.socket), dbname="folkmoot", user="folkmoot") as connection:
            assert connection.info.server_version // 10000 == 16


def test_in_the_background_it_returns_when_the_first_page_answers_and_down_stops_it(place: Path) -> None:
    with running_instance(place / "var", start=False) as site:
        done = site.run(LAUNCH, "up", "--port", str(site.port), "--no-demo", "--background")
        try:
            assert done.returncode == 0, done.stderr
            assert done.stdout.startswith(f"Folkmoot is at {site.url}")
            assert ask(site.port, "GET", "/").status == 200
            link = site.run("folkmoot.site", "administrator", "root@example.org").stdout.strip()
            assert link.startswith(f"{site.url}/")
            assert ask(site.port, "GET", link.removeprefix(site.url)).status in (200, 302)
        finally:
            stopped = site.run(LAUNCH, "down")
        assert (stopped.returncode, stopped.stdout) == (0, "Stopped.\n")
        assert site.run(LAUNCH, "down").stdout == f"Nothing runs on {site.var}.\n"


def test_a_command_has_a_database_even_if_nothing_runs(place: Path) -> None:
    with running_instance(place / "var", start=False) as site:
        done = site.run("folkmoot.site", "administrator", "root@example.org")
        assert done.returncode == 0, done.stderr
        assert not [*site.socket.glob("*")]
