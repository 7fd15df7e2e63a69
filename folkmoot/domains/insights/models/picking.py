"""Highlights: words that somebody picked out of what was said, with short codes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from folkmoot.domains.communities.models import Community
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock
from folkmoot.kit.oversight import withheld

CODE_LENGTH = 40
MOST_CODES = 8


class HighlightQuerySet(models.QuerySet["Highlight"]):
    def visible_to(self, person: Visitor) -> "HighlightQuerySet":
        return self.filter(community__in=Community.objects.visible_to(person))

    def verified(self) -> "HighlightQuerySet":
        return self.filter(verified_at__isnull=False)

    def shown(self) -> "HighlightQuerySet":
        """Without what moderation holds or hides, and without words that are gone."""
        return self.exclude(withheld()).exclude(quote="")


class Highlight(models.Model):
    """A span of one version of a text: words ``start`` to ``end``, in letters of its plain text.

    Coded by one person, verified by another. It may stand as evidence under an insight.
    """

    subject = models.CharField(max_length=100)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="highlights")
    version = models.PositiveIntegerField(default=0)  # of the idea; a comment has none
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField(blank=True)  # empty once its author has taken their words along
    codes = ArrayField(models.CharField(max_length=CODE_LENGTH), default=list)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)
    insight = models.ForeignKey(
        "insights.Insight", on_delete=models.SET_NULL, null=True, related_name="highlights"
    )

    objects = HighlightQuerySet.as_manager()

    class Meta:
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="a_highlight_holds_some_words"),
            models.CheckConstraint(condition=~Q(codes=[]), name="a_highlight_has_a_code"),
            models.CheckConstraint(
                condition=Q(verified_by=None, verified_at=None)
                | Q(verified_by__isnull=False, verified_at__isnull=False) & ~Q(verified_by=F("by")),
                name="a_highlight_is_verified_by_another_person",
            ),
            models.UniqueConstraint(
                fields=["subject", "version", "start", "end", "by"], name="a_person_picks_a_span_once"
            ),
        ]
        indexes = [models.Index(fields=["subject", "start"], name="highlights_of_a_text")]

    def __str__(self) -> str:
        return f"{self.subject}, {self.start} to {self.end}"

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None
