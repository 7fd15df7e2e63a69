"""Jobs: queue work for the worker, in the transaction of the change that asks for it."""

from typing import Any

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task


def defer_once(task: Task[Any, Any, Any], *, lock: str = "", in_seconds: int = 0, **arguments: Any) -> bool:
    """Queue the task unless the same (its queueing lock) waits already. True if it was queued now."""
    options: dict[str, Any] = {"queueing_lock": lock or task.queueing_lock or task.name}
    # Looking first keeps the usual case out of PostgreSQL's log of errors; the unique index decides all the same.
    if ProcrastinateJob.objects.filter(queueing_lock=options["queueing_lock"], status="todo").exists():
        return False
    if in_seconds:
        options["schedule_in"] = {"seconds": in_seconds}
    try:
        # A savepoint: the refusal by the unique index must not spoil the transaction around it.
        with transaction.atomic():
            task.configure(**options).defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True
