"""What the ground does by the clock: forget limits that have run out, and answers that were kept for a day."""

from procrastinate.contrib.django import app

from . import limits, repeats


@app.periodic(cron="*/20 * * * *")
@app.task(name="kit.forget_limits", queue="default", queueing_lock="kit.forget_limits")
def forget_limits(timestamp: int) -> None:
    limits.forget()


@app.periodic(cron="11 * * * *")
@app.task(name="kit.forget_answers", queue="default", queueing_lock="kit.forget_answers")
def forget_answers(timestamp: int) -> None:
    repeats.forget()
