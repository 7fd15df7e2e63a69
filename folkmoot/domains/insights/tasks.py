"""What insights do by the clock: answers go out, owners are reminded, what is long late is escalated."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import actions
from .models import HeldAnswer

MOST_AT_ONCE = 500


@app.task(
    name="insights.let_answer_go", queue="default", retry=RetryStrategy(max_attempts=8, exponential_wait=2)
)
def let_answer_go(held_id: int) -> None:
    """One answer, at its moment. It may be undone or out since; then nothing happens."""
    held = HeldAnswer.objects.open().filter(pk=held_id).select_related("insight").first()
    if held is not None:
        actions.let_go(held)


@app.periodic(cron="*/2 * * * *")
@app.task(name="insights.let_due_answers_go", queue="default", queueing_lock="insights.let_due_answers_go")
def let_due_answers_go(timestamp: int) -> None:
    """Whatever was left behind: a job that was lost keeps no answer from going out."""
    for held in HeldAnswer.objects.due().select_related("insight")[:MOST_AT_ONCE]:
        actions.let_go(held)


@app.periodic(cron="11 * * * *")
@app.task(name="insights.run_the_clock", queue="default", queueing_lock="insights.run_the_clock")
def run_the_clock(timestamp: int) -> None:
    """Twice in a row tells nobody twice."""
    actions.remind()
    actions.escalate()
