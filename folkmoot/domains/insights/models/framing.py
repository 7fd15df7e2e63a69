"""Opportunities: who needs what, and how much of it there is."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock


class OpportunityState(models.TextChoices):
    OPEN = "open", _("Open")
    TAKEN = "taken", _("Taken up")
    LEFT = "left", _("Left")


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    def visible_to(self, person: Visitor) -> "OpportunityQuerySet":
        return self.filter(community__in=Community.objects.visible_to(person))


class Opportunity(models.Model):
    """What one or several insights open up: whose need, and its size as a range with its source."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="opportunities")
    insights = models.ManyToManyField("insights.Insight", related_name="opportunities")
    who = models.CharField(max_length=200)
    need = models.CharField(max_length=300)
    size_low = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    size_high = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    unit = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="opportunities")
    state = models.CharField(max_length=10, choices=OpportunityState, default=OpportunityState.OPEN)
    because = models.TextField(blank=True)
    framed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    framed_at = models.DateTimeField(default=clock.now)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "opportunities"
        ordering = ["-framed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(who="") & ~Q(need=""), name="an_opportunity_says_who_needs_what"
            ),
            models.CheckConstraint(
                condition=Q(size_low=None, size_high=None)
                | Q(size_low__gte=0, size_high__gte=F("size_low")) & ~Q(unit="") & ~Q(source=""),
                name="a_size_is_a_range_with_its_unit_and_its_source",
            ),
            models.CheckConstraint(
                condition=Q(state=OpportunityState.OPEN) | ~Q(because=""),
                name="what_is_settled_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.need}"

    def get_absolute_url(self) -> str:
        return reverse("insights:opportunity", args=[self.pk])
