"""The supervisor: one process that starts the database, prepares it, and keeps web server and worker up."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from folkmoot.site import places

from . import processes
from .address import Address
from .instance import Instance
from .logs import open_log
from .problems import Problem
from .watching import Sources

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds before a child that ended starts again
CALM = 60.0  # seconds after which a child counts as well
STEP = 0.1
GRACE = 3.5  # seconds for a child that is stopped alone
HEAD_START = 0.5  # seconds by which the web server is asked to end before the worker
LAST_CALL = 3.0  # seconds after which no child is left
ALL_WITHIN = 4.5  # seconds after which the database ends at once, too


class Stopped(Exception):
    """Somebody asked us to end while we were still starting."""


@dataclass
class Child:
    """A process that is to run as long as we do."""

    name: str
    command: list[str]
    log: Path | None = None
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    wait: float = FIRST_WAIT
    next_at: float = 0.0
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, lock: int) -> None:
        output: IO[bytes] | None = None
        if self.log:
            output = open_log(self.log)
        # A group of its own: Ctrl-C in the terminal reaches us alone, and we end them in order. But no session of its
        # own: Linux shares processors out among sessions first (sched(7), autogroup), and nobody would give way.
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=os.environ | self.environment,
            process_group=0,
            pass_fds=(lock,),
            preexec_fn=processes.end_with_parent(signal.SIGTERM),
        )
        if output:
            output.close()
        self.started_at = time.monotonic()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def ask_to_end(self) -> None:
        """Ask, and give it a head start."""
        if self.process is not None and not self.has_ended():
            self.process.terminate()
            processes.wait_until(self.has_ended, seconds=HEAD_START)

    def stop(self, seconds: float = GRACE) -> None:
        if self.process is not None:
            processes.end_group(self.process, seconds=seconds)
            self.process = None

    def note_end(self) -> None:
        """Clear away what is left of it; it starts again later each time, unless it ran well."""
        self.stop()
        if time.monotonic() - self.started_at > CALM:
            self.wait = FIRST_WAIT
        self.next_at = time.monotonic() + self.wait
        self.wait = min(self.wait * 2, LONGEST_WAIT)


class Supervisor:
    def __init__(self, instance: Instance, address: Address, *, is_dev: bool = False, in_files: bool = False):
        self.instance, self.address = instance, address
        self.is_running = self.is_stopping = False
        self.database_wait, self.database_at = FIRST_WAIT, 0.0
        self.sources = Sources() if is_dev else None
        python = [sys.executable, "-P", "-m"]
        logs = places.VAR / "log" if in_files else None
        environment = address.environment(is_dev=is_dev)
        self.children = [
            Child(
                "web server",
                [*python, "granian", *address.granian_options(), "folkmoot.site.asgi:application"],
                logs and logs / "web.log",
                environment=environment,
            ),
            Child(
                "worker",
                [*python, "folkmoot.site.worker"],
                logs and logs / "worker.log",
                environment=environment,
            ),
        ]
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._on_signal)

    def _on_signal(self, number: int, frame: Any) -> None:
        self.is_stopping = True
        if not self.is_running:
            raise Stopped

    def start(self) -> None:
        """All up, and the first page answered 200. Raises a Problem, or Stopped."""
        for child in self.children:
            child.start(self.instance.lock.descriptor)
        self.address.wait_for_first_page(is_alive=lambda: not self.children[0].has_ended())

    def run(self) -> None:
        """Watch until somebody asks us to end."""
        self.is_running = True
        while not self.is_stopping:
            self._look_after_database()
            for child in self.children:
                self._look_after(child)
            if self.sources and self.sources.have_changed():
                for child in self.children:
                    child.stop()
                    child.start(self.instance.lock.descriptor)
            time.sleep(STEP)

    def stop(self) -> None:
        """Web server, then worker; the instance stops its database after us."""
        self.is_running = self.is_stopping = True
        deadline = time.monotonic() + LAST_CALL
        for child in self.children:
            child.ask_to_end()
        for child in self.children:
            child.stop(max(0.0, deadline - time.monotonic()))
        self.instance.patience = max(0.5, deadline + ALL_WITHIN - LAST_CALL - time.monotonic())

    def _look_after(self, child: Child) -> None:
        if child.has_ended():
            self.instance.say(f"The {child.name} ended and is started again.")
            child.note_end()
        elif child.process is None and time.monotonic() >= child.next_at:
            child.start(self.instance.lock.descriptor)

    def _look_after_database(self) -> None:
        server = self.instance.server
        if server is None or not server.has_ended() or time.monotonic() < self.database_at:
            return
        self.instance.say("The database ended and is started again.")
        try:
            server.start(pass_fds=(self.instance.lock.descriptor,))
            self.database_wait = FIRST_WAIT
        except Problem as problem:
            self.instance.say(str(problem))
            self.database_at = time.monotonic() + self.database_wait
            self.database_wait = min(self.database_wait * 2, LONGEST_WAIT)
