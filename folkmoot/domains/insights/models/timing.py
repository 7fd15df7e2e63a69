"""The reply clock: days on which nobody works, and how long a community gives whoever must answer."""

from django.db import models
from django.db.models import Q

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.models import Person

DAYS_TO_ANSWER = 10  # working days
DAYS_TO_ESCALATION = 5  # working days past the day of the answer
DAYS_BEFORE_REMINDER = 2  # working days before it
OWN = "own"
WEEKEND = frozenset({5, 6})  # until somebody says otherwise
NO_WEEKDAY = 7  # stands for a week without a free day: somebody said so


class FreeDay(models.Model):
    """A day on which the organisation does not work: each of one weekday (0 is Monday), or one date."""

    weekday = models.PositiveSmallIntegerField(null=True)
    on = models.DateField(null=True)
    name = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=12, default=OWN)  # a country code (ISO 3166), or own

    class Meta:
        ordering = ["on", "weekday"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday=None, on__isnull=False) | Q(weekday__lte=NO_WEEKDAY, on=None),
                name="a_free_day_is_a_weekday_or_a_date",
            ),
            models.UniqueConstraint(fields=["on"], name="a_date_is_free_once"),
            models.UniqueConstraint(fields=["weekday"], name="a_weekday_is_free_once"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.on or self.weekday)


class ReplyTerms(models.Model):
    """How fast one community is answered, and who is told when it is not."""

    community = models.OneToOneField(Community, on_delete=models.CASCADE, related_name="reply_terms")
    days_to_answer = models.PositiveSmallIntegerField(default=DAYS_TO_ANSWER)
    days_to_escalation = models.PositiveSmallIntegerField(default=DAYS_TO_ESCALATION)
    escalates_to = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "reply terms"
        constraints = [
            models.CheckConstraint(
                condition=Q(days_to_answer__range=(1, 250)) & Q(days_to_escalation__range=(1, 250)),
                name="reply_terms_are_within_a_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.days_to_answer} working days"
