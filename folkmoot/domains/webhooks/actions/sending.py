"""What the worker does: queue what happened, look whether it may go out, and note what came of it."""

from datetime import datetime, timedelta

from django.db import transaction

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import record
from folkmoot.domains.webhooks import activities, payloads, rules, schedule
from folkmoot.domains.webhooks.models import LOG_KEPT, Attempt, Dispatch, Outcome, State, Webhook, Why
from folkmoot.domains.webhooks.posting import GONE, Post, Result
from folkmoot.kit import clock

SLOW_FROM = 3000  # milliseconds


@transaction.atomic
def enqueue(activity: Activity) -> list[int]:
    """A delivery for each webhook that hears of this; the keys of those that are new."""
    hearing = Webhook.objects.that_hear(activity.verb, activity.context)
    made = [
        Dispatch(webhook_id=webhook, activity_id=activity.pk, verb=activity.verb)
        for webhook in hearing.values_list("pk", flat=True)
    ]
    if not made:
        return []
    Dispatch.objects.bulk_create(made, ignore_conflicts=True)
    waiting = Dispatch.objects.filter(activity_id=activity.pk, outcome=Outcome.WAITING)
    return list(waiting.values_list("pk", flat=True))


@transaction.atomic
def prepare(delivery_id: int) -> Post | None:
    """What is to be sent now; None if nothing is: it is over, it is not due, or nobody may be told of it."""
    found = Dispatch.objects.select_related("webhook__owner", "webhook__community").filter(pk=delivery_id)
    delivery = found.first()
    if delivery is None or delivery.outcome != Outcome.WAITING or delivery.next_at > clock.now():
        return None
    webhook = delivery.webhook
    if not webhook.is_working:
        return None
    if webhook.rests(clock.now()):
        Dispatch.objects.filter(pk=delivery.pk).update(next_at=webhook.rests_until)
        return None
    if not rules.may_tell_of(webhook.owner, webhook.community):
        disable(webhook, why=Why.NO_ROLE)
        return None
    body = payloads.body_of(delivery)
    if body is None:
        _end(delivery, Outcome.DROPPED)
        return None
    return Post(delivery, webhook, body)


@transaction.atomic
def note(post: Post, result: Result) -> Dispatch:
    """Write down what came of a try; returns the delivery as it stands, which waits for the next if there is one."""
    webhook = Webhook.objects.select_for_update().get(pk=post.webhook.pk)
    delivery = Dispatch.objects.select_for_update().get(pk=post.delivery.pk)
    Attempt.objects.create(
        delivery=delivery, status=result.status, ms=result.ms, error=result.error, answer=result.answer
    )
    delivery.tries += 1
    webhook.is_slow = result.ms >= SLOW_FROM
    if result.is_delivered:
        webhook.failures, webhook.failing_since, webhook.rests_until = 0, None, None
        _end(delivery, Outcome.DELIVERED)
    else:
        _failed(webhook, delivery, result)
    webhook.save()
    return delivery


def _failed(webhook: Webhook, delivery: Dispatch, result: Result) -> None:
    now = clock.now()
    webhook.failures += 1
    webhook.failing_since = webhook.failing_since or now
    asked = schedule.asked_to_wait(result.retry_after, now)
    if result.status is None or result.status in schedule.OVERLOADED:
        webhook.rests_until = now + max(schedule.rest_after(webhook.failures), asked)
    _wait_or_give_up(delivery, now, asked)
    if result.status == GONE:
        disable(webhook, why=Why.GONE)
    elif now - webhook.failing_since >= schedule.GIVEN_UP_AFTER:
        disable(webhook, why=Why.FAILING)


def _wait_or_give_up(delivery: Dispatch, now: datetime, asked: timedelta) -> None:
    delay = schedule.delay_after(delivery.tries)
    if delay is None:
        _end(delivery, Outcome.FAILED)
        return
    delivery.next_at = now + max(delay, asked)
    delivery.save()


def _end(delivery: Dispatch, outcome: Outcome) -> None:
    delivery.outcome, delivery.ended_at = outcome, clock.now()
    delivery.save()


@transaction.atomic
def disable(webhook: Webhook, *, why: Why) -> None:
    """Send nothing more to it; its owner is told. What waits goes on waiting, should they resume it."""
    webhook.state, webhook.why = State.DISABLED, why
    webhook.save()
    record(activities.DISABLED, actor="", object=webhook, why=str(why))


@transaction.atomic
def forget() -> int:
    """The log of more than thirty days goes; returns how many deliveries."""
    old = Dispatch.objects.filter(made_at__lt=clock.now() - LOG_KEPT)
    return old.delete()[1].get("webhooks.Dispatch", 0)
