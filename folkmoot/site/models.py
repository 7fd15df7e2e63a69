"""What the front door itself holds: how this place looks and speaks, and who put the list of first steps away."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from folkmoot.domains.people.models import Person
from folkmoot.kit import clock


class BrandQuerySet(models.QuerySet["Brand"]):
    def newest_first(self) -> "BrandQuerySet":
        return self.order_by("-number")


class Brand(models.Model):
    """One version of name, words, colour and logo of this place. Append-only: going back is one more."""

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=60)
    tagline = models.CharField(max_length=120, blank=True)
    welcome = models.CharField(max_length=400, blank=True)
    call = models.CharField(max_length=40, blank=True)  # what the main button says
    ideas = models.CharField(
        max_length=30, blank=True
    )  # what ideas are called here, as the name of their place
    colour = models.CharField(max_length=7, blank=True)  # such as #007481; empty: ours
    logo = models.CharField(max_length=64, blank=True)  # the digest of a picture that kit.uploads keeps
    back_to = models.PositiveIntegerField(null=True)  # the number of the version whose words these are
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    objects = BrandQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_brand_has_a_name"),
            models.CheckConstraint(
                condition=Q(colour__regex=r"^(#[0-9a-f]{6})?$"), name="a_brand_has_one_colour_or_ours"
            ),
            models.CheckConstraint(
                condition=Q(logo__regex=r"^([0-9a-f]{64})?$"), name="a_logo_is_named_by_its_digest"
            ),
        ]

    def __str__(self) -> str:
        return _("Version %(n)s") % {"n": self.number}


class PutAway(models.Model):
    """This person does not want to see the list of first steps on the front page."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+", primary_key=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.person_id} put the first steps away"
