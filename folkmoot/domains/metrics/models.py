"""What the worker has measured and drawn (both can be made again from the stream), and what people aim at."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from folkmoot.activity.models import Activity
from folkmoot.kit import clock

from .figures import Reason
from .scopes import Scope


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def outgrown(self, scope: Scope) -> "MeasurementQuerySet":
        """Those of a scope of which the stream knows more by now: something arrived that happened before their end."""
        since = Activity.objects.filter(
            id__gt=OuterRef("heard_until"), happened_at__lt=OuterRef("until"), context__in=scope.contexts
        )
        return self.filter(Exists(since), scope=scope.key)


class Measurement(models.Model):
    """One KPI of one scope, as known at the end of one day. ``value`` is None only with a reason.

    ``heard_until`` is the newest activity that was surely seen; ``until`` the moment at which the day ended.
    """

    kpi = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    scope = models.CharField(max_length=100)
    day = models.DateField()
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.PositiveIntegerField()
    k = models.PositiveIntegerField()
    reason = models.CharField(max_length=20, blank=True, choices=Reason)
    until = models.DateTimeField()
    heard_until = models.BigIntegerField()
    measured_at = models.DateTimeField(default=clock.now)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "kpi", "version", "day"], name="a_kpi_is_measured_once_for_a_day"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(reason=""), name="a_missing_number_has_a_reason"
            ),
            models.CheckConstraint(
                condition=(Q(low=None) | Q(value=None) | Q(low__lte=F("value")))
                & (Q(high=None) | Q(value=None) | Q(high__gte=F("value"))),
                name="an_interval_holds_its_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kpi} of {self.scope} on {self.day}"


class Chart(models.Model):
    """A drawing, by the digest of what it shows and how."""

    digest = models.CharField(max_length=64, unique=True)
    svg = models.TextField()
    drawn_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.digest[:12]


class TargetQuerySet(models.QuerySet["Target"]):
    def now(self, context: str) -> "TargetQuerySet":
        """The newest word on each KPI of a context; one without a value was given up."""
        newest = self.filter(context=context).order_by("kpi", "-set_at", "-id").distinct("kpi")
        return self.filter(pk__in=newest.values("pk"), value__isnull=False)


class Target(models.Model):
    """What a context aims at with one KPI, until a day. Append-only: the newest holds, without a value it is given up.

    ``context`` is a ref, empty for the whole house; ``set_by`` a ref.
    """

    context = models.CharField(max_length=100, blank=True)
    kpi = models.CharField(max_length=60)
    value = models.FloatField(null=True)
    by_day = models.DateField(null=True)
    set_by = models.CharField(max_length=100)
    set_at = models.DateTimeField(default=clock.now)

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0), name="a_target_is_not_below_zero"
            ),
            models.CheckConstraint(
                condition=Q(value=None, by_day=None) | Q(value__isnull=False, by_day__isnull=False),
                name="a_target_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["context", "kpi", "-set_at"], name="targets_of_a_context")]

    def __str__(self) -> str:
        return f"{self.kpi} of {self.context or 'the house'}: {self.value}"
