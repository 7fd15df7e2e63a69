"""What people do with their webhooks."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from folkmoot.activity.stream import record
from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.models import Person
from folkmoot.domains.webhooks import activities, hearing, keys, rules
from folkmoot.domains.webhooks.models import Dispatch, Outcome, State, Webhook
from folkmoot.kit import clock
from folkmoot.kit.answers import insist_on_the_newest
from folkmoot.kit.refs import ref

OLD_SECRET_KEPT = timedelta(hours=24)
MOST_REPLAYED = 1000
OVERTAKEN = _("This webhook was changed meanwhile. Look at it again.")


@transaction.atomic
def register(
    *,
    by: Person,
    name: str,
    address: str,
    community: Community | None = None,
    verbs: Sequence[str] = (),
    has_words: bool = False,
) -> tuple[Webhook, str]:
    """Tell this address what happens from now on. Returns the webhook and its secret, which nobody can show again."""
    hearing.let_nobody_record()
    rules.may_register(by, community).insist()
    rules.may_lead_to(address).insist()
    rules.may_hear(verbs).insist()
    secret = keys.fresh()
    webhook = Webhook.objects.create(
        owner=by,
        name=name,
        address=address,
        community=community,
        verbs=sorted(set(verbs)),
        has_words=has_words,
        secret=keys.seal(secret),
    )
    record(activities.REGISTERED, actor=by, object=webhook)
    return webhook, secret


@transaction.atomic
def change(
    webhook: Webhook,
    *,
    by: Person,
    name: str,
    address: str,
    verbs: Sequence[str],
    has_words: bool,
    after: int | None = None,
) -> Webhook:
    """All but its community, which decides who may have it, and its secret."""
    hearing.let_nobody_record()
    one = _locked(webhook)
    rules.may_change(by, one).insist()
    rules.may_lead_to(address).insist()
    rules.may_hear(verbs).insist()
    insist_on_the_newest(after, one.edit_number, because=OVERTAKEN)
    one.name, one.address, one.verbs, one.has_words = name, address, sorted(set(verbs)), has_words
    one.edit_number += 1
    one.save()
    record(activities.CHANGED, actor=by, object=one)
    return one


@transaction.atomic
def rotate(webhook: Webhook, *, by: Person) -> str:
    """A new secret; the one before signs beside it for a day. Returns the new one, which nobody can show again."""
    one = _locked(webhook)
    rules.may_rotate(by, one).insist()
    secret = keys.fresh()
    one.old_secret, one.old_until = one.secret, clock.now() + OLD_SECRET_KEPT
    one.secret = keys.seal(secret)
    one.save()
    record(activities.ROTATED, actor=by, object=one)
    return secret


@transaction.atomic
def pause(webhook: Webhook, *, by: Person) -> None:
    """What waits goes on waiting; what happens meanwhile is not told."""
    one = _locked(webhook)
    rules.may_pause(by, one).insist()
    one.state = State.PAUSED
    one.save()
    record(activities.PAUSED, actor=by, object=one)


@transaction.atomic
def resume(webhook: Webhook, *, by: Person) -> list[int]:
    """It works again, as if it had never failed. Returns the keys of the deliveries that waited."""
    hearing.let_nobody_record()
    one = _locked(webhook)
    rules.may_resume(by, one).insist()
    one.state, one.why = State.WORKING, ""
    one.failures, one.failing_since, one.rests_until, one.is_slow = 0, None, None, False
    one.save()
    record(activities.RESUMED, actor=by, object=one)
    waiting = one.deliveries.filter(outcome=Outcome.WAITING)
    waiting.update(next_at=clock.now())
    return list(waiting.values_list("pk", flat=True)[:MOST_REPLAYED])


@transaction.atomic
def remove(webhook: Webhook, *, by: Person) -> None:
    """With its secret and its log."""
    one = _locked(webhook)
    rules.may_remove(by, one).insist()
    pointer = ref(one)
    one.delete()
    record(activities.REMOVED, actor=by, object=pointer)


@transaction.atomic
def test(webhook: Webhook, *, by: Person) -> list[int]:
    """One event that is none: as all others, but about the webhook itself. Returns the key of its delivery."""
    one = _locked(webhook)
    rules.may_test(by, one).insist()
    activity = record(activities.TESTED, actor=by, object=one)
    made = one.deliveries.create(activity_id=activity.pk, verb=activity.verb, is_test=True)
    return [made.pk]


@transaction.atomic
def replay(
    webhook: Webhook, *, by: Person, delivery: Dispatch | None = None, since: datetime | None = None
) -> list[int]:
    """Send one again, or all that failed since a moment, the oldest first; with the same ids. Returns their keys."""
    one = _locked(webhook)
    rules.may_replay(by, one).insist()
    ended = one.deliveries.exclude(outcome=Outcome.WAITING)
    if delivery is not None:
        again = ended.filter(pk=delivery.pk)
    else:
        again = ended.filter(outcome=Outcome.FAILED)
        again = again.filter(made_at__gte=since) if since else again
    found = list(again.order_by("pk").values_list("pk", flat=True)[:MOST_REPLAYED])
    Dispatch.objects.filter(pk__in=found).update(
        outcome=Outcome.WAITING, tries=0, next_at=clock.now(), ended_at=None
    )
    record(activities.REPLAYED, actor=by, object=one, deliveries=len(found))
    return found


def _locked(webhook: Webhook) -> Webhook:
    return Webhook.objects.select_for_update(of=("self",)).select_related("community").get(pk=webhook.pk)
