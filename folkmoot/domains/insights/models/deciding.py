"""Decisions: the answers to an insight, those on their way, drafts of them, and handing over the duty to answer."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.discussions.models import Outcome
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.seals import fresh_salt


class Decision(models.TextChoices):
    """What is decided about an insight. Each is told to the ideas behind as one of the outcomes they know."""

    ACCEPTED = "accepted", _("We will do it")
    TEST = "test", _("We try it first")
    CARRIED_OVER = "carried_over", _("Later")
    NEED_MORE = "need_more", _("We need to know more")
    DECLINED = "declined", _("We will not")
    ALREADY_THERE = "already_there", _("Already there")
    DELIVERED = "delivered", _("Delivered")
    STOPPED = "stopped", _("Stopped")


#: A trial promises nothing yet, and whoever needs to know more has not said no: their ideas stay open for support.
OUTCOMES = {
    Decision.ACCEPTED: Outcome.ACCEPTED,
    Decision.TEST: Outcome.CARRIED_OVER,
    Decision.CARRIED_OVER: Outcome.CARRIED_OVER,
    Decision.NEED_MORE: Outcome.CARRIED_OVER,
    Decision.DECLINED: Outcome.DECLINED,
    Decision.ALREADY_THERE: Outcome.ALREADY_THERE,
    Decision.DELIVERED: Outcome.DELIVERED,
    Decision.STOPPED: Outcome.DECLINED,
}
#: What an owner may choose. To stop is said of a delivery that had begun.
ANSWERS = tuple(decision for decision in Decision if decision != Decision.STOPPED)
#: After these something is to be delivered.
PROMISES = (Decision.ACCEPTED, Decision.TEST)


class Answer(models.Model):
    """One dated answer to an insight. Append-only: a second one stands above the first."""

    insight = models.ForeignKey("insights.Insight", on_delete=models.CASCADE, related_name="answers")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome)
    decision = models.CharField(max_length=20, choices=Decision, blank=True, default="", db_default="")
    reason = models.TextField()
    reason_html = models.TextField(blank=True)
    promised_on = models.DateField(null=True)
    answered_at = models.DateTimeField(default=clock.now)
    salt = models.CharField(max_length=32, default=fresh_salt)

    class Meta:
        ordering = ["-answered_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_answer_to_an_insight_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.insight_id}"

    @property
    def said(self) -> str:
        """The decision in a few words."""
        return str(Decision(self.decision).label if self.decision else self.get_outcome_display())


class HeldAnswerQuerySet(models.QuerySet["HeldAnswer"]):
    def open(self) -> "HeldAnswerQuerySet":
        """Those that are neither out nor undone."""
        return self.filter(end="")

    def due(self) -> "HeldAnswerQuerySet":
        """Those whose moment has come."""
        return self.open().filter(goes_out_at__lte=clock.now())


class HeldAnswer(models.Model):
    """An answer that goes out in some minutes. Until then its writer alone knows of it, and can undo it."""

    class End(models.TextChoices):
        OUT = "out", _("Went out")
        UNDONE = "undone", _("Undone")
        REFUSED = "refused", _("Could not go out")

    insight = models.ForeignKey("insights.Insight", on_delete=models.CASCADE, related_name="held_answers")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=20, choices=Decision)
    reason = models.TextField(blank=True)
    promised_on = models.DateField(null=True)
    written_at = models.DateTimeField(default=clock.now)
    goes_out_at = models.DateTimeField()
    end = models.CharField(max_length=10, choices=End, blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=300, blank=True)

    objects = HeldAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["goes_out_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["insight"], condition=Q(end=""), name="one_answer_to_an_insight_is_on_its_way"
            ),
            models.CheckConstraint(
                condition=Q(end="", ended_at=None) | ~Q(end="") & Q(ended_at__isnull=False),
                name="a_held_answer_ends_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(end="") | ~Q(reason=""), name="an_answer_on_its_way_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["goes_out_at"], condition=Q(end=""), name="answers_on_their_way"),
        ]

    def __str__(self) -> str:
        return f"{self.decision} for {self.insight_id}, at {self.goes_out_at:%H:%M}"


class AnswerDraft(models.Model):
    """An answer that somebody is writing, to one insight or to several picked together. Its writer's own affair."""

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="answer_drafts")
    insights = ArrayField(models.BigIntegerField())  # keys, the lowest first
    is_together = models.BooleanField(default=False)  # one answer to those that are picked
    decision = models.CharField(max_length=20, choices=Decision, blank=True)
    reason = models.TextField(blank=True)
    promised_on = models.DateField(null=True)
    edited_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-edited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "insights"],
                condition=Q(is_together=False),
                name="an_insight_has_one_draft_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(is_together=True),
                name="a_person_has_one_draft_for_those_picked",
            ),
            models.CheckConstraint(condition=~Q(insights=[]), name="a_draft_answers_something"),
        ]

    def __str__(self) -> str:
        return f"a draft for {self.insights}"

    @property
    def edit_number(self) -> int:
        """Grows with every edit: the microseconds of the newest. A form that shows an older one was overtaken."""
        return int(self.edited_at.timestamp() * 1_000_000)


class Handover(models.Model):
    """Somebody gave on the duty to answer, and said why. Append-only; the day of the answer stays."""

    insight = models.ForeignKey("insights.Insight", on_delete=models.CASCADE, related_name="handovers")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_handover_has_a_reason"),
            models.CheckConstraint(condition=~Q(by=F("to")), name="nobody_hands_over_to_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.insight_id} to {self.to_id}"
