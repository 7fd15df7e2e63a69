"""The lock on a data directory: one supervisor or one command at a time; its children inherit it."""

import fcntl
import json
import os
import signal
import time
from pathlib import Path
from typing import Any

from folkmoot.site import places

from . import processes
from .problems import Problem


class Lock:
    """``var/lock``, held by flock. The kernel frees it when the last holder ends, however that ends."""

    def __init__(self, file: Path | None = None):
        self.file = file or places.VAR / "lock"
        self.descriptor = -1

    def take(self, *, purpose: str, seconds: float = 0, patience: float = 10) -> bool:
        """Whether we hold it now, after waiting for ``seconds`` at most.

        A holder whose recorded process is dead has lost its supervisor: it is given ``patience`` seconds to end
        by itself, and is ended then.
        """
        if self.descriptor < 0:
            self.descriptor = self._open()
        deadline, has_cleaned = time.monotonic() + seconds, False
        while not self._try():
            if self._is_orphaned() and not has_cleaned:
                processes.wait_until(self._try, seconds=patience)
                processes.end_all(lambda: processes.holding_open(self.file), sign=signal.SIGTERM, seconds=5)
                has_cleaned = True
            elif time.monotonic() > deadline:
                self._close()
                return False
            else:
                time.sleep(0.1)
        self._write({"pid": os.getpid(), "purpose": purpose})
        return True

    def note(self, **facts: Any) -> None:
        """Write down more, for others to read, than who holds the lock and what for."""
        self._write({**self.facts(), **facts})

    def _write(self, facts: dict[str, Any]) -> None:
        text = json.dumps(facts).encode() + b"\n"
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, text, 0)

    def facts(self) -> dict[str, Any]:
        """What the holder wrote down; of an earlier holder, if nobody holds it."""
        try:
            facts = json.loads(self.file.read_text())
        except (OSError, ValueError):
            return {}
        return facts if isinstance(facts, dict) else {}

    def is_held(self) -> bool:
        """Whether anybody holds it."""
        if self.descriptor >= 0:
            return True
        try:
            self.descriptor = os.open(self.file, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            return not self._try()
        finally:
            self._close()

    def release(self) -> None:
        if self.descriptor >= 0:
            os.ftruncate(self.descriptor, 0)
            self._close()

    def _open(self) -> int:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            return os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise Problem(
                f"The data directory {self.file.parent} is not writable ({error.strerror}): "
                "make it writable, or name another one in FOLKMOOT_VAR."
            ) from error

    def _try(self) -> bool:
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _is_orphaned(self) -> bool:
        pid = int(self.facts().get("pid") or 0)
        return pid > 0 and (not processes.is_alive(pid) or processes.is_zombie(pid))

    def _close(self) -> None:
        os.close(self.descriptor)
        self.descriptor = -1
