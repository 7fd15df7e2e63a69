"""What the machine suggests about what people gave, what people corrected, and the themes in it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pgvector.django import HnswIndex, VectorField

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.models import Person, Visitor

DIMENSIONS = 384


class Sentiment(models.TextChoices):
    NEGATIVE = "negative", _("negative")
    NEUTRAL = "neutral", _("neutral")
    POSITIVE = "positive", _("positive")
    UNKNOWN = "unknown", _("unknown")


class UnderstandingQuerySet(models.QuerySet["Understanding"]):
    def visible_to(self, person: Visitor) -> "UnderstandingQuerySet":
        return self.filter(community__in=Community.objects.visible_to(person))

    def of(self, subject: str) -> "UnderstandingQuerySet":
        return self.filter(subject=subject)

    def with_vector(self) -> "UnderstandingQuerySet":
        return self.filter(vector__isnull=False)


class Understanding(models.Model):
    """What models say of one thing, each with its version; and what a person said instead, which wins."""

    subject = models.CharField(max_length=100, unique=True)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="understandings")
    language = models.CharField(max_length=12)
    language_score = models.FloatField()
    language_model = models.CharField(max_length=60)
    sentiment = models.CharField(max_length=10, choices=Sentiment)
    sentiment_score = models.FloatField()
    sentiment_model = models.CharField(max_length=60)
    vector = VectorField(dimensions=DIMENSIONS, null=True)
    vector_model = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=0)  # of the thing that was read: a later one is read again
    digest = models.CharField(max_length=64)  # of the text that was read: the same text needs no model
    understood_at = models.DateTimeField(default=timezone.now)
    corrected_language = models.CharField(max_length=12, blank=True)
    corrected_sentiment = models.CharField(max_length=10, choices=Sentiment, blank=True)
    corrected_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    corrected_at = models.DateTimeField(null=True)

    objects = UnderstandingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sentiment__in=Sentiment.values), name="a_sentiment_is_known"),
            models.CheckConstraint(
                condition=Q(corrected_at=None) | Q(corrected_by__isnull=False),
                name="a_correction_is_somebodys",
            ),
        ]
        indexes = [
            HnswIndex(
                name="nearest_in_meaning",
                fields=["vector"],
                m=16,
                ef_construction=64,
                opclasses=["vector_cosine_ops"],
            ),
            models.Index(fields=["community"], name="understood_in_a_community"),
        ]

    def __str__(self) -> str:
        return f"what we understand of {self.subject}"

    @property
    def language_now(self) -> str:
        return self.corrected_language or self.language

    @property
    def sentiment_now(self) -> str:
        return self.corrected_sentiment or self.sentiment

    @property
    def is_corrected(self) -> bool:
        return self.corrected_at is not None


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, person: Visitor) -> "ThemeQuerySet":
        return self.filter(community__in=Community.objects.visible_to(person))

    def standing(self) -> "ThemeQuerySet":
        return self.filter(retired_at=None)

    def largest_first(self) -> "ThemeQuerySet":
        return self.order_by(F("is_rest").asc(), "-size", "id")


class Theme(models.Model):
    """What many things in one community speak of. Found by a model; its name may be a person's."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="themes")
    words = models.JSONField(default=list)  # its own words, the most telling first
    name_given = models.CharField(max_length=120, blank=True)
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    is_rest = models.BooleanField(default=False)  # what fits no theme
    size = models.PositiveIntegerField(default=0)
    centroid = VectorField(dimensions=DIMENSIONS, null=True)
    model = models.CharField(max_length=60)
    found_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(is_rest=True, retired_at=None),
                name="a_community_has_one_group_that_does_not_fit",
            )
        ]
        indexes = [models.Index(fields=["community", "-size"], name="themes_of_a_community")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("intelligence:theme", args=[self.pk])

    @property
    def name(self) -> str:
        """A person's name for it wins; else its own words."""
        if self.is_rest:
            return str(_("Does not fit"))
        return self.name_given or ", ".join(self.words[:3]) or str(_("Unnamed theme"))

    def voices(self, most: int = 500) -> list[tuple[str, str]]:
        """Its members as (ref, the words picked from each), the most telling first."""
        return list(self.members.in_order().values_list("subject", "quote")[:most])


class Grouping(models.Model):
    """How the themes of a community were found last. A few new things join the themes that are there; when
    ``fresh_size`` has grown by half, all is grouped afresh."""

    community = models.OneToOneField(Community, on_delete=models.CASCADE, related_name="grouping")
    model = models.CharField(max_length=120)
    fresh_size = models.PositiveIntegerField(default=0)  # how many things there were when grouped afresh
    found_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"the themes of {self.community_id}, found {self.found_at:%Y-%m-%d %H:%M}"


class ThemeMemberQuerySet(models.QuerySet["ThemeMember"]):
    def visible_to(self, person: Visitor) -> "ThemeMemberQuerySet":
        return self.filter(theme__community__in=Community.objects.visible_to(person))

    def in_order(self) -> "ThemeMemberQuerySet":
        """The most telling first."""
        return self.order_by("rank", "id")


class ThemeMember(models.Model):
    """One thing belongs to one theme; put there by a person, it stays."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="members")
    subject = models.CharField(max_length=100, unique=True)
    quote = models.TextField(blank=True)
    rank = models.PositiveIntegerField(default=0)
    moved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ThemeMemberQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["theme", "rank"], name="members_of_a_theme")]

    def __str__(self) -> str:
        return f"{self.subject} in {self.theme_id}"
