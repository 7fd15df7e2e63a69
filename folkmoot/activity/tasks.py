"""What the stream does by the clock: deliver what happened, and keep partitions ready."""

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import actions
from .models import Activity
from .stream import listeners_of


@app.task(name="activity.deliver", queue="default", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def deliver(activity_id: int, listener: str) -> None:
    """Hand one activity to one listener; its work and its receipt are committed together, so it acts once."""
    activity = Activity.objects.get(pk=activity_id)
    with transaction.atomic():
        if actions.take_receipt(activity, listener=listener):
            listeners_of(activity.verb)[listener](activity)


@app.periodic(cron="17 3 * * *")
@app.task(name="activity.make_partitions", queue="default", queueing_lock="activity.make_partitions")
def make_partitions(timestamp: int) -> None:
    """Three months ahead; the default partition catches the rest, should this ever fail to run."""
    with connection.cursor() as cursor:
        cursor.execute("select activity_make_partitions(3)")
