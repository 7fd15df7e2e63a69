"""What the ground keeps: how often something was asked for of late."""

from django.db import models


class Allowance(models.Model):
    """How much of a limit is used up until a moment. The key is an HMAC: nobody can read from it who asked."""

    key = models.CharField(max_length=64, primary_key=True)
    used = models.IntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.used} until {self.ends_at:%H:%M:%S}"
