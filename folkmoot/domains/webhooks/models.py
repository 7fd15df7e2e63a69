"""Webhooks, what they are to deliver, and each attempt at it."""

import secrets
from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock
from folkmoot.kit.http import Trouble

LOG_KEPT = timedelta(days=30)


class State(models.TextChoices):
    WORKING = "working", _("working")
    PAUSED = "paused", _("paused")
    DISABLED = "disabled", _("disabled")


class Why(models.TextChoices):
    """Why the house disabled it."""

    GONE = "gone", _("Its address answered that it is gone for good (410).")
    FAILING = "failing", _("Nothing reached its address for five days.")
    NO_ROLE = "no_role", _("Whoever registered it has not the role for it any more.")


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def visible_to(self, person: Visitor) -> "WebhookQuerySet":
        """One's own; administrators see all, for they answer for what leaves the house."""
        if not isinstance(person, Person):
            return self.none()
        return self if person.is_administrator else self.filter(owner=person)

    def working(self) -> "WebhookQuerySet":
        return self.filter(state=State.WORKING)

    def that_hear(self, verb: str, context: str) -> "WebhookQuerySet":
        """Those that want to hear of this, there; whether they may is asked when it is delivered."""
        kind, _slash, pk = context.partition("/")
        place = Q(community=None)
        if kind == "communities.community":
            place |= Q(community=int(pk))
        return self.working().filter(Q(verbs=[]) | Q(verbs__contains=[verb])).filter(place)

    def with_tests(self) -> "WebhookQuerySet":
        """Each knows whether a test of it is under way."""
        return self.annotate(
            has_test=Exists(Dispatch.objects.tests_under_way().filter(webhook=OuterRef("pk")))
        )

    def newest_first(self) -> "WebhookQuerySet":
        return self.order_by("-made_at", "-pk")


class Webhook(models.Model):
    """An address of another system, told what happens as far as its owner may see it. Without verbs: of all."""

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="webhooks")
    name = models.CharField(max_length=80)
    address = models.URLField(max_length=500)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, null=True, related_name="+")
    verbs = ArrayField(models.CharField(max_length=100), default=list)
    has_words = models.BooleanField(default=False)  # names and sentences beside the refs
    secret = models.TextField()  # sealed (keys.py), as is the old one
    old_secret = models.TextField(blank=True)
    old_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WORKING)
    why = models.CharField(max_length=10, choices=Why, blank=True)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    edit_number = models.PositiveIntegerField(default=1)
    failures = models.PositiveIntegerField(default=0)  # running
    failing_since = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)
    is_slow = models.BooleanField(default=False)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_webhook_has_a_name"),
            models.CheckConstraint(
                condition=Q(address__startswith="https://") | Q(address__startswith="http://"),
                name="a_webhook_leads_to_the_web",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DISABLED, why__in=Why.values)
                | (~Q(state=State.DISABLED) & Q(why="", state__in=State.values)),
                name="a_webhook_is_disabled_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(old_secret="", old_until=None) | (~Q(old_secret="") & Q(old_until__isnull=False)),
                name="an_old_secret_has_an_end",
            ),
        ]
        indexes = [models.Index(fields=["owner", "-made_at"], name="webhooks_of_a_person")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("webhooks:detail", args=[self.pk])

    @property
    def is_working(self) -> bool:
        return self.state == State.WORKING

    @property
    def is_under_test(self) -> bool:
        """Whether a test is under way; those that were read ``with_tests`` know it already."""
        known: bool | None = self.__dict__.get("has_test")
        return self.deliveries.tests_under_way().exists() if known is None else known

    def rests(self, now: datetime) -> bool:
        return self.rests_until is not None and self.rests_until > now


class Outcome(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("failed")
    DROPPED = "dropped", _("not sent")


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    def due(self, now: datetime) -> "DispatchQuerySet":
        return self.filter(outcome=Outcome.WAITING, next_at__lte=now)

    def tests_under_way(self) -> "DispatchQuerySet":
        return self.filter(is_test=True, outcome=Outcome.WAITING)

    def newest_first(self) -> "DispatchQuerySet":
        return self.order_by("-made_at", "-pk")


def fresh_message() -> str:
    """The id of a message: it stays through all tries, and holds no full stop (a part of what is signed)."""
    return "msg_" + secrets.token_hex(16)


class Dispatch(models.Model):
    """The delivery of one thing that happened, by one webhook; named apart from the deliveries of insights.

    Kept for thirty days. Dropped: its owner may not see what it tells of, or not any more.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    message = models.CharField(max_length=40, unique=True, default=fresh_message)
    activity_id = models.BigIntegerField()
    verb = models.CharField(max_length=100)
    is_test = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)  # since it was made, or replayed
    made_at = models.DateTimeField(default=clock.now)
    next_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "activity_id"], name="a_webhook_delivers_an_activity_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.WAITING, ended_at=None)
                | (~Q(outcome=Outcome.WAITING) & Q(outcome__in=Outcome.values, ended_at__isnull=False)),
                name="a_delivery_waits_or_has_ended",
            ),
        ]
        indexes = [
            models.Index(F("webhook"), F("made_at").desc(), name="deliveries_of_a_webhook"),
            models.Index(
                fields=["webhook", "next_at"], condition=Q(outcome="waiting"), name="deliveries_that_wait"
            ),
            models.Index(fields=["made_at"], name="deliveries_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} to {self.webhook_id}"


SECRET_UNREADABLE = "secret"
#: Why nothing was answered, by the word that is kept: what kit.http says, and what is this room's own affair.
TROUBLES: dict[str, str | Promise] = {
    **{trouble.value: trouble.label for trouble in Trouble},
    SECRET_UNREADABLE: _(
        "Its secret cannot be read any more: the secret key of this place has changed. Rotate it."
    ),
}


class Attempt(models.Model):
    """One try: what was answered, or why nothing was. Never changed, and gone with its delivery."""

    delivery = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField(default=clock.now)
    status = models.PositiveSmallIntegerField(null=True)  # null: no answer
    ms = models.PositiveIntegerField()
    error = models.CharField(max_length=300, blank=True)  # of TROUBLES; in older rows an English sentence
    answer = models.CharField(max_length=1024, blank=True)  # the beginning of its body, as text

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__isnull=False) | ~Q(error=""), name="no_answer_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.status or self.error} after {self.ms} ms"

    @property
    def trouble(self) -> str:
        """Why nothing was answered, in the language of whoever reads."""
        return str(TROUBLES.get(self.error, self.error))
