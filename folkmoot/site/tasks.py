"""What the site does by the clock, and how its worker works."""

from procrastinate import App, JobContext
from procrastinate.contrib.django import app

CONCURRENCY = 2
HEARTBEAT = 5.0  # seconds
STALLED_AFTER = 30.0  # seconds without a heartbeat
HOURS_KEPT = 24
HOURS_FAILED_KEPT = 24 * 30


def ready(app: App) -> None:
    """Named in the settings: how a worker works, whoever starts it."""
    app.worker_defaults = {
        **app.worker_defaults,
        "concurrency": CONCURRENCY,
        "update_heartbeat_interval": HEARTBEAT,
        "stalled_worker_timeout": STALLED_AFTER,
    }


@app.periodic(cron="7 * * * *")
@app.task(
    name="site.remove_finished", queue="default", queueing_lock="site.remove_finished", pass_context=True
)
async def remove_finished(context: JobContext, timestamp: int) -> None:
    """Jobs that ended well leave after a day; failed ones stay a month for whoever looks for the reason."""
    jobs = context.app.job_manager
    await jobs.delete_old_jobs(nb_hours=HOURS_KEPT, include_cancelled=True, include_aborted=True)
    await jobs.delete_old_jobs(nb_hours=HOURS_FAILED_KEPT, include_failed=True)
