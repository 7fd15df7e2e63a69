"""What the machine suggests about what people gave, what people corrected, and the themes in it."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pgvector.django import HnswIndex, VectorField

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit.oversight import withheld
from folkmoot.kit.tags import url

DIMENSIONS = 384
#: The spaces that are always there; that of a larger model has its name (spaces.py).
ENGLISH, MANY = "en", "many"


class Sentiment(models.TextChoices):
    NEGATIVE = "negative", _("negative")
    NEUTRAL = "neutral", _("neutral")
    POSITIVE = "positive", _("positive")
    UNKNOWN = "unknown", _("unknown")


def not_english() -> Q:
    """What is in another language than English, or in none that can be told; a person's word counts first."""
    return ~Q(corrected_language__in=["", "en"]) | Q(corrected_language="") & ~Q(language="en")


class UnderstandingQuerySet(models.QuerySet["Understanding"]):
    def visible_to(self, person: Visitor) -> "UnderstandingQuerySet":
        return self.filter(community__in=Community.objects.visible_to(person))

    def of(self, subject: str) -> "UnderstandingQuerySet":
        return self.filter(subject=subject)

    def with_vector(self) -> "UnderstandingQuerySet":
        return self.filter(vector__isnull=False)

    def corrected(self) -> "UnderstandingQuerySet":
        return self.filter(corrected_at__isnull=False)


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
    #: In the space of many languages. The two spaces are never compared (docs/decisions/0014).
    vector_other = VectorField(dimensions=DIMENSIONS, null=True)
    vector_other_model = models.CharField(max_length=60, blank=True)
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
            HnswIndex(
                name="nearest_in_many_languages",
                fields=["vector_other"],
                m=16,
                ef_construction=64,
                opclasses=["vector_cosine_ops"],
            ),
            models.Index(fields=["community"], name="understood_in_a_community"),
            # What is near to an idea is the same until something else about ideas is understood.
            models.Index(
                fields=["-understood_at", "-id"],
                condition=Q(subject__startswith="ideas.idea/"),
                name="ideas_understood_last",
            ),
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
        """Found in the last run, or held by people; what was merged into another is a part of that."""
        return self.filter(retired_at=None, merged_into=None)

    def shown(self) -> "ThemeQuerySet":
        """Those that stand and that nobody put aside."""
        return self.standing().filter(aside_at=None)

    def real(self) -> "ThemeQuerySet":
        """Without the two groups that are none: what does not fit, and small talk."""
        return self.filter(is_rest=False, is_small_talk=False)

    def largest_first(self) -> "ThemeQuerySet":
        return self.order_by(F("is_rest").asc(), F("is_small_talk").asc(), "-size", "id")


class Theme(models.Model):
    """What many things in one community speak of. Found by a model; its name may be a person's."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="themes")
    words = models.JSONField(default=list)  # its own words, the most telling first
    name_given = models.CharField(max_length=120, blank=True)
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    is_rest = models.BooleanField(default=False)  # what fits no theme
    is_small_talk = models.BooleanField(default=False)  # thanks, greetings, "me too"
    space = models.CharField(max_length=20, default=ENGLISH)  # of whose vectors the centre is
    size = models.PositiveIntegerField(default=0)
    centroid = VectorField(null=True)  # as many numbers as the model of its space gives
    #: Counts of the last run, for its page: weeks, languages, people (evidence.py). Numbers and codes only.
    evidence = models.JSONField(default=dict)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged")
    merged_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    aside_at = models.DateTimeField(null=True)
    aside_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    split_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="splits")
    split_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
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
            ),
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(is_small_talk=True, retired_at=None),
                name="a_community_has_one_group_of_small_talk",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(merged_by__isnull=False), name="a_merge_is_somebodys"
            ),
        ]
        indexes = [models.Index(fields=["community", "-size"], name="themes_of_a_community")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return url("intelligence:theme", self.pk)

    @property
    def name(self) -> str:
        """A person's name for it wins; else its own words."""
        if self.is_rest:
            return str(_("Does not fit"))
        if self.is_small_talk:
            return str(_("Small talk"))
        return self.name_given or ", ".join(self.words[:3]) or str(_("Unnamed theme"))

    def voices(self, most: int = 500) -> list[tuple[str, str]]:
        """Its members as (ref, the words picked from each), the most telling first."""
        return list(self.members.shown().in_order().values_list("subject", "quote")[:most])


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

    def shown(self) -> "ThemeMemberQuerySet":
        """Without what moderation holds or hides: their quotes are words of it."""
        return self.exclude(withheld())

    def in_order(self) -> "ThemeMemberQuerySet":
        """The most telling first."""
        return self.order_by("rank", "id")


class ExtractQuerySet(models.QuerySet["Extract"]):
    def shown(self) -> "ExtractQuerySet":
        """Without what moderation holds or hides."""
        return self.exclude(withheld())


class ThemeMember(models.Model):
    """One thing belongs to one theme; put there by a person, it stays.

    ``theme`` is where it shows: where a person put it, else where it was found, or what that was merged into.
    """

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="members")
    subject = models.CharField(max_length=100, unique=True)
    quote = models.TextField(blank=True)
    rank = models.PositiveIntegerField(default=0)
    said_at = models.DateTimeField(null=True)
    found_in = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, related_name="+")
    moved_to = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, related_name="+")
    moved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ThemeMemberQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["theme", "rank"], name="members_of_a_theme")]

    def __str__(self) -> str:
        return f"{self.subject} in {self.theme_id}"


class Happening(models.TextChoices):
    BORN = "born", _("found")
    GREW = "grew", _("grew")
    SHRANK = "shrank", _("shrank")
    SPLIT = "split", _("split off")
    MERGED = "merged", _("merged")
    UNMERGED = "unmerged", _("taken apart again")
    NAMED = "named", _("named")
    ASIDE = "aside", _("put aside")
    TAKEN_UP = "taken_up", _("taken up again")
    RETIRED = "retired", _("not found any more")
    RETURNED = "returned", _("found again")


class ThemeEvent(models.Model):
    """One thing that happened to a theme, with its size then. Append-only; words are not kept here."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Happening)
    other = models.ForeignKey(Theme, on_delete=models.CASCADE, null=True, related_name="+")
    count = models.PositiveIntegerField(default=0)  # how many voices it concerns
    size = models.PositiveIntegerField(default=0)  # how many voices there are after it
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")  # None: a model
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["theme", "-id"], name="history_of_a_theme")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=Happening.values), name="what_happens_to_a_theme_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.theme_id}"


class Extract(models.Model):
    """One sentence of a summary, word for word as somebody wrote it, chosen by a model."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="extracts")
    subject = models.CharField(max_length=100)
    sentence = models.TextField()
    language = models.CharField(max_length=12, blank=True)
    rank = models.PositiveIntegerField(default=0)
    model = models.CharField(max_length=120)

    objects = ExtractQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["theme", "rank"], name="summary_of_a_theme"),
            models.Index(fields=["subject"], name="what_was_taken_from_a_thing"),
        ]

    def __str__(self) -> str:
        return f"a sentence of {self.subject}"


class Pause(models.Model):
    """In this community nothing more is read for now. What is understood stays; resuming goes on after it."""

    community = models.OneToOneField(Community, on_delete=models.CASCADE, related_name="pause")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"nothing is read in {self.community_id}"


class EncoderQuerySet(models.QuerySet["Encoder"]):
    def serving(self) -> "EncoderQuerySet":
        return self.filter(state=Encoder.State.SERVING)

    def under_way(self) -> "EncoderQuerySet":
        return self.filter(state__in=[Encoder.State.FILLING, Encoder.State.STOPPED])


class Encoder(models.Model):
    """A larger model that an administrator put in place. It serves as soon as every text has its vector."""

    class State(models.TextChoices):
        FILLING = "filling", _("Texts are read by it")
        STOPPED = "stopped", _("Stopped")
        SERVING = "serving", _("In use")
        RETIRED = "retired", _("Not in use any more")

    model = models.CharField(max_length=60, unique=True)  # "name version+digest"
    licence = models.CharField(max_length=120)
    languages = models.JSONField(default=list)  # ISO 639-1, or ["*"]
    dimensions = models.PositiveIntegerField()
    alike = models.FloatField()  # cosine from which two texts say the same, from the golden pairs
    answers = models.FloatField()  # cosine from which a text answers a search
    state = models.CharField(max_length=10, choices=State, default=State.FILLING)
    started_at = models.DateTimeField(default=timezone.now)
    serving_at = models.DateTimeField(null=True)

    objects = EncoderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="serving"), name="one_larger_model_serves"
            )
        ]

    def __str__(self) -> str:
        return self.model

    def reads(self, language: str) -> bool:
        return "*" in self.languages or language in self.languages


class LargerVector(models.Model):
    """The meaning of one thing by a larger model; of any number of dimensions."""

    understanding = models.ForeignKey(Understanding, on_delete=models.CASCADE, related_name="larger")
    encoder = models.ForeignKey(Encoder, on_delete=models.CASCADE, related_name="vectors")
    digest = models.CharField(max_length=64)  # of the text that was read
    vector = VectorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["understanding", "encoder"], name="a_thing_has_one_vector_by_each_model"
            )
        ]

    def __str__(self) -> str:
        return f"{self.understanding_id} by {self.encoder_id}"
