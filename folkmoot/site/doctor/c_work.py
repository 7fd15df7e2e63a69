"""The work: does somebody do it, does it come to its end, and what if all is lost?"""

import json
from datetime import UTC, datetime

from django.conf import settings

from folkmoot.site import queue
from folkmoot.site.backup.making import STAMP
from folkmoot.site.doctor.examining import Finding, check, fine, warning, wrong
from folkmoot.site.launch.lock import Lock

BACKUP_WITHIN = 7  # days


@check("worker", needs_database=True)
def worker() -> Finding:
    seconds = queue.seconds_since_heartbeat()
    if seconds is not None and seconds <= queue.HEARTBEAT_WITHIN:
        return fine(f"Its last heartbeat was {seconds:.0f} s ago.")
    says = "There was none yet." if seconds is None else f"Its last heartbeat was {seconds:.0f} s ago."
    if Lock().facts().get("purpose") != "bin/up":
        return warning(f"{says} Folkmoot is not started here.", "Run bin/up.")
    return wrong(says, "See log/worker.log; it is started again by itself, unless it ends each time.")


@check("oldest job", needs_database=True)
def oldest_job() -> Finding:
    seconds = queue.oldest_waiting()
    if seconds > settings.FOLKMOOT_OLDEST_JOB:
        return wrong(
            f"One waits for {seconds:.0f} s.", "Look at the worker; long imports keep others waiting."
        )
    return fine("None waits for long.")


@check("failed jobs", needs_database=True)
def failed_jobs() -> Finding:
    failed = [(count, task) for task, state, count in queue.by_task() if state == "failed"]
    if failed:
        count, task = max(failed)
        return warning(
            f"{sum(n for n, _ in failed)} failed in the last month, most of them {task} ({count}).",
            "The log says why, by kind and place: look for the task in log/worker.log.",
        )
    return fine("None failed in the last month.")


@check("backup")
def backup() -> Finding:
    remedy = "Run bin/folkmoot backup FILE, each night, and keep the files on another machine."
    try:
        made_at = datetime.fromisoformat(json.loads(STAMP.read_text())["made_at"])
    except (OSError, ValueError, KeyError):
        return warning("None was made yet.", remedy)
    days = (datetime.now(UTC) - made_at).days
    if days >= BACKUP_WITHIN:
        return warning(f"The last one was made {days} days ago.", remedy)
    return fine(f"The last one was made on {made_at:%Y-%m-%d}.")
