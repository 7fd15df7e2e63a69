"""For tests: a database server that is kept between runs, and a whole running instance."""

import atexit
import contextlib
import hashlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from folkmoot.site import places

from . import processes
from .database import UNSAFE, EmbeddedServer
from .home import find_home
from .lock import Lock
from .problems import Problem

KEPT = {"FOLKMOOT_SHARED", "FOLKMOOT_PYTHON"}

_servers: list[EmbeddedServer] = []


def start_database() -> Path:
    """The folder of the socket of a server for tests in ``FOLKMOOT_VAR``; started once, stopped at exit.

    The cluster stays, so that the next run starts in a tenth of a second. The owner may make databases here.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        return places.socket_folder()  # the process that leads the workers has started it
    if not _servers:
        lock = Lock()
        if lock.is_held():
            print(f"Waiting for another run of tests on {places.VAR}.", file=sys.stderr)
        # Two runs would also make the same test database.
        if not lock.take(purpose="tests", seconds=300):
            raise Problem(f"Another run holds {lock.file}: name another FOLKMOOT_VAR, or wait.")
        server = EmbeddedServer(find_home(), settings=UNSAFE)
        server.start()
        with server.connect("postgres") as connection:
            connection.execute(f"alter role {places.OWNER_ROLE} createdb")
        _servers.append(server)
        atexit.register(_stop, server, lock, os.getpid())
    return _servers[0].socket


def _stop(server: EmbeddedServer, lock: Lock, owner: int) -> None:
    if os.getpid() == owner:  # a forked child runs its parent's exit handlers, too
        server.stop()
        lock.release()


@dataclass
class Running:
    """A whole instance in processes of its own, on a data directory and a port of its own."""

    var: Path
    port: int
    environment: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket(self) -> Path:
        """The folder of its database's socket."""
        return Path("/tmp") / f"folkmoot-{hashlib.sha256(str(self.var.resolve()).encode()).hexdigest()[:12]}"

    @property
    def log(self) -> Path:
        """What its processes say; beside the data directory, which need not exist."""
        return Path(tempfile.gettempdir()) / f"{self.socket.name}.log"

    def start(self, *options: str, seconds: float = 90) -> None:
        """Returns when the first page answered; raises AssertionError with the log where it does not."""
        self.begin(*options)
        is_decided = processes.wait_until(lambda: self.is_up() or self.has_ended(), seconds=seconds)
        assert is_decided, self.log.read_text()
        assert not self.has_ended(), self.log.read_text()

    def begin(self, *options: str) -> "subprocess.Popen[bytes]":
        """Start it and wait for nothing."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(*options),
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=processes.end_with_parent(signal.SIGTERM),
            )
        return self.process

    def command(self, *options: str) -> list[str]:
        """What bin/up runs once the packages are there."""
        port = str(self.port)
        return [sys.executable, "-P", "-m", "folkmoot.site.launch", "up", "--port", port, *options]

    def is_up(self) -> bool:
        """Whether the supervisor that we started has seen its first page."""
        facts = Lock(self.var / "lock").facts()
        return self.process is not None and facts.get("pid") == self.process.pid and "url" in facts

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def stop(self, *, seconds: float = 15) -> None:
        if self.process is not None:
            processes.end_group(self.process, seconds=seconds)
            self.process = None

    def run(self, module: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """``python -m module`` with the environment of the instance."""
        return self._python("-m", module, *arguments)

    def run_code(self, code: str, *, seconds: float = 60) -> "subprocess.CompletedProcess[str]":
        """A few lines of Python with Django set up, with the environment of the instance."""
        return self._python("-c", f"import django; django.setup()\n{code}", seconds=seconds)

    def _python(self, *arguments: str, seconds: float = 60) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-P", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """A new folder for data that PostgreSQL's user may enter, which pytest's own is not where root tests."""
    with tempfile.TemporaryDirectory(prefix="folkmoot-test-", dir="/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextlib.contextmanager
def running_instance(var: Path, *options: str, start: bool = True, **environment: str) -> Iterator[Running]:
    """``bin/up`` on ``var`` and a free port, stopped at the end of the block; options as for bin/up.

    ``with temporary_folder() as folder, running_instance(folder / "var", "--no-demo") as site: get(site.url)``
    """
    told = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("FOLKMOOT_", "DATABASE_", "DJANGO_")) or key in KEPT
    }
    told |= {"FOLKMOOT_VAR": str(var), "PYTHONPATH": str(places.ROOT), **environment}
    told.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.site.settings")
    running = Running(var, free_port(), told)
    try:
        if start:
            running.start(*options)
        yield running
    finally:
        running.stop()
        running.log.unlink(missing_ok=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
