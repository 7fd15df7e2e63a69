"""The launcher's parts that need no server: the lock, the packages' stamps, log files, addresses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from folkmoot.site.launch import environment, logs
from folkmoot.site.launch.address import Address
from folkmoot.site.launch.lock import Lock


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """An environment into which everything was installed."""
    stamps = tmp_path / environment.STAMPS
    stamps.mkdir()
    for name in environment.CONTAINS["check"]:
        (stamps / name).write_text(environment.fingerprint(name))
    return tmp_path


def test_what_was_installed_to_its_end_is_not_installed_again(venv: Path) -> None:
    assert environment.is_complete(venv, "run")
    assert environment.is_complete(venv, "check")


@pytest.mark.parametrize("name", ["run", "models"])
def test_packages_that_changed_are_installed_anew(venv: Path, name: str) -> None:
    (venv / environment.STAMPS / name).write_text("of an older file")
    assert not environment.is_complete(venv, "run")


def test_an_installation_that_was_interrupted_is_not_trusted(venv: Path) -> None:
    (venv / environment.STAMPS / "under-way").touch()
    assert not environment.is_complete(venv, "run")


def test_a_lock_has_one_holder_who_says_what_for(tmp_path: Path) -> None:
    first, second = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    assert first.take(purpose="the first")
    assert not second.take(purpose="the second")
    assert second.facts() == {"pid": os.getpid(), "purpose": "the first"}
    first.note(url="http://localhost")
    assert second.facts()["url"] == "http://localhost"
    first.release()
    assert second.take(purpose="the second")
    assert second.facts() == {"pid": os.getpid(), "purpose": "the second"}
    second.release()
    assert not first.is_held()


def test_a_lock_whose_holder_died_is_taken_from_the_child_it_left(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    # The holder ends at once; its child inherits the lock and would keep it for a minute.
    code = (
        "import subprocess, sys\n"
        "from pathlib import Path\n"
        "from folkmoot.site.launch.lock import Lock\n"
        f"lock = Lock(Path({str(file)!r}))\n"
        "lock.take(purpose='a supervisor')\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], pass_fds=[lock.descriptor])\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)
    lock = Lock(file)
    assert lock.is_held()
    assert lock.take(purpose="the next", patience=0.5)
    lock.release()


def test_a_large_log_is_put_aside_and_a_small_one_is_continued(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "LARGE", 10)
    for text in (b"a" * 20, b"b", b"c"):
        with logs.open_log(tmp_path / "log" / "web.log") as log:
            log.write(text)
    assert (tmp_path / "log" / "web.1.log").read_bytes() == b"a" * 20
    assert (tmp_path / "log" / "web.log").read_bytes() == b"bc"


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("192.0.2.7", "http://192.0.2.7:8000"),
    ],
)
def test_the_address_is_one_that_a_browser_can_open(
    host: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FOLKMOOT_URL", raising=False)
    assert Address(host).url == url


def test_a_host_that_is_listened_on_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOLKMOOT_HOSTS", raising=False)
    names = Address("192.0.2.7").environment(is_dev=False)["FOLKMOOT_HOSTS"].split(",")
    assert {"127.0.0.1", "localhost", "192.0.2.7"} <= set(names)
