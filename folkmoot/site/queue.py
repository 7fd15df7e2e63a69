"""The queue, as an operator sees it: heartbeats, what waits, for how long, what failed."""

from typing import Any

from django.db import connection

from folkmoot.site.tasks import STALLED_AFTER

HEARTBEAT_WITHIN = STALLED_AFTER  # seconds

# Waiting is counted from when a job could have run. Among many, the oldest is one of those queued first.
_OLDEST = """
select extract(epoch from now() - min(since))::float8 from (
    select coalesce(
        scheduled_at,
        (select max(at) from procrastinate_events
            where job_id = jobs.id and type in ('deferred', 'deferred_for_retry', 'retried'))
    ) as since
    from procrastinate_jobs jobs
    where status = 'todo' and (scheduled_at is null or scheduled_at <= now())
    order by id limit 100
) as waiting
"""


def _one(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def seconds_since_heartbeat() -> float | None:
    """Since the last sign of any worker; None if there is none at all."""
    found = _one("select extract(epoch from now() - max(last_heartbeat))::float8 from procrastinate_workers")
    return None if found is None else max(0.0, found)


def oldest_waiting() -> float:
    """Seconds for which the oldest job waits that could run; 0 if none waits."""
    return max(0.0, _one(_OLDEST) or 0.0)


def by_task() -> list[tuple[str, str, int]]:
    """Task, state, how many jobs; those that ended well are kept for a day."""
    with connection.cursor() as cursor:
        cursor.execute("select task_name, status::text, count(*) from procrastinate_jobs group by 1, 2")
        return [(task, status, count) for task, status, count in cursor.fetchall()]


def failed() -> int:
    return int(_one("select count(*) from procrastinate_jobs where status = 'failed'"))
