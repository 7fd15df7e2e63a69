"""In the background: start an instance that stays when the terminal goes, and stop one."""

import json
import os
import signal
import subprocess
import sys

from folkmoot.site import places

from . import processes
from .lock import Lock
from .logs import open_log
from .problems import Problem

REPORT = "FOLKMOOT_REPORT_TO"  # the descriptor on which a start in the background tells how it went


def start(arguments: list[str]) -> int:
    """Start it, wait for its report, print that; the exit code."""
    log = places.VAR / "log" / "up.log"
    try:
        output = open_log(log)
    except OSError as error:
        raise Problem(
            f"The data directory {places.VAR} is not writable ({error.strerror}): "
            "make it writable, or name another one in FOLKMOOT_VAR."
        ) from error
    reading, writing = os.pipe()
    with output, open(reading) as report:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "folkmoot.site.launch", "up", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=os.environ | {REPORT: str(writing)},
            start_new_session=True,
            pass_fds=(writing,),
        )
        os.close(writing)
        told = json.loads(report.read() or "{}")
    if "address" in told:
        print(told["address"], flush=True)
        return 0
    process.wait()
    raise Problem(told.get("problem") or f"Folkmoot did not start; the reason is at the end of {log}.")


def is_awaited() -> bool:
    """Whether we were started in the background, so that output belongs in files."""
    return REPORT in os.environ


def report(**told: str) -> None:
    """Tell the process that waits for us, if one does."""
    if (descriptor := os.environ.pop(REPORT, "")) != "":
        with open(int(descriptor), "w") as pipe:
            json.dump(told, pipe)


def stop() -> int:
    """Stop what runs on this data directory; the exit code."""
    lock = Lock()
    if not lock.is_held():
        print(f"Nothing runs on {places.VAR}.")
        return 0
    facts = lock.facts()
    pid = int(facts.get("pid", 0))
    if facts.get("purpose") != "bin/up":
        raise Problem(
            f"{places.VAR} is held by {facts.get('purpose')} (process {pid}), which ends by itself."
        )
    if processes.is_alive(pid):
        os.kill(pid, signal.SIGTERM)
    if not processes.wait_until(lambda: not lock.is_held(), seconds=15):
        # Its children end with it; the next start recovers the database.
        os.kill(pid, signal.SIGKILL)
        processes.wait_until(lambda: not lock.is_held(), seconds=5)
    print("Stopped.")
    return 0
