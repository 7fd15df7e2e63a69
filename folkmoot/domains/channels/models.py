"""Imports: what was brought in from another system, by whom, how far it is, and what could not be taken."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.ideas.models import TITLE_LENGTH, Idea
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock


class State(models.TextChoices):
    PREVIEW = "preview", _("Preview")
    WAITING = "waiting", _("Waits")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    FAILED = "failed", _("Could not be read")
    STOPPED = "stopped", _("Stopped")
    UNDONE = "undone", _("Undone")


OVER = (State.DONE, State.FAILED, State.STOPPED, State.UNDONE)


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, person: Visitor) -> "ImportQuerySet":
        """Imports are seen by the managers of the community they go into."""
        return self.filter(community__in=Community.objects.with_role_of(person, Role.MANAGER))


class Import(models.Model):
    """One bringing in of files. ``position`` rows are safely in: after a crash it goes on from there.

    ``source`` is what its things are known by, ``plan`` how its tables are read (``plans.Plan``), ``digests`` the
    SHA-256 of its files.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="imports")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=40)
    files = models.JSONField(default=list)  # paths of the files to read
    names = models.JSONField(default=list)  # their names, as they were given
    digests = models.JSONField(default=list)
    source = models.CharField(max_length=40, blank=True, default="", db_default="")
    plan = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    rows = models.PositiveIntegerField(null=True)  # how many there are, where that was counted
    position = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    conflicted = models.PositiveIntegerField(default=0, db_default=0)
    problem = models.TextField(blank=True)
    started_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OVER) & Q(finished_at__isnull=False)
                | ~Q(state__in=OVER) & Q(finished_at=None),
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
    """A row that could not be taken: where it stands, why, and its cells as they were, to be mended."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rejected_rows")
    where = models.CharField(max_length=400)
    why = models.TextField()
    table = models.CharField(max_length=200, blank=True, default="", db_default="")
    cells = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


class Arrival(models.Model):
    """What one batch of an import made: keys of new ideas and comments, and what changed, so that it can be undone.

    ``changes`` are ``ideas.arrivals.Change`` as lists; ``before`` the words of comments before, by key.
    """

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="arrivals")
    ideas = ArrayField(models.BigIntegerField(), default=list)
    comments = ArrayField(models.BigIntegerField(), default=list)
    changes = models.JSONField(default=list)
    before = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{len(self.ideas)} ideas and {len(self.comments)} comments of {self.of_id}"


class Mapping(models.Model):
    """How a table with these headings was read in this community the last time: it is read so the next time."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=32)
    name = models.CharField(max_length=40)
    plan = models.JSONField()
    used_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "fingerprint"], name="headings_are_matched_one_way")
        ]

    def __str__(self) -> str:
        return f"{self.name} in {self.community_id}"


class Decision(models.TextChoices):
    OPEN = "open", _("Waits for a decision")
    TAKEN = "taken", _("Theirs was taken")
    KEPT = "kept", _("Ours was kept")


class Why(models.TextChoices):
    """Why the words here are not the source's alone any more."""

    EDITED = "edited", _("it was edited here since")
    ANSWERED = "answered", _("it was answered here")
    CLAIMED = "claimed", _("its author is here, and it is theirs")


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def open(self) -> "ConflictQuerySet":
        return self.filter(decision=Decision.OPEN)

    def visible_to(self, person: Visitor) -> "ConflictQuerySet":
        return self.filter(of__in=Import.objects.visible_to(person))


class Conflict(models.Model):
    """An idea that changed there and here. Nothing was overwritten: a manager takes theirs, or keeps ours."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="conflicts")
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH)
    body = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    why = models.CharField(max_length=10, choices=Why)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "idea"], name="an_idea_conflicts_once_in_an_import"),
            models.CheckConstraint(
                condition=Q(decision=Decision.OPEN, decided_by=None)
                | ~Q(decision=Decision.OPEN) & Q(decided_by__isnull=False),
                name="a_decided_conflict_was_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} in {self.of_id}"


class ClaimState(models.TextChoices):
    ASKED = "asked", _("Waits for a manager")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Not confirmed")


class ClaimQuerySet(models.QuerySet["Claim"]):
    def decidable_by(self, person: Visitor) -> "ClaimQuerySet":
        """Those about authors who came into communities that this person manages; never one's own."""
        managed = Import.objects.filter(community__in=Community.objects.with_role_of(person, Role.MANAGER))
        named = Q(author__source__in=managed.exclude(source="").values("source"))
        # Of imports of before, the source is the format.
        unnamed = Q(author__source__in=managed.filter(source="").values("format"))
        return self.filter(named | unnamed).exclude(person_id=person.pk or 0)

    def open(self) -> "ClaimQuerySet":
        return self.filter(state=ClaimState.ASKED)


class Claim(models.Model):
    """Somebody says that they are an author who came with an import; a manager who can tell decides."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="claims")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.ASKED)
    asked_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=500, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "author"],
                condition=Q(state=ClaimState.ASKED),
                name="an_author_is_asked_for_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=ClaimState.ASKED, decided_by=None)
                | ~Q(state=ClaimState.ASKED) & Q(decided_by__isnull=False),
                name="a_decided_claim_was_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=models.F("person")), name="nobody_confirms_their_own_claim"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} says they are {self.author_id}"
