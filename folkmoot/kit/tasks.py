"""What the ground does by the clock: forget limits that have run out."""

from procrastinate.contrib.django import app

from . import limits


@app.periodic(cron="*/20 * * * *")
@app.task(name="kit.forget_limits", queue="default", queueing_lock="kit.forget_limits")
def forget_limits(timestamp: int) -> None:
    limits.forget()
