"""Comments of people, and official answers: two lanes under anything that can be talked about."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.people.models import Person, Visitor, all_but_name
from folkmoot.kit import clock
from folkmoot.kit.oversight import Moderation, Overseen, OverseenQuerySet, overseen
from folkmoot.kit.provenance import Provenance
from folkmoot.kit.seals import fresh_salt

OVERSIGHT = (Role.MODERATOR, Role.MANAGER)


class CommentQuerySet(OverseenQuerySet["Comment"]):
    def on(self, subject: str) -> "CommentQuerySet":
        return self.filter(subject=subject)

    def standing(self) -> "CommentQuerySet":
        """What was said, not taken back, and neither held nor hidden by moderation."""
        return self.filter(taken_back_at=None, moderation=Moderation.CLEAR)

    def that_can_be_answered(self) -> "CommentQuerySet":
        """What stands and is itself no answer: talk is two storeys high."""
        return self.standing().filter(parent=None)

    def not_taken_back(self) -> "CommentQuerySet":
        return self.filter(taken_back_at=None)

    def visible_to(self, person: Visitor) -> "CommentQuerySet":
        """What stands in communities that this person may see, all they said themselves, and what is held or
        hidden where they moderate."""
        seen = Q(
            community__in=Community.objects.visible_to(person),
            taken_back_at=None,
            moderation=Moderation.CLEAR,
        )
        if not isinstance(person, Person):
            return self.filter(seen)
        overseen_here = Q(
            community__in=Community.objects.with_role_of(person, *OVERSIGHT), taken_back_at=None
        )
        return self.filter(seen | overseen_here | Q(author=person))

    def by(self, person: Person) -> "CommentQuerySet":
        return self.filter(author=person)

    def with_names(self) -> "CommentQuerySet":
        return self.select_related("author").defer(*all_but_name("author"))

    def oldest_first(self) -> "CommentQuerySet":
        return self.order_by("said_at", "id")


class Comment(Overseen, Provenance):
    """What somebody says about a thing. Taken back, its words go and its place stays."""

    subject = models.CharField(max_length=100)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="comments")
    body = models.TextField()
    body_html = models.TextField(blank=True)
    said_at = models.DateTimeField(default=clock.now)
    taken_back_at = models.DateTimeField(null=True)
    salt = models.CharField(max_length=32, default=fresh_salt)

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(subject=""), name="a_comment_is_about_something"),
            models.CheckConstraint(
                condition=~Q(body="") | Q(taken_back_at__isnull=False), name="a_standing_comment_has_words"
            ),
            overseen("a_comment_is_clear_held_or_hidden"),
            models.UniqueConstraint(
                fields=["community", "source", "source_id"],
                condition=~Q(source=""),
                name="an_imported_comment_comes_once",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "said_at", "id"], name="comments_on_a_subject"),
            models.Index(F("author"), F("id").desc(), name="comments_of_an_author"),
            models.Index(
                fields=["moderation"],
                condition=~Q(moderation=Moderation.CLEAR),
                name="comments_held_or_hidden",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} on {self.subject}"

    def get_absolute_url(self) -> str:
        return f"/discussions/comments/{self.pk}/"


class Outcome(models.TextChoices):
    """What an official answer says; the same words everywhere."""

    ACCEPTED = "accepted", _("We will do it")
    DECLINED = "declined", _("We will not")
    CARRIED_OVER = "carried_over", _("Later")
    ALREADY_THERE = "already_there", _("Already there")
    DELIVERED = "delivered", _("Delivered")
    STATEMENT = "statement", _("Statement")


class OfficialAnswerQuerySet(models.QuerySet["OfficialAnswer"]):
    def on(self, subject: str) -> "OfficialAnswerQuerySet":
        return self.filter(subject=subject)

    def with_names(self) -> "OfficialAnswerQuerySet":
        return self.select_related("by")

    def newest_first(self) -> "OfficialAnswerQuerySet":
        return self.order_by("-answered_at", "-id")


class OfficialAnswer(models.Model):
    """A dated statement of the organisation on a thing. Append-only: a later one is put above, none is changed."""

    subject = models.CharField(max_length=100)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="official_answers")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="official_answers")
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.STATEMENT)
    reason = models.TextField()
    reason_html = models.TextField(blank=True)
    cause = models.CharField(max_length=100, blank=True)
    answered_at = models.DateTimeField(default=clock.now)
    salt = models.CharField(max_length=32, default=fresh_salt)

    objects = OfficialAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_official_answer_has_a_reason"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="an_outcome_is_known"),
        ]
        indexes = [models.Index(F("subject"), F("answered_at").desc(), name="official_answers_on_a_subject")]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.subject}"
