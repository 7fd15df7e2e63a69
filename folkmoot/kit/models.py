"""What the ground keeps: how often something was asked for of late, and answers to programs that may ask again."""

from django.db import models


class Allowance(models.Model):
    """How much of a limit is used up until a moment. The key is an HMAC: nobody can read from it who asked."""

    key = models.CharField(max_length=64, primary_key=True)
    used = models.IntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.used} until {self.ends_at:%H:%M:%S}"


class KeptAnswer(models.Model):
    """What a program was answered under a key of its own, for a day. The key is an HMAC of person and key."""

    key = models.CharField(max_length=64, primary_key=True)
    whose = models.CharField(
        max_length=64, db_index=True
    )  # an HMAC of the person, who may want to be forgotten
    digest = models.CharField(max_length=64)  # of the request: method, address and body
    status = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    content_type = models.CharField(max_length=100, blank=True)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__gte=200, status__lt=300), name="only_what_was_done_is_kept"
            )
        ]

    def __str__(self) -> str:
        return f"{self.status} until {self.ends_at:%H:%M:%S}"
