"""A fresh machine: an ordinary user, the system's own Python, a clone in a path that is long and has spaces."""

import os
import pwd
import shutil
import signal
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot.site import places
from folkmoot.site.launch import processes
from folkmoot.site.launch.testing import free_port

from .asking import ask

pytestmark = [pytest.mark.server, pytest.mark.slow, pytest.mark.timeout(900)]

CLONED = ("bin", "folkmoot", "requirements", "pyproject.toml")
SYSTEM_PYTHON = "/usr/bin/python3"


@pytest.fixture
def user() -> Iterator[pwd.struct_passwd]:
    """An ordinary user who is gone afterwards."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    name = f"folkmoot-{uuid.uuid4().hex[:8]}"
    subprocess.run(["useradd", "--create-home", "--home-dir", f"/tmp/{name}", name], check=True)
    try:
        yield pwd.getpwnam(name)
    finally:
        subprocess.run(["userdel", "--remove", name], check=True, capture_output=True)


@pytest.fixture
def clone(user: pwd.struct_passwd) -> Path:
    """What git would bring, in a folder of that user."""
    path = Path(user.pw_dir) / "a folder with spaces" / ("and a long name " * 8).strip() / "folkmoot"
    assert len(str(path)) >= 150
    path.mkdir(parents=True)
    for name in CLONED:
        source = places.ROOT / name
        if source.is_dir():
            shutil.copytree(source, path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, path / name)
    for folder, folders, files in os.walk(user.pw_dir):
        for name in [".", *folders, *files]:
            os.chown(Path(folder) / name, user.pw_uid, user.pw_gid)
    return path


class Shell:
    """Commands of the clone, as the user."""

    def __init__(self, user: pwd.struct_passwd, clone: Path) -> None:
        self.clone = clone
        kept = {key: value for key, value in os.environ.items() if key.startswith("PIP_")}
        self.options = {
            "user": user.pw_uid,
            "group": user.pw_gid,
            "extra_groups": [],
            "cwd": clone,
            "stdin": subprocess.DEVNULL,
            "env": {
                **kept,
                "PATH": "/usr/bin:/bin",
                "HOME": user.pw_dir,
                "USER": user.pw_name,
                "FOLKMOOT_PYTHON": SYSTEM_PYTHON,
                "LANG": "C",
            },
        }

    def begin(self, *command: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([*command], start_new_session=True, **self.options)

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([*command], capture_output=True, text=True, check=False, **self.options)


def test_an_ordinary_user_starts_it_with_one_command_after_an_interrupted_first_start(
    user: pwd.struct_passwd, clone: Path
) -> None:
    if not shutil.which(SYSTEM_PYTHON):
        pytest.skip(f"{SYSTEM_PYTHON} is missing")
    if subprocess.run([SYSTEM_PYTHON, "-c", "import ensurepip"], check=False, capture_output=True).returncode:
        # An ordinary user is told to ask for it; here we may help ourselves.
        subprocess.run(["apt-get", "install", "-y", "-qq", "python3-venv"], check=True, capture_output=True)
    shell, port = Shell(user, clone), free_port()
    first = shell.begin("bin/up", "--port", str(port))
    installed = "*/lib/python3.*/site-packages/django"
    assert processes.wait_until(lambda: any(clone.glob(f".venv.new-{installed}")), seconds=300)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert not (clone / ".venv").exists()

    done = shell.run("bin/up", "--port", str(port), "--no-demo", "--background")
    try:
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(f"Folkmoot is at http://127.0.0.1:{port}")
        assert ask(port, "GET", "/").status == 200
        data = clone / "var" / "database"
        assert data.stat().st_uid == user.pw_uid
    finally:
        stopped = shell.run("bin/down")
    assert stopped.stdout == "Stopped.\n", stopped.stderr
    assert [path.name for path in clone.glob(".venv*")] == [".venv"]
    again = shell.run("bin/folkmoot", "help")
    assert again.returncode == 0
    assert "Installing" not in again.stderr, "an installed package is installed again"
