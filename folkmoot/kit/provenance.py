"""Provenance: where a thing was first given, if not here."""

from django.db import models


class Provenance(models.Model):
    """Kept for all that an import brings: the system, its key there, its page there."""

    source = models.CharField(max_length=40, blank=True)
    source_id = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def is_imported(self) -> bool:
        return bool(self.source)
