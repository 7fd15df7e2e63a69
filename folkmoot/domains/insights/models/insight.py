"""Insights and their evidence."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Community
from folkmoot.domains.discussions.models import Outcome
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock
from folkmoot.kit.oversight import withheld

from .deciding import Decision

if TYPE_CHECKING:
    from .delivering import Delivery


class State(models.TextChoices):
    MADE = "made", _("Waits for an owner")
    GIVEN = "given", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")


class InsightQuerySet(models.QuerySet["Insight"]):
    def visible_to(self, person: Visitor) -> "InsightQuerySet":
        return self.filter(community__in=Community.objects.visible_to(person))

    def waiting_for(self, person: Person) -> "InsightQuerySet":
        """What this person owes an answer to, those with an answer that is on its way included."""
        return self.filter(owner=person, state=State.GIVEN)

    def unheld(self) -> "InsightQuerySet":
        """Without those whose answer is written, and goes out in some minutes."""
        return self.exclude(held_answers__end="")

    def held_by(self, person: Person) -> "InsightQuerySet":
        """Those whose answer this person can still undo."""
        return self.filter(held_answers__end="", held_answers__by=person)

    def late(self, today: date) -> "InsightQuerySet":
        return self.filter(state=State.GIVEN, due_on__lt=today)

    def answered(self) -> "InsightQuerySet":
        return self.filter(state=State.ANSWERED)

    def due_first(self) -> "InsightQuerySet":
        return self.order_by(F("due_on").asc(nulls_last=True), "id")

    def with_names(self) -> "InsightQuerySet":
        return self.select_related("community", "owner")


class Insight(models.Model):
    """What many voices say, in one sentence, with its evidence: put before the person who must answer."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="insights")
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    contradicting = models.TextField(blank=True, default="", db_default="")  # what speaks against it
    origin = models.CharField(max_length=100, blank=True)  # a ref, such as the theme it was made from
    state = models.CharField(max_length=20, choices=State, default=State.MADE)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    decision = models.CharField(max_length=20, choices=Decision, blank=True, default="", db_default="")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="insights_to_answer")
    due_on = models.DateField(null=True)
    given_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    people_count = models.PositiveIntegerField(default=0)

    objects = InsightQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="an_insight_has_a_title"),
            models.CheckConstraint(
                condition=Q(state=State.MADE) | Q(owner__isnull=False, due_on__isnull=False),
                name="a_given_insight_has_an_owner_and_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ANSWERED, answered_at__isnull=False)
                | ~Q(state=State.ANSWERED) & Q(answered_at=None),
                name="an_answered_insight_has_its_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "state", "due_on"], name="insights_that_wait_for_me"),
            models.Index(fields=["community", "state", "due_on"], name="insights_of_a_community"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("insights:detail", args=[self.pk])

    @property
    def is_answered(self) -> bool:
        return self.state == State.ANSWERED

    @property
    def days_late(self) -> int:
        """How many days past its day an open insight is; an answered one was late or not on its own day."""
        if self.due_on is None:
            return 0
        until = timezone.localdate(self.answered_at) if self.answered_at else clock.today()
        return max(0, (until - self.due_on).days)

    @property
    def is_late(self) -> bool:
        return self.state == State.GIVEN and self.days_late > 0

    @property
    def what_follows(self) -> "Delivery | None":
        """The delivery of what was promised, if anything was."""
        return getattr(self, "delivery", None)

    @property
    def said(self) -> str:
        """The newest answer in a few words; empty while there is none."""
        return str(Decision(self.decision).label if self.decision else self.get_outcome_display())


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def shown(self) -> "EvidenceQuerySet":
        """Without what moderation holds or hides."""
        return self.exclude(withheld())


class Evidence(models.Model):
    """One voice that an insight rests on, with the words that were picked from it."""

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="evidence")
    subject = models.CharField(max_length=100)
    quote = models.TextField(blank=True)
    rank = models.PositiveIntegerField(default=0)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(fields=["insight", "subject"], name="a_voice_counts_once_in_an_insight")
        ]
        indexes = [models.Index(fields=["subject"], name="insights_of_a_voice")]

    def __str__(self) -> str:
        return f"{self.subject} for {self.insight_id}"
