"""Editions: the words of a privacy notice, an imprint, terms, an accessibility statement, at one time."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.seals import fresh_salt


class Kind(models.TextChoices):
    PRIVACY = "privacy", _("Privacy notice")
    TERMS = "terms", _("Terms of use")
    IMPRINT = "imprint", _("Imprint")
    ACCESSIBILITY = "accessibility", _("Accessibility statement")


class EditionQuerySet(models.QuerySet["Edition"]):
    def of(self, kind: str, language: str) -> "EditionQuerySet":
        return self.filter(kind=kind, language=language)

    def newest_first(self) -> "EditionQuerySet":
        return self.order_by("-number")

    def best_for(self, kind: str, language: str) -> "Edition | None":
        """The newest in this language; where there is none, the newest in any."""
        is_theirs = models.Case(models.When(language=language, then=0), default=1)
        return self.filter(kind=kind).order_by(is_theirs, "-published_at", "-id").first()


class Edition(models.Model):
    """One version of one agreement in one language. Append-only: what was promised stays readable."""

    kind = models.CharField(max_length=20, choices=Kind)
    language = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    body = models.TextField()
    body_html = models.TextField()
    change = models.CharField(max_length=200, blank=True)  # what is new in it, in a sentence
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=clock.now)
    salt = models.CharField(max_length=32, default=fresh_salt)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "number"], name="an_edition_has_its_own_number"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="an_agreement_is_of_a_known_kind"),
            models.CheckConstraint(condition=~Q(body=""), name="an_edition_has_words"),
        ]
        indexes = [models.Index(F("kind"), F("language"), F("number").desc(), name="newest_editions")]

    def __str__(self) -> str:
        return str(Kind(self.kind).label)

    def get_absolute_url(self) -> str:
        return reverse("agreements:detail", args=[self.kind])

    @property
    def content(self) -> dict[str, str | int]:
        """What a seal of this edition speaks of."""
        return {"kind": self.kind, "language": self.language, "number": self.number, "body": self.body}
