"""Processes: start one that ends with its parent, look at one, end one."""

import contextlib
import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PR_SET_PDEATHSIG = 1  # linux/prctl.h
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_with_parent(sign: int = signal.SIGTERM) -> Callable[[], None]:
    """A ``preexec_fn``: the kernel sends ``sign`` to the child when its parent dies, even by SIGKILL.

    Linux only; elsewhere the next start cleans up. Must run after a change of user, which would clear it:
    ``subprocess`` changes the user before it calls this.
    """
    parent = os.getpid()

    def ask_the_kernel() -> None:
        if _LIBC is not None:
            _LIBC.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
            if os.getppid() != parent:  # the parent died before we asked
                os._exit(1)

    return ask_the_kernel


def is_alive(pid: int) -> bool:
    """Whether the process runs or is a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False


def wait_until(is_true: Callable[[], bool], *, seconds: float, step: float = 0.02) -> bool:
    """Look again and again until it is true (True) or the time is over (False)."""
    deadline = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > deadline:
            return False
        time.sleep(step)
    return True


def working_in(folder: Path, *, programs: Path) -> Iterator[int]:
    """The processes whose working directory is ``folder`` and whose program lies below ``programs``."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            cwd, program = os.readlink(entry / "cwd"), os.readlink(entry / "exe")
        except OSError:
            continue  # it ended meanwhile, or is not ours to look at
        if cwd == str(folder) and Path(program.removesuffix(" (deleted)")).is_relative_to(programs):
            yield int(entry.name)


def holding_open(file: Path) -> Iterator[int]:
    """The other processes that hold this file open."""
    for entry in Path("/proc").glob("[0-9]*"):
        if entry.name == str(os.getpid()):
            continue
        try:
            if any(os.readlink(link) == str(file) for link in (entry / "fd").iterdir()):
                yield int(entry.name)
        except OSError:
            continue


def end_all(find: Callable[[], Iterator[int]], *, sign: int, seconds: float) -> None:
    """Send ``sign`` to all that ``find`` finds, wait, then end the rest."""
    for pid in find():
        _send(pid, sign)
    if not wait_until(lambda: not any(not is_zombie(pid) for pid in find()), seconds=seconds):
        for pid in find():
            _send(pid, signal.SIGKILL)
        wait_until(lambda: not any(not is_zombie(pid) for pid in find()), seconds=5)


def end_group(process: "subprocess.Popen[bytes]", *, seconds: float, sign: int = signal.SIGTERM) -> None:
    """Ask the leader to end; after ``seconds`` end it. What is left of its group is ended too."""
    if process.poll() is None:
        _send(process.pid, sign)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            _send(process.pid, signal.SIGKILL)
            process.wait()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _send(pid: int, sign: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, sign)


def end_with_granian() -> None:
    """Called in a worker process of granian: it ends when its server does, even by SIGKILL (Linux)."""
    server = multiprocessing.parent_process()
    if server is not None and _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        if os.getppid() != server.pid:
            os._exit(1)
