"""The stream: ``record`` writes what happened, ``listen`` hears of it after the commit."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
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
Choice = Callable[[Sequence[Activity]], Iterable[Activity]]
_listeners: dict[str, dict[str, Listener]] = defaultdict(dict)
_choices: dict[str, Choice] = {}


def listen(*verbs: str, choose: Choice | None = None) -> Callable[[Listener], Listener]:
    """Decorator: call this function, in the background and at least once, for each such activity.

    ``choose`` is asked in the transaction of the change which of these activities the listener wants at all. What it
    leaves out is never heard of, so it must lock whatever could change its mind until that transaction has ended.
    """

    def register(listener: Listener) -> Listener:
        name = f"{listener.__module__}.{listener.__qualname__}"
        for verb in verbs:
            _listeners[verb][name] = listener
        if choose is not None:
            _choices[name] = choose
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
    happening = Happening(
        verb,
        actor=ref(actor),
        object=ref(object),
        target=ref(target),
        context=ref(context),
        seal=seal,
        happened_at=happened_at,
        details=details,
    )
    return record_many([happening])[0]


@dataclass(frozen=True)
class Happening:
    """One activity of a bulk: the same words as ``record``. It happens now, unless a moment is named."""

    verb: Verb
    actor: str
    object: str
    happened_at: datetime | None = None
    target: str = ""
    context: str = ""
    seal: str = ""
    details: dict[str, Any] = field(default_factory=dict)


def record_many(happenings: Iterable[Happening]) -> list[Activity]:
    """Write down many things at once, in the transaction of the change, and queue those who listen."""
    from .tasks import deliver  # noqa: PLC0415  (tasks need the apps to be ready)

    activities = _write(happenings, is_imported=False)
    if jobs := list(_jobs_for(activities)):
        deliver.batch_defer(*jobs)
    return activities


def _jobs_for(activities: Sequence[Activity]) -> Iterator[dict[str, Any]]:
    """One for each activity, with all who listen for it and want it."""
    heard: dict[str, list[Activity]] = defaultdict(list)
    for activity in activities:
        for name in _listeners[activity.verb]:
            heard[name].append(activity)
    wanted = {
        name: {one.pk for one in choose(heard[name])} for name, choose in _choices.items() if name in heard
    }
    for activity in activities:
        named = [
            name for name in _listeners[activity.verb] if name not in wanted or activity.pk in wanted[name]
        ]
        if named:
            yield {"activity_id": activity.pk, "listeners": named}


def record_imported(happenings: Iterable[Happening]) -> int:
    """Write down what happened elsewhere, long ago: marked as imported, and nobody is called to hear it."""
    return len(_write(happenings, is_imported=True))


def _write(happenings: Iterable[Happening], *, is_imported: bool) -> list[Activity]:
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
            happened_at=one.happened_at or clock.now(),
            is_imported=is_imported,
            details=one.details,
        )
        for one in happenings
    ]
    return Activity.objects.bulk_create(rows, batch_size=1000)


def insist_on_a_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("Record an activity in the transaction of the change it tells of.")
