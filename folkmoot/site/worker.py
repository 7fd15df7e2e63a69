"""The worker: ``python -m folkmoot.site.worker`` runs jobs until it is asked to stop."""

import asyncio
import datetime
import logging
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

import django

GRACE = 2.0  # seconds that a running job has to end when the worker is asked; see LAST_CALL of the supervisor
PUT_BACK_WITHIN = 0.5  # seconds
RESCUE_EVERY = 10.0  # seconds; with STALLED_AFTER the job of a killed worker runs again within 40
NICE = 10  # of the threads that run jobs, and of the one that fetches them
#: What the worker notes of its jobs need not be on the disk at once: what a crash forgets of it runs again. A job's own
#: work is waited for.
NOTES = "-c synchronous_commit=off"
MOST_ATTEMPTS = 30  # a job that ends its worker each time is given up

log = logging.getLogger("folkmoot.site.worker")  # whose own name is __main__ when it runs


async def work(app: Any) -> NoReturn:
    """Run jobs until SIGTERM or SIGINT (exit code 0) or until the database is gone (1)."""
    running: set[int] = set()

    async def note(run: Callable[[], Awaitable[Any]], context: Any, worker: Any) -> Any:
        running.add(context.job.id)
        try:
            return await noted(run, context.job)
        finally:
            running.discard(context.job.id)

    asked = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, asked.set)
    jobs = asyncio.ensure_future(
        app.run_worker_async(install_signal_handlers=False, worker_middleware=[note])
    )
    waiting = {jobs, asyncio.ensure_future(rescue_for_ever(app)), asyncio.ensure_future(asked.wait())}
    ended, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in ended:
        if not task.cancelled() and (error := task.exception()):
            log.error("The worker ends, for it lost its database: %s", error)
    for task in waiting:
        task.cancel()  # for procrastinate: fetch no more, and wait for what runs
    await asyncio.wait({jobs}, timeout=GRACE)
    if not jobs.done() and asked.is_set():
        # Without a database it would wait for one; then the jobs are rescued as those of a dead worker.
        await asyncio.wait({asyncio.ensure_future(put_back(app, running))}, timeout=PUT_BACK_WITHIN)
    # At once: asyncio would now cancel what still runs, and procrastinate would note it as aborted.
    leave(0 if asked.is_set() else 1)


def stand_back() -> None:
    """Pages come first: where all processors are busy, jobs go on in what is left. (On Linux it holds for this thread
    and those that it starts; the one that understands searches, for which a page waits, was started before.)"""
    os.setpriority(os.PRIO_PROCESS, 0, NICE)


async def noted(run: Callable[[], Awaitable[Any]], job: Any) -> Any:
    """Run it, and write one line when it ended: what it was called with stays out."""
    began, state = time.perf_counter(), "failed"
    try:
        result = await run()
        state = "succeeded"
        return result
    finally:
        ms = round((time.perf_counter() - began) * 1000, 1)
        facts = {"job": job.id, "task": job.task_name, "state": state, "attempt": job.attempts + 1, "ms": ms}
        log.info("%s %s", job.task_name, state, extra={"facts": facts})


async def rescue_for_ever(app: Any) -> None:
    # Beside the jobs and not one of them: two long jobs fill the worker, and a rescue would wait behind them.
    while True:
        await rescue(app)
        await asyncio.sleep(RESCUE_EVERY)


async def rescue(app: Any) -> int:
    """Queue the jobs of dead workers again, which procrastinate only detects; how many there were."""
    from procrastinate.jobs import Status  # noqa: PLC0415  (not before Django is set up)

    from folkmoot.site.tasks import STALLED_AFTER  # noqa: PLC0415

    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER))
    for job in stalled:
        if job.attempts >= MOST_ATTEMPTS:
            log.error("%s (job %s) was given up: %s attempts.", job.task_name, job.id, job.attempts)
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
        elif not await queue_again(app, job.id):
            await app.job_manager.finish_job(job, status=Status.ABORTED, delete_job=False)
    return len(stalled)


async def queue_again(app: Any, job_id: int) -> bool:
    """False if the same job (by its queueing lock) waits already, which will do the work of both."""
    from procrastinate.exceptions import UniqueViolation  # noqa: PLC0415

    try:
        await app.job_manager.retry_job_by_id_async(job_id, retry_at=datetime.datetime.now(datetime.UTC))
    except UniqueViolation:
        return False
    return True


async def put_back(app: Any, running: set[int]) -> None:
    """What must be cut off runs again, and at once."""
    for job_id in sorted(running):
        await queue_again(app, job_id)


async def with_connections(app: Any) -> None:
    from procrastinate import PsycopgConnector  # noqa: PLC0415  (not before Django is set up)
    from procrastinate.contrib.django.utils import connector_params  # noqa: PLC0415

    known = connector_params()
    options = f"{known.pop('options', '')} {NOTES}".strip()
    with app.replace_connector(PsycopgConnector(kwargs={**known, "options": options})):
        async with app.open_async():
            await work(app)


def leave(code: int) -> NoReturn:
    """End, and do not wait for the thread of a job that was put back."""
    logging.shutdown()
    sys.stderr.flush()
    os._exit(code)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.site.settings")
    django.setup()
    from procrastinate.contrib.django import app  # noqa: PLC0415

    from folkmoot.domains.intelligence.encoding import start_in_worker  # noqa: PLC0415
    from folkmoot.site.operations import logs  # noqa: PLC0415

    logs.serve()
    start_in_worker()  # web processes ask this one what words mean, and load no model
    stand_back()
    asyncio.run(with_connections(app))


if __name__ == "__main__":
    main()
