"""What the stream does by the clock: deliver what happened, and keep partitions ready."""

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import actions
from .models import Activity
from .stream import listeners_of


@app.task(name="activity.deliver", queue="default", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def deliver(activity_id: int, listeners: list[str]) -> None:
    """Hand one activity to those who listen; the work of each and its receipt are committed together, so it acts once.

    One that fails keeps nobody else from hearing; it alone hears again, when the job is tried again.
    """
    activity = Activity.objects.get(pk=activity_id)
    failures = [failure for name in listeners if (failure := _hand_over(activity, name))]
    if failures:
        raise failures[0] if len(failures) == 1 else ExceptionGroup("Some listeners failed.", failures)


def _hand_over(activity: Activity, listener: str) -> Exception | None:
    try:
        with transaction.atomic():
            if actions.take_receipt(activity, listener=listener):
                listeners_of(activity.verb)[listener](activity)
    except Exception as failure:  # noqa: BLE001  (raised when all have heard)
        return failure
    return None


@app.periodic(cron="17 3 * * *")
@app.task(name="activity.make_partitions", queue="default", queueing_lock="activity.make_partitions")
def make_partitions(timestamp: int) -> None:
    """Three months ahead; the default partition catches the rest, should this ever fail to run."""
    with connection.cursor() as cursor:
        cursor.execute("select activity_make_partitions(3)")
