"""The embedded PostgreSQL: made, started, recovered, stopped; reached by its socket and its user only."""

import os
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from folkmoot.site import places

from . import processes
from .home import Home
from .logs import open_log
from .problems import Problem

SUPERUSER = "postgres"
MAP = "folkmoot"
# One machine serves a town: web threads, worker and commands stay well below this.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # Its words about a refused statement quote what people gave; the application notes that one failed.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# For tests only: a power cut may lose everything.
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


class EmbeddedServer:
    """One cluster in ``home.data`` with its socket in ``places.socket_folder()``."""

    def __init__(
        self,
        home: Home,
        *,
        say: Callable[[str], None] = print,
        settings: dict[str, str] | None = None,
        log: Path | None = None,
    ):
        self.home, self.say = home, say
        self.socket = places.socket_folder()
        self.settings = SETTINGS | (settings or {})
        self.log = log or places.VAR / "log" / "database.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, pass_fds: tuple[int, ...] = ()) -> None:
        """Make the cluster where there is none, clean up after a crash, start, and wait until it answers."""
        if not self.home.data.exists():
            self._make_cluster()
        self._clean_up()
        self._make_socket_folder()
        self._write_access()
        command = [str(self.home.programs / "postgres"), "-D", str(self.home.data)]
        for name, value in {**self.settings, "unix_socket_directories": str(self.socket)}.items():
            command += ["-c", f"{name}={value}"]
        with open_log(self.log) as log:
            # SIGINT is PostgreSQL's fast stop: sessions end, nothing committed is lost.
            self.process = subprocess.Popen(
                command,
                cwd=self.home.data,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment(),
                start_new_session=True,
                pass_fds=pass_fds,
                preexec_fn=processes.end_with_parent(signal.SIGINT),
                **self.home.run_as,
            )
        self._wait_until_ready()
        self._make_roles()

    def stop(self, *, seconds: float = 10) -> None:
        """In order, by a checkpoint; where that takes too long at once, and the next start recovers."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            processes.wait_until(self.has_ended, seconds=seconds)
            processes.end_group(self.process, seconds=1, sign=signal.SIGQUIT)
            self.process = None
            if self.socket.exists() and not any(self.socket.iterdir()):
                self.socket.rmdir()

    def connect(
        self, name: str = places.DATABASE_NAME, **options: Any
    ) -> psycopg.Connection[tuple[Any, ...]]:
        """A connection as the superuser, which only this launcher makes."""
        return psycopg.connect(host=str(self.socket), dbname=name, user=SUPERUSER, autocommit=True, **options)

    def _make_cluster(self) -> None:
        """By a temporary name and a rename: an interrupted first start leaves nothing half."""
        data, run_as = self.home.data, self.home.run_as
        for left in data.parent.glob(f"{data.name}.new-*"):
            shutil.rmtree(left)
        fresh = Path(tempfile.mkdtemp(prefix=f"{data.name}.new-", dir=data.parent))
        if run_as:
            os.chown(fresh, run_as["user"], run_as["group"])
        command = [str(self.home.programs / "initdb"), f"--pgdata={fresh}", f"--username={SUPERUSER}"]
        command += ["--locale=C", "--encoding=UTF8", "--auth=peer", "--data-checksums", "--no-instructions"]
        if "pginstall18" in str(self.home.programs):  # PostgreSQL 16 has no builtin provider
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if self.settings.get("fsync") == "off":
            command.append("--no-sync")
        made = subprocess.run(
            command,
            cwd=fresh,
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=processes.end_with_parent(signal.SIGKILL),
            **run_as,
        )
        if made.returncode != 0:
            shutil.rmtree(fresh, ignore_errors=True)
            reason = (made.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise Problem(f"The database could not be made in {data}: {reason}")
        fresh.rename(data)

    def _clean_up(self) -> None:
        """After a crash: wait for the old server, end its orphans, and free its name."""
        data, programs, pid_file = self.home.data, self.home.programs, self.home.pid_file
        if not pid_file.exists():
            return
        # Nobody else holds our lock, so whatever of ours still works in this folder has lost its supervisor.
        old = int((pid_file.read_text().split() or ["0"])[0])
        processes.wait_until(lambda: not processes.is_zombie(old), seconds=10)

        def find() -> Iterator[int]:
            return processes.working_in(data, programs=programs.parent)

        if any(find()):
            self.say("Ending what an earlier start left behind in the database.")
            processes.end_all(find, sign=signal.SIGINT, seconds=10)
        # Its number may belong to a stranger by now, and PostgreSQL would take that for a living server.
        pid_file.unlink(missing_ok=True)

    def _make_socket_folder(self) -> None:
        """Mode 0700 and the server's own: /tmp is everybody's, and a stranger may have been here first."""
        self.socket.mkdir(mode=0o700, exist_ok=True)
        found = self.socket.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), self.home.uid):
            raise Problem(f"{self.socket} is somebody else's: remove it and start again.")
        # Ours, so nobody can have put another in its place since: /tmp lets only owners rename.
        os.chown(self.socket, self.home.uid, -1)
        self.socket.chmod(0o700)

    def _write_access(self) -> None:
        """Who may be whom: the system's users of this home, and nobody else."""
        roles = (SUPERUSER, places.APPLICATION_ROLE, places.OWNER_ROLE)
        lines = [f'{MAP} "{person}" {role}' for person in self.home.people for role in roles]
        self._write("pg_ident.conf", "\n".join(lines))
        self._write("pg_hba.conf", f"local all all peer map={MAP}")

    def _write(self, name: str, text: str) -> None:
        file = self.home.data / name
        if file.read_text() != text + "\n":
            file.write_text(text + "\n")  # in place, so that owner and mode stay

    def _wait_until_ready(self) -> None:
        """As long as recovery takes; the last line of the server's pid file tells its state."""
        assert self.process is not None
        has_said = False
        while not self._is_ready():
            if self.process.poll() is not None:
                self.process = None
                raise Problem(f"The database did not start; the reason is at the end of {self.log}.")
            if (
                not processes.wait_until(lambda: self._is_ready() or self.has_ended(), seconds=5)
                and not has_said
            ):
                self.say("The database recovers what was written before the crash; this may take a while.")
                has_said = True

    def has_ended(self) -> bool:
        """Whether it ran and runs no more."""
        return self.process is None or self.process.poll() is not None

    def _is_ready(self) -> bool:
        try:
            lines = self.home.pid_file.read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) >= 8 and lines[7].strip() == "ready"

    def _make_roles(self) -> None:
        """The owner of the tables and the application: neither is a superuser, and only one owns anything."""
        owner, application = sql.Identifier(places.OWNER_ROLE), sql.Identifier(places.APPLICATION_ROLE)
        name = sql.Identifier(places.DATABASE_NAME)
        with self.connect("postgres") as server:
            if server.execute(
                "select 1 from pg_database where datname = %s", [places.DATABASE_NAME]
            ).fetchone():
                return
            for role, identifier in ((places.OWNER_ROLE, owner), (places.APPLICATION_ROLE, application)):
                if not server.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone():
                    server.execute(sql.SQL("create role {} login").format(identifier))
        # In the template, so that the databases of tests have it too.
        with self.connect("template1") as template:
            template.execute("create extension if not exists vector")
            for rights in (
                "select, insert, update, delete on tables",
                "usage, select on sequences",
                "execute on functions",
            ):
                template.execute(
                    sql.SQL("alter default privileges for role {} grant {} to {}").format(
                        owner, sql.SQL(rights), application
                    )
                )
        with self.connect("postgres") as server:
            server.execute(sql.SQL("create database {} owner {}").format(name, owner))


def _environment() -> dict[str, str]:
    """Nothing of the caller's locale or PostgreSQL settings reaches the server."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}
