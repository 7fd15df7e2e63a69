"""Consents, exports of everything about somebody, and erasures."""

import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock
from folkmoot.kit.seals import fresh_salt

KEPT_FOR = timedelta(days=7)
WAITS_FOR = timedelta(days=7)


class ConsentQuerySet(models.QuerySet["Consent"]):
    def of(self, person: Person) -> "ConsentQuerySet":
        return self.filter(person=person)

    def newest(self) -> "ConsentQuerySet":
        """The current value: the last word of each person on each purpose."""
        later = Consent.objects.filter(
            person=OuterRef("person"), purpose=OuterRef("purpose"), id__gt=OuterRef("id")
        )
        return self.filter(~Exists(later))

    def refused(self, purpose: str) -> "ConsentQuerySet":
        """Those whose last word on this purpose is no."""
        return self.newest().filter(purpose=purpose, is_given=False)


class Consent(models.Model):
    """One word of one person about one purpose: given or withdrawn. Append-only; the newest counts."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # of the words that were shown
    is_given = models.BooleanField()
    channel = models.CharField(max_length=20, default="page")
    at = models.DateTimeField(default=clock.now)
    salt = models.CharField(max_length=32, default=fresh_salt)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(F("person"), F("purpose"), F("id").desc(), name="words_of_a_person_on_a_purpose")
        ]

    def __str__(self) -> str:
        return f"{self.purpose}, version {self.version}"

    @property
    def content(self) -> dict[str, str | int | bool]:
        """What the seal of this word speaks of."""
        return {
            "purpose": self.purpose,
            "version": self.version,
            "words": self.digest,
            "is_given": self.is_given,
            "at": self.at.isoformat(),
        }


class State(models.TextChoices):
    WAITING = "waiting", _("Waits")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("Could not be made")


UNDER_WAY = (State.WAITING, State.RUNNING)


def fresh_name() -> str:
    """A name of a file that nobody guesses."""
    return secrets.token_hex(16)


class ExportQuerySet(models.QuerySet["Export"]):
    def of(self, person: Visitor) -> "ExportQuerySet":
        """Mine. Nobody sees those of others, administrators neither."""
        return self.filter(person=person) if isinstance(person, Person) else self.none()

    def ready(self) -> "ExportQuerySet":
        return self.filter(state=State.DONE, expires_at__gt=clock.now())

    def under_way(self) -> "ExportQuerySet":
        return self.filter(state__in=UNDER_WAY)

    def over(self) -> "ExportQuerySet":
        """Those whose week is over, finished or not."""
        return self.filter(expires_at__lte=clock.now())


class Export(models.Model):
    """One file with everything about one person. ``position`` rooms are safely written: it goes on from there."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exports")
    name = models.CharField(max_length=32, unique=True, default=fresh_name)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    rooms = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    records = models.PositiveIntegerField(default=0)
    attempt = models.PositiveIntegerField(default=0)  # the newest worker on it: an older one lets it be
    size = models.PositiveBigIntegerField(null=True)  # bytes
    sha256 = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=UNDER_WAY), name="one_export_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DONE) | Q(size__isnull=False) & ~Q(sha256=""),
                name="a_finished_export_has_its_file",
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="exports_by_their_end")]

    def __str__(self) -> str:
        return f"export {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state not in UNDER_WAY

    @property
    def folder(self) -> Path:
        """Where its parts lie until it is one file."""
        return Path(settings.MEDIA_ROOT) / "exports" / self.name

    @property
    def file(self) -> Path:
        return self.folder.with_suffix(".zip")

    @property
    def topic(self) -> str:
        """Where open pages hear how far it is."""
        return f"exports/{self.pk}"


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def waiting(self) -> "ErasureQuerySet":
        return self.filter(state=Erasure.State.ASKED)

    def due(self) -> "ErasureQuerySet":
        return self.waiting().filter(due_at__lte=clock.now())

    def visible_to(self, person: Visitor) -> "ErasureQuerySet":
        """Mine, and for administrators all."""
        if not isinstance(person, Person):
            return self.none()
        return self if person.is_administrator else self.filter(person=person)


class Erasure(models.Model):
    """Somebody leaves. Until ``due_at`` they may take it back."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        TAKEN_BACK = "taken_back", _("Taken back")
        DONE = "done", _("Done")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="erasures")
    takes_texts = models.BooleanField()
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="asked"), name="a_person_leaves_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", ended_at=None) | ~Q(state="asked") & Q(ended_at__isnull=False),
                name="an_erasure_that_ended_has_its_moment",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="asked"), name="erasures_that_wait")]

    def __str__(self) -> str:
        return f"erasure {self.pk}"
