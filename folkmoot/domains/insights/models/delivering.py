"""Delivery: what follows a yes, step by step; and what was measured afterwards."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock
from folkmoot.kit.seals import fresh_salt


class Stage(models.TextChoices):
    PLANNED = "planned", _("Planned")
    DOING = "doing", _("Under way")
    SHIPPED = "shipped", _("Delivered")
    STOPPED = "stopped", _("Stopped")


OVER = (Stage.SHIPPED, Stage.STOPPED)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, person: Visitor) -> "DeliveryQuerySet":
        return self.filter(insight__community__in=Community.objects.visible_to(person))

    def in_stage(self, *stages: Stage) -> "DeliveryQuerySet":
        return self.filter(stage__in=stages)

    def with_names(self) -> "DeliveryQuerySet":
        return self.select_related("insight__community", "owner")


class Delivery(models.Model):
    """What the organisation does because of an insight. Its stage and its day are those of the newest step."""

    insight = models.OneToOneField("insights.Insight", on_delete=models.CASCADE, related_name="delivery")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deliveries")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PLANNED)
    percent = models.PositiveSmallIntegerField(default=0)
    is_trial = models.BooleanField(default=False)
    promised_on = models.DateField(null=True)
    link = models.URLField(max_length=500, blank=True)
    began_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)  # when what came of it is measured

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="a_delivery_is_in_a_known_stage"
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="a_delivery_is_done_by_100_percent"),
            models.CheckConstraint(
                condition=Q(stage__in=OVER, ended_at__isnull=False) | ~Q(stage__in=OVER) & Q(ended_at=None),
                name="a_delivery_that_is_over_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"), name="a_delivery_links_by_https"
            ),
        ]
        indexes = [models.Index(fields=["stage", "ended_at"], name="deliveries_by_stage")]

    def __str__(self) -> str:
        return f"{self.stage}: {self.insight_id}"

    @property
    def is_over(self) -> bool:
        return self.stage in OVER

    @property
    def is_late(self) -> bool:
        """The promised day has passed, and nothing came of it yet."""
        return not self.is_over and self.promised_on is not None and self.promised_on < clock.today()


class DeliveryStep(models.Model):
    """One dated step of a delivery. Append-only: a promise that moved is seen to have moved."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(max_length=10, choices=Stage)
    percent = models.PositiveSmallIntegerField(default=0)
    note = models.TextField(blank=True)
    note_html = models.TextField(blank=True)
    promised_on = models.DateField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    salt = models.CharField(max_length=32, default=fresh_salt)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="a_step_leads_to_a_known_stage"),
            models.CheckConstraint(
                condition=~Q(stage=Stage.STOPPED) | ~Q(note=""), name="what_is_stopped_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.percent}%: {self.delivery_id}"


class Measurement(models.Model):
    """What came of a delivery, before and after, with the interval where it is known. Append-only."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="measurements")
    what = models.CharField(max_length=200)
    before = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    after = models.DecimalField(max_digits=16, decimal_places=4)
    low = models.DecimalField(max_digits=16, decimal_places=4, null=True)  # of ``after``, at 95%
    high = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    unit = models.CharField(max_length=40)
    source = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    measured_at = models.DateTimeField(default=clock.now)
    salt = models.CharField(max_length=32, default=fresh_salt)

    class Meta:
        ordering = ["-measured_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(unit="") & ~Q(source=""),
                name="a_measurement_says_what_in_what_unit_from_where",
            ),
            models.CheckConstraint(
                condition=Q(low=None, high=None) | Q(low__lte=F("after"), high__gte=F("after")),
                name="an_interval_holds_what_was_measured",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.after} {self.unit}"
