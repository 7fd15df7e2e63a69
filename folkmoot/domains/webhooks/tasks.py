"""By the clock: one job for each delivery, one at a time for each endpoint; what was left over; the end of the log."""

from collections.abc import Iterable

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from folkmoot.kit import clock

from . import actions, posting
from .models import Dispatch, Webhook

#: All endpoints that answer slowly share one turn, so that together they keep one place of the worker at most.
SLOW = "webhooks.slow"
MOST_AT_ONCE = 50


@app.task(name="webhooks.send", queue="default")
def send(delivery_id: int, is_in_slow_turn: bool = False) -> None:
    """Post it, if it is still to go. A worker that dies in between leaves it waiting: it is posted again, by its id."""
    post = actions.prepare(delivery_id)
    if post is None:
        return
    if post.webhook.is_slow and not is_in_slow_turn:
        queue([delivery_id])
        return
    delivery = actions.note(post, posting.send(post))
    if delivery.ended_at is None:
        queue([delivery.pk])


def queue(deliveries: Iterable[int]) -> None:
    """A job for each of these that has none: at once, or when it is due."""
    found = Dispatch.objects.filter(pk__in=list(deliveries)).select_related("webhook").order_by("pk")
    names = {_name(one): one for one in found}
    queued = ProcrastinateJob.objects.filter(queueing_lock__in=list(names), status="todo")
    for name in set(queued.values_list("queueing_lock", flat=True)):
        del names[name]
    for name, one in names.items():
        _queue(one, name)


def _queue(one: Dispatch, name: str) -> None:
    is_slow = one.webhook.is_slow
    send.configure(
        lock=SLOW if is_slow else f"webhooks.webhook/{one.webhook_id}",
        queueing_lock=name,
        schedule_at=one.next_at if one.next_at > clock.now() else None,
    ).defer(delivery_id=one.pk, is_in_slow_turn=is_slow)


def _name(one: Dispatch) -> str:
    return f"webhooks.delivery/{one.pk}"


@app.periodic(cron="* * * * *")
@app.task(name="webhooks.send_what_is_due", queue="default", queueing_lock="webhooks.send_what_is_due")
def send_what_is_due(timestamp: int) -> None:
    """What waited for an endpoint to rest, and what a worker left that died before it queued it."""
    now = clock.now()
    for webhook in Webhook.objects.working().filter(deliveries__in=Dispatch.objects.due(now)).distinct():
        if not webhook.rests(now):
            due = webhook.deliveries.due(now).order_by("next_at", "pk")
            queue(due.values_list("pk", flat=True)[:MOST_AT_ONCE])


@app.periodic(cron="43 3 * * *")
@app.task(name="webhooks.forget", queue="default", queueing_lock="webhooks.forget")
def forget(timestamp: int) -> None:
    actions.forget()
