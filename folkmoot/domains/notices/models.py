"""Notices on the page, letters by mail, browsers that show them; and how each person wants to be told."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.audiences import Occasion

from .pacing import Hours, Pace

OCCASIONS = [
    (Occasion.DUTY, _("Something waits for me")),
    (Occasion.MODERATION, _("A moderator decided about something I gave")),
    (Occasion.ANSWER, _("Something I gave or support was answered")),
    (Occasion.TALK, _("Somebody spoke to me")),
    (Occasion.CHANGE, _("Something else happened to what I gave")),
    (Occasion.FOLLOWING, _("Something happened that I follow")),
]


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, person: Person) -> "NoticeQuerySet":
        return self.filter(person=person)

    def unseen(self) -> "NoticeQuerySet":
        return self.filter(seen_at=None)

    def due(self, now: datetime) -> "NoticeQuerySet":
        """Those of which a letter is to tell by now, and none does."""
        return self.filter(letter=None, mail_at__lte=now, person__email__isnull=False)

    def to_push(self, now: datetime) -> "NoticeQuerySet":
        """Those that are to be pushed by now; what was seen on the page meanwhile is not."""
        return self.filter(push_at__lte=now, seen_at=None)

    def newest_first(self) -> "NoticeQuerySet":
        return self.order_by("-made_at", "-id")


class Letter(models.Model):
    """One mail to one address. Kept when sent; where no mail server is named, kept for administrators to read."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="letters")
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    thread = models.CharField(max_length=100, blank=True)  # the ref of the one thing it tells of
    occasions = models.JSONField(default=list)  # why it was written: what one click ends
    written_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    is_kept = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(is_kept=False), name="a_letter_is_sent_or_kept"
            )
        ]
        indexes = [models.Index(F("written_at").desc(), name="newest_letters")]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"


class Notice(models.Model):
    """One person is told of one thing that happened: once, however often the telling runs."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    activity_id = models.BigIntegerField()
    verb = models.CharField(max_length=100)
    actor = models.CharField(max_length=100)
    object = models.CharField(max_length=100)
    target = models.CharField(max_length=100, blank=True)
    context = models.CharField(max_length=100, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True)
    occasion = models.CharField(max_length=12, choices=OCCASIONS, default=Occasion.CHANGE)
    pace = models.CharField(max_length=8, choices=Pace, default=Pace.AT_ONCE)
    mail_at = models.DateTimeField(null=True)  # when a letter tells of it; null: none does
    push_at = models.DateTimeField(null=True)  # when it is pushed; null: it is not, or it was
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "activity_id"], name="a_person_is_told_once")
        ]
        indexes = [
            models.Index(F("person"), F("made_at").desc(), name="notices_of_a_person"),
            models.Index(fields=["person"], condition=Q(seen_at=None), name="unseen_notices_of_a_person"),
            models.Index(
                fields=["mail_at"], condition=Q(letter=None, mail_at__isnull=False), name="notices_to_mail"
            ),
            models.Index(fields=["push_at"], condition=Q(push_at__isnull=False), name="notices_to_push"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} is told of #{self.activity_id}"


class Preference(models.Model):
    """How a person wants to be told of one occasion. Where there is none, what is usual holds (pacing.PACES)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    occasion = models.CharField(max_length=12, choices=OCCASIONS)
    pace = models.CharField(max_length=8, choices=Pace)
    is_pushed = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "occasion"], name="an_occasion_is_preferred_one_way")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.occasion} {self.pace}"


class Rhythm(models.Model):
    """When a person is written to: the hour and the weekday of what is told together, and their quiet hours."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+", primary_key=True)
    digest_hour = models.PositiveSmallIntegerField(default=Hours.digest_hour)
    digest_weekday = models.PositiveSmallIntegerField(default=Hours.digest_weekday)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest_hour__lt=24), name="a_day_has_24_hours"),
            models.CheckConstraint(condition=Q(digest_weekday__lt=7), name="a_week_has_7_days"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_begin_and_end",
            ),
        ]

    def __str__(self) -> str:
        return f"the hours of {self.person_id}"


class Device(models.Model):
    """A browser that a person let us push to: its address at its maker's push service, and its keys (RFC 8291)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="devices")
    endpoint = models.CharField(max_length=500, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(endpoint__startswith="https://"), name="a_push_service_is_reached_by_https"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Bounce(models.Model):
    """Mail that came back from an address, or that its server refused. Kept until somebody has put it right."""

    address = models.EmailField()
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="bounces")
    is_permanent = models.BooleanField()
    status = models.CharField(max_length=12, blank=True)  # RFC 3463, such as 5.1.1
    said = models.CharField(max_length=300, blank=True)
    came_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(Lower("address"), name="bounces_of_an_address")]
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=Q(letter__isnull=False), name="a_letter_comes_back_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.status}"
