"""What happened, written once; and the receipts of those who heard of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from folkmoot.kit import clock

from .vocabulary import VERBS, Verb

Sight = Callable[[Any], models.Q]
_sights: list[Sight] = []


def lets_see(sight: Sight) -> Sight:
    """Decorator: this function tells which activities a person may see, as a condition on activities."""
    _sights.append(sight)
    return sight


class ActivityQuerySet(models.QuerySet["Activity"]):
    def of(self, *verbs: Verb | str) -> "ActivityQuerySet":
        return self.filter(verb__in=[verb if isinstance(verb, str) else verb.name for verb in verbs])

    def about(self, pointer: str) -> "ActivityQuerySet":
        return self.filter(models.Q(object=pointer) | models.Q(target=pointer))

    def within(self, context: str) -> "ActivityQuerySet":
        return self.filter(context=context)

    def until(self, moment: datetime) -> "ActivityQuerySet":
        """What had happened before this moment, whenever it was recorded."""
        return self.filter(happened_at__lt=moment)

    def visible_to(self, person: Any) -> "ActivityQuerySet":
        """What this person may see: the rooms that own a context decide, nothing else is shown."""
        condition = models.Q(pk__in=[])
        for sight in _sights:
            condition |= sight(person)
        return self.filter(condition)

    def newest_first(self) -> "ActivityQuerySet":
        return self.order_by("-happened_at", "-id")

    def update(self, **changes: object) -> int:
        raise TypeError("The stream is append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("The stream is append-only.")


class Activity(models.Model):
    """One thing that happened, in the words of W3C ActivityStreams 2.0. Written once, never changed.

    It holds refs and small facts, never text that a person wrote: erasing a person or an idea leaves the stream
    whole. The table is partitioned by month of ``recorded_at``; ``happened_at`` may lie years before (imports).
    """

    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    happened_at = models.DateTimeField(default=clock.now)
    verb = models.CharField(max_length=100)
    actor = models.CharField(max_length=100)
    object = models.CharField(max_length=100)
    target = models.CharField(max_length=100, blank=True)
    context = models.CharField(max_length=100, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    is_imported = models.BooleanField(default=False)
    details = models.JSONField(default=dict)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        # The table itself is written in SQL: Django knows no partitions.
        managed = False
        db_table = "activity_activity"
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return f"#{self.pk} {self.verb} {self.object}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The stream is append-only.")
        super().save(*args, **kwargs)

    @property
    def sentence(self) -> str:
        return str(VERBS[self.verb].sentence)


class Receipt(models.Model):
    """This listener has heard this activity; written with the listener's own work, so it acts once."""

    activity_id = models.BigIntegerField()
    listener = models.CharField(max_length=200)
    heard_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity_id", "listener"], name="a_listener_hears_an_activity_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.listener} heard #{self.activity_id}"


class AuditEntry(models.Model):
    """What administrators may have to explain: who did what to an account, from which network. Never changed.

    Refs, short keys and numbers only, as in the stream; the address without its last part.
    """

    noted_at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    what = models.CharField(max_length=60, db_index=True)
    who = models.CharField(max_length=100, blank=True, db_index=True)
    about = models.CharField(max_length=100, blank=True)
    network = models.CharField(max_length=50, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.noted_at:%Y-%m-%d %H:%M} {self.what} {self.who}"
