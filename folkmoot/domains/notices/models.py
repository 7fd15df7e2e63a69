"""Notices on the page, and letters by mail."""

from django.db import models
from django.db.models import F, Q

from folkmoot.domains.people.models import Person
from folkmoot.kit import clock


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, person: Person) -> "NoticeQuerySet":
        return self.filter(person=person)

    def unseen(self) -> "NoticeQuerySet":
        return self.filter(seen_at=None)

    def not_mailed(self) -> "NoticeQuerySet":
        """Those whose person has an address and has not been written to about it."""
        return self.filter(letter=None, person__email__isnull=False)

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
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "activity_id"], name="a_person_is_told_once")
        ]
        indexes = [
            models.Index(F("person"), F("made_at").desc(), name="notices_of_a_person"),
            models.Index(fields=["person"], condition=Q(seen_at=None), name="unseen_notices_of_a_person"),
            models.Index(fields=["person"], condition=Q(letter=None), name="notices_not_mailed"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} is told of #{self.activity_id}"
