"""Imports: what was brought in from another system, by whom, how far it is, and what could not be taken."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock


class State(models.TextChoices):
    PREVIEW = "preview", _("Preview")
    WAITING = "waiting", _("Waits")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    FAILED = "failed", _("Could not be read")


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, person: Visitor) -> "ImportQuerySet":
        """Imports are seen by the managers of the community they go into."""
        return self.filter(community__in=Community.objects.with_role_of(person, Role.MANAGER))


class Import(models.Model):
    """One bringing in of files. ``position`` rows are safely in: after a crash it goes on from there."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="imports")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=40)
    files = models.JSONField(default=list)  # paths of the files to read
    names = models.JSONField(default=list)  # their names, as they were given
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    rows = models.PositiveIntegerField(null=True)  # how many there are, where that was counted
    position = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    started_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[State.DONE, State.FAILED]) & Q(finished_at__isnull=False)
                | ~Q(state__in=[State.DONE, State.FAILED]) & Q(finished_at=None),
                name="an_import_that_ended_has_its_moment",
            )
        ]
        indexes = [models.Index(fields=["community", "-id"], name="imports_of_a_community")]

    def __str__(self) -> str:
        return f"{self.format} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("channels:detail", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.finished_at is not None

    @property
    def topic(self) -> str:
        """Where open pages hear how far it is."""
        return f"imports/{self.pk}"


class RejectedRow(models.Model):
    """A row that could not be taken: where it stands, and why."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rejected_rows")
    where = models.CharField(max_length=400)
    why = models.TextField()

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"
