"""Flags, suggestions, decisions and appeals; and the case that gathers them for one thing."""

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Block, Community, Role
from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit import clock
from folkmoot.kit.oversight import Reason
from folkmoot.kit.seals import fresh_salt

OVERSIGHT = (Role.MODERATOR, Role.MANAGER)
APPEAL_ANSWERED_IN = timedelta(days=7)
PERSON = "people.person"


class Done(models.TextChoices):
    """What a moderator decides; the word is that of the log."""

    LET_PASS = "let_pass", _("passed")
    HIDE = "hide", _("hidden")
    RESTORE = "restore", _("restored")
    LOCK = "lock", _("locked")
    UNLOCK = "unlock", _("unlocked")
    BLOCK = "block", _("person blocked")
    UNBLOCK = "unblock", _("person unblocked")


BURDENS = {Done.HIDE: Done.RESTORE, Done.LOCK: Done.UNLOCK, Done.BLOCK: Done.UNBLOCK}


class SignKind(models.TextChoices):
    SPAM = "spam", _("spam")
    TOXICITY = "toxicity", _("an attack")


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        return self.filter(is_open=True)

    def overseen_by(self, person: Visitor) -> "CaseQuerySet":
        """Those in communities that this person moderates or manages; an administrator sees all."""
        return self.filter(community__in=Community.objects.with_role_of(person, *OVERSIGHT))

    def urgent_first(self) -> "CaseQuerySet":
        """What is most suspected first, then what most people flagged, then what waits, the oldest first."""
        return self.order_by("-score", "-flag_count", "-is_held", "opened_at", "id")


class Case(models.Model):
    """All that speaks for looking at one thing. Open until a moderator decides; a later flag opens it again."""

    subject = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=60)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="cases")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    is_open = models.BooleanField(default=False)
    is_held = models.BooleanField(default=False)
    flag_count = models.PositiveIntegerField(default=0)
    score = models.FloatField(default=0)
    opened_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=1), name="a_case_has_a_score_of_0_to_1"
            ),
        ]
        indexes = [
            models.Index(
                F("community"),
                F("score").desc(),
                F("flag_count").desc(),
                condition=Q(is_open=True),
                name="cases_that_wait",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {'open' if self.is_open else 'settled'}"


class FlagQuerySet(models.QuerySet["Flag"]):
    def standing(self) -> "FlagQuerySet":
        return self.filter(taken_back_at=None)

    def counted(self) -> "FlagQuerySet":
        """Those of people who may take part: the flags of blocked people do not count."""
        blocked = Block.objects.standing().filter(
            Q(community=OuterRef("community")) | Q(community=None), person=OuterRef("person")
        )
        return self.standing().filter(~Exists(blocked))

    def on(self, *subjects: str) -> "FlagQuerySet":
        return self.filter(subject__in=subjects)


class Flag(models.Model):
    """Somebody thinks that a moderator should look. Who flagged is told to nobody but moderators."""

    subject = models.CharField(max_length=100)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="flags")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="flags")
    reason = models.CharField(max_length=20, choices=Reason)
    words = models.CharField(max_length=500, blank=True)
    raised_at = models.DateTimeField(default=clock.now)
    taken_back_at = models.DateTimeField(null=True)
    salt = models.CharField(max_length=32, default=fresh_salt)

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject"],
                condition=Q(taken_back_at=None),
                name="a_person_flags_a_thing_once",
            ),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="a_flag_has_a_known_reason"),
        ]
        indexes = [
            models.Index(fields=["subject", "raised_at"], name="flags_on_a_thing"),
            models.Index(fields=["person", "raised_at"], name="flags_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.reason}: {self.subject}"


class Suggestion(models.Model):
    """What a model suspects of a thing, and the words that led there. It changes nothing by itself."""

    subject = models.CharField(max_length=100)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=SignKind)
    score = models.FloatField()
    model = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    words = ArrayField(models.CharField(max_length=80), default=list)
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "kind"], name="a_thing_is_suspected_once_of_a_kind"),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=1), name="a_suggestion_has_a_score_of_0_to_1"
            ),
            models.CheckConstraint(condition=Q(kind__in=SignKind.values), name="a_suggestion_is_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.score:.2f}: {self.subject}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def on(self, *subjects: str) -> "DecisionQuerySet":
        return self.filter(subject__in=subjects)

    def overseen_by(self, person: Visitor) -> "DecisionQuerySet":
        """Those in communities that this person moderates; those about everywhere are administrators'."""
        seen = Q(community__in=Community.objects.with_role_of(person, *OVERSIGHT))
        if getattr(person, "is_administrator", False):
            seen |= Q(community=None)
        return self.filter(seen)

    def logged_for(self, person: Visitor) -> "DecisionQuerySet":
        """What the public log shows: decisions in communities that this person may see, and those about all."""
        return self.filter(Q(community=None) | Q(community__in=Community.objects.visible_to(person)))

    def newest_first(self) -> "DecisionQuerySet":
        return self.order_by("-made_at", "-id")

    def with_names(self) -> "DecisionQuerySet":
        return self.select_related("community", "about", "by", "appeal")


class Decision(models.Model):
    """What a moderator decided about a thing or a person, by which rule, in which words. Append-only."""

    subject = models.CharField(max_length=100)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, null=True, related_name="decisions")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=10, choices=Done)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    salt = models.CharField(max_length=32, default=fresh_salt)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(by=F("about")), name="nobody_decides_on_what_they_gave_themselves"
            ),
            models.CheckConstraint(condition=Q(verb__in=Done.values), name="a_decision_says_what_is_done"),
            models.CheckConstraint(
                condition=~Q(verb__in=[one.value for one in BURDENS]) | Q(reason__in=Reason.values),
                name="a_burden_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "-made_at"], name="decisions_on_a_thing"),
            models.Index(F("made_at").desc(), F("id").desc(), name="newest_decisions"),
            models.Index(fields=["about", "-made_at"], name="decisions_about_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.verb}"

    def get_absolute_url(self) -> str:
        kind, _slash, pk = self.subject.partition("/")
        return reverse("moderation:about", args=[kind, pk])

    @property
    def kind(self) -> str:
        return self.subject.partition("/")[0]

    @property
    def is_burden(self) -> bool:
        """Whether it takes something from somebody, who may appeal."""
        return self.verb in BURDENS

    @property
    def content(self) -> dict[str, str]:
        """What the seal of this decision speaks of."""
        return {"subject": self.subject, "verb": self.verb, "reason": self.reason, "words": self.words}


class Outcome(models.TextChoices):
    OPEN = "", _("open")
    UPHELD = "upheld", _("the decision stands")
    OVERTURNED = "overturned", _("the decision was wrong")


class AppealQuerySet(models.QuerySet["Appeal"]):
    def open(self) -> "AppealQuerySet":
        return self.filter(decided_at=None)

    def overseen_by(self, person: Visitor) -> "AppealQuerySet":
        return self.filter(decision__in=Decision.objects.overseen_by(person))


class Appeal(models.Model):
    """Whoever a decision burdens asks somebody else to look again, once. ``against`` is who decided first."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    against = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=2000)
    made_at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default=Outcome.OPEN)
    answer = models.CharField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    salt = models.CharField(max_length=32, default=fresh_salt)

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | (~Q(decided_by=F("against")) & ~Q(decided_by=F("by"))),
                name="another_person_decides_an_appeal",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by=None, decided_at=None)
                | Q(outcome__in=["upheld", "overturned"], decided_by__isnull=False, decided_at__isnull=False),
                name="an_appeal_is_open_or_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"an appeal against {self.decision_id}"

    def get_absolute_url(self) -> str:
        return self.decision.get_absolute_url()

    @property
    def due_at(self) -> datetime:
        """By when somebody should have decided."""
        return self.made_at + APPEAL_ANSWERED_IN
