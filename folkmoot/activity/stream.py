"""The stream: ``record`` writes what happened, ``listen`` hears of it after the commit."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
_BATCH = 1000
_SAID = ("verb", "actor", "object", "target", "context", "seal", "details")


@dataclass(frozen=True)
class Condition:
    """What must be true for a listener to hear, as an expression of SQL with its parameters."""

    sql: str
    parameters: list[Any]


Choice = Callable[[Sequence[Activity]], Condition]
_listeners: dict[str, dict[str, Listener]] = defaultdict(dict)
_choices: dict[str, Choice] = {}


def listen(*verbs: str, when: Choice | None = None) -> Callable[[Listener], Listener]:
    """Decorator: call this function, in the background and at least once, for each such activity.

    ``when`` is given the activities of a bulk and says on which condition the listener hears of them at all; the
    statement that writes them looks. What is left out is never heard of, so the condition must lock whatever could
    make it otherwise until the transaction has ended.
    """

    def register(listener: Listener) -> Listener:
        name = f"{listener.__module__}.{listener.__qualname__}"
        for verb in verbs:
            _listeners[verb][name] = listener
        if when is not None:
            _choices[name] = when
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
    return _write(happenings, is_imported=False)


def record_imported(happenings: Iterable[Happening]) -> int:
    """Write down what happened elsewhere, long ago: marked as imported, and nobody is called to hear it."""
    return len(_write(happenings, is_imported=True))


def _write(happenings: Iterable[Happening], *, is_imported: bool) -> list[Activity]:
    insist_on_a_transaction()
    now = timezone.now()
    activities = [_activity(one, recorded_at=now, is_imported=is_imported) for one in happenings]
    keys = [
        key
        for start in range(0, len(activities), _BATCH)
        for key in _keys_of(activities[start : start + _BATCH])
    ]
    for activity, key in zip(activities, keys, strict=True):
        activity.pk, activity._state.adding = key, False
    return activities


def _activity(one: Happening, *, recorded_at: datetime, is_imported: bool) -> Activity:
    return Activity(
        verb=VERBS[one.verb.name].name,
        actor=one.actor,
        object=one.object,
        target=one.target,
        context=one.context,
        seal=one.seal,
        recorded_at=recorded_at,
        happened_at=one.happened_at or clock.now(),
        is_imported=is_imported,
        details=one.details,
    )


def _keys_of(activities: Sequence[Activity]) -> list[int]:
    """Written by one statement of the database, with a job for each that somebody listens for."""
    from .tasks import deliver  # noqa: PLC0415  (tasks need the apps to be ready)

    first = activities[0]
    listeners: Mapping[str, Iterable[str]] = {} if first.is_imported else _listeners
    rows = [_row(one, listeners.get(one.verb, ())) for one in activities]
    unwanted = [] if first.is_imported else list(_unwanted(activities))
    cases = ", ".join(sql for sql, _parameters in unwanted)
    parameters = [one for _sql, given in unwanted for one in given]
    with connection.cursor() as cursor:
        cursor.execute(
            f"select activity_record(%s, %s, %s, %s, array[{cases}]::text[])",
            [json.dumps(rows), first.is_imported, first.recorded_at, deliver.queue, *parameters],
        )
        (keys,) = cursor.fetchone()
    return list(keys)


def _row(activity: Activity, listeners: Iterable[str]) -> dict[str, Any]:
    """What differs from one activity of a bulk to the next, as ``activity_record`` reads it."""
    said = {name: getattr(activity, name) for name in _SAID}
    return {**said, "happened_at": activity.happened_at.isoformat(), "listeners": list(listeners)}


def _unwanted(activities: Sequence[Activity]) -> Iterator[tuple[str, list[Any]]]:
    """The name of each listener whose condition is not met, else nothing, in SQL."""
    for name, choice in _choices.items():
        if heard := [one for one in activities if name in _listeners[one.verb]]:
            condition = choice(heard)
            yield f"case when not {condition.sql} then %s end", [*condition.parameters, name]


def insist_on_a_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("Record an activity in the transaction of the change it tells of.")
