"""One table."""

from django.db import models


class Thing(models.Model):
    id = models.BigAutoField(primary_key=True)
    name = models.TextField()

    class Meta:
        app_label = "later"

    def __str__(self) -> str:
        return self.name
