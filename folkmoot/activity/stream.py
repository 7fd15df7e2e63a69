"""The stream: ``record`` writes what happened, ``listen`` hears of it after the commit."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.utils import timezone

from folkmoot.kit import clock
from folkmoot.kit.refs import ref

from .models import Activity
from .vocabulary import VERBS, Verb

Listener = Callable[[Activity], None]
_listeners: dict[str, dict[str, Listener]] = defaultdict(dict)


def listen(*verbs: str) -> Callable[[Listener], Listener]:
    """Decorator: call this function, in the background and at least once, for each such activity."""

    def register(listener: Listener) -> Listener:
        for verb in verbs:
            _listeners[verb][f"{listener.__module__}.{listener.__qualname__}"] = listener
        return listener

    return register


def listeners_of(verb: str) -> dict[str, Listener]:
    """Who listens for this verb, by the listener's full name."""
    return _listeners[verb]


def heard_verbs() -> set[str]:
    """All verbs that somebody listens for."""
    return {verb for verb, listeners in _listeners.items() if listeners}


def record(
    verb: Verb,
    *,
    actor: models.Model | str,
    object: models.Model | str,
    target: models.Model | str = "",
    context: models.Model | str = "",
    seal: str = "",
    happened_at: datetime | None = None,
    **details: str | int | float | bool | None,
) -> Activity:
    """Write down what happened, in the same transaction as the change itself, and queue those who listen.

    Raises RuntimeError outside a transaction.
    """
    insist_on_a_transaction()
    now = timezone.now()
    activity = Activity.objects.create(
        verb=verb.name,
        actor=ref(actor),
        object=ref(object),
        target=ref(target),
        context=ref(context),
        seal=seal,
        recorded_at=now,
        happened_at=happened_at or clock.now(),
        details=details,
    )
    for listener in _listeners[verb.name]:
        from .tasks import deliver  # noqa: PLC0415  (tasks need the apps to be ready)

        deliver.defer(activity_id=activity.pk, listener=listener)
    return activity


@dataclass(frozen=True)
class Happening:
    """One activity of a bulk: the same words as ``record``, with the moment at which it happened."""

    verb: Verb
    actor: str
    object: str
    happened_at: datetime
    target: str = ""
    context: str = ""
    seal: str = ""
    details: dict[str, Any] = field(default_factory=dict)


def record_imported(happenings: Iterable[Happening]) -> int:
    """Write down what happened elsewhere, long ago: marked as imported, and nobody is called to hear it."""
    insist_on_a_transaction()
    now = timezone.now()
    rows = [
        Activity(
            verb=VERBS[one.verb.name].name,
            actor=one.actor,
            object=one.object,
            target=one.target,
            context=one.context,
            seal=one.seal,
            recorded_at=now,
            happened_at=one.happened_at,
            is_imported=True,
            details=one.details,
        )
        for one in happenings
    ]
    Activity.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


def insist_on_a_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("Record an activity in the transaction of the change it tells of.")
