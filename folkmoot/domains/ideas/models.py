"""Ideas, their versions, their states, and who supports them."""

from collections.abc import Iterable

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Community, Role, oversees_somewhere
from folkmoot.domains.people.models import Person, Visitor, all_but_name
from folkmoot.kit import clock
from folkmoot.kit.oversight import Lockable, Moderation, Overseen, OverseenQuerySet, overseen
from folkmoot.kit.provenance import Provenance
from folkmoot.kit.seals import fresh_salt
from folkmoot.kit.tags import url

from .states import ANSWERED, PUBLIC, State

TITLE_LENGTH = 200
ALT_LENGTH = 300
MOST_PICTURES = 6


class IdeaQuerySet(OverseenQuerySet["Idea"]):
    def published(self) -> "IdeaQuerySet":
        """What was published, not taken back, and neither held nor hidden by moderation."""
        return self.filter(state__in=PUBLIC, moderation=Moderation.CLEAR)

    def visible_to(self, person: Visitor) -> "IdeaQuerySet":
        """What this person may read: all they wrote, what is published in communities that they may see, and
        what is held or hidden where they moderate."""
        public = Q(
            state__in=PUBLIC,
            moderation=Moderation.CLEAR,
            community__in=Community.objects.visible_to(person),
        )
        if not isinstance(person, Person):
            return self.filter(public)
        condition = public | Q(author=person)
        if oversees_somewhere(person, *OVERSIGHT):
            here = Community.objects.with_role_of(person, *OVERSIGHT)
            condition |= Q(state__in=PUBLIC, community__in=here)
        return self.filter(condition)

    def by(self, person: Person) -> "IdeaQuerySet":
        return self.filter(author=person)

    def on_their_own(self) -> "IdeaQuerySet":
        """Without those that went into another: they are shown there."""
        return self.exclude(state=State.MERGED)

    def with_those_merged(self, keys: Iterable[int]) -> "IdeaQuerySet":
        """The ideas with these keys, and all that went into them."""
        keys = list(keys)
        return self.filter(Q(pk__in=keys) | Q(merged_into__in=keys))

    def in_state(self, *states: str) -> "IdeaQuerySet":
        return self.filter(state__in=states)

    def answered(self) -> "IdeaQuerySet":
        return self.filter(state__in=ANSWERED)

    def with_words(self, words: str) -> "IdeaQuerySet":
        """Those that hold these words; quotes, OR and minus work as on the web."""
        return self.filter(words=SearchQuery(words, config="simple", search_type="websearch"))

    def newest_first(self) -> "IdeaQuerySet":
        return self.order_by("-published_at", "-id")

    def most_supported_first(self) -> "IdeaQuerySet":
        return self.order_by("-support_count", "-published_at", "-id")

    def with_names(self) -> "IdeaQuerySet":
        # The index of words is as long as the text, and nothing but the search reads it.
        return self.select_related("author", "community").defer("words", *all_but_name("author"))

    def with_my_support(self, person: Visitor) -> "IdeaQuerySet":
        """Each idea with ``is_mine_supported``: whether this person supports it now."""
        if not isinstance(person, Person):
            return self.annotate(is_mine_supported=models.Value(False))
        mine = Support.objects.standing().filter(person=person)
        here = Q(idea=OuterRef("pk")) | Q(idea__merged_into=OuterRef("pk"))
        return self.annotate(is_mine_supported=Exists(mine.filter(here)))


class Idea(Overseen, Lockable, Provenance):
    """A proposal that somebody puts to a community. Its words are those of its newest version."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="ideas")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ideas")
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    body = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    version_number = models.PositiveIntegerField(default=0)
    support_count = models.PositiveIntegerField(default=0)
    imported_support_count = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    created_at = models.DateTimeField(default=clock.now)
    edited_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True)
    words = models.GeneratedField(
        expression=SearchVector("title", config="simple", weight="A")
        + SearchVector("body", config="simple", weight="B"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = IdeaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | ~Q(title=""), name="an_idea_beyond_its_draft_has_a_title"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.WITHDRAWN]) | Q(published_at__isnull=False),
                name="a_public_idea_has_a_day_of_publication",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="an_idea_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | ~Q(state=State.MERGED) & Q(merged_into=None),
                name="a_merged_idea_says_into_which",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")), name="an_idea_is_not_merged_into_itself"
            ),
            overseen("an_idea_is_clear_held_or_hidden"),
            models.UniqueConstraint(
                fields=["community", "source", "source_id"],
                condition=~Q(source=""),
                name="an_imported_idea_comes_once",
            ),
        ]
        indexes = [
            models.Index(F("community"), F("published_at").desc(), F("id").desc(), name="newest_ideas"),
            models.Index(
                F("community"),
                F("support_count").desc(),
                F("published_at").desc(),
                name="most_supported_ideas",
            ),
            models.Index(F("published_at").desc(), F("id").desc(), name="newest_ideas_of_all"),
            models.Index(
                F("support_count").desc(), F("published_at").desc(), name="most_supported_ideas_of_all"
            ),
            models.Index(fields=["author", "-id"], name="ideas_of_an_author"),
            models.Index(
                fields=["moderation"], condition=~Q(moderation=Moderation.CLEAR), name="ideas_held_or_hidden"
            ),
            GinIndex(fields=["words"], name="ideas_by_words"),
        ]

    def __str__(self) -> str:
        return self.title or f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return url("ideas:detail", self.pk)

    def get_state_display(self) -> str:  # type: ignore[no-redef]
        # Django's own builds the table of all choices, in the reader's language, at each call.
        return str(State(self.state).label)

    @property
    def edit_number(self) -> int:
        """Grows with every edit: the microseconds of the newest. A form that shows an older one was overtaken."""
        return int(self.edited_at.timestamp() * 1_000_000)

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_answered(self) -> bool:
        return self.state in ANSWERED

    @property
    def content(self) -> dict[str, str]:
        """What a seal of this idea speaks of."""
        return {"title": self.title, "body": self.body}


class Version(models.Model):
    """The words of an idea at one time. Never changed; a support belongs to the version it was given to."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH)
    body = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    salt = models.CharField(max_length=32, default=fresh_salt)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "number"], name="a_version_has_its_own_number")
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.idea_id}"


class StateChange(models.Model):
    """One step of an idea's life: append-only; the idea's state is the newest of them."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="state_changes")
    state = models.CharField(max_length=20, choices=State)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["idea", "at"], name="states_of_an_idea")]

    def __str__(self) -> str:
        return f"{self.idea_id} became {self.state}"


class SupportQuerySet(models.QuerySet["Support"]):
    def standing(self) -> "SupportQuerySet":
        """The supports that hold now: given, and no later word of the same person on the same idea."""
        later = Support.objects.filter(
            idea=OuterRef("idea"), person=OuterRef("person"), id__gt=OuterRef("id")
        )
        return self.filter(~Exists(later), is_given=True)


class Support(models.Model):
    """One word of one person about one idea: given, or taken back. Append-only; the newest word counts."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="supports")
    version_number = models.PositiveIntegerField()
    is_given = models.BooleanField()
    at = models.DateTimeField(default=clock.now)
    salt = models.CharField(max_length=32, default=fresh_salt)

    objects = SupportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(F("person"), F("idea"), F("id").desc(), name="words_of_a_person_on_an_idea"),
            models.Index(F("idea"), F("person"), F("id").desc(), name="supporters_of_an_idea"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {'supports' if self.is_given else 'left'} {self.idea_id}"


class MergeQuerySet(models.QuerySet["Merge"]):
    def open(self) -> "MergeQuerySet":
        return self.filter(state=Merge.State.ASKED)

    def standing(self) -> "MergeQuerySet":
        """Neither refused nor undone."""
        return self.filter(state__in=[Merge.State.ASKED, Merge.State.AGREED])

    def visible_to(self, person: Visitor) -> "MergeQuerySet":
        """Those of which the person sees both ideas."""
        visible = Idea.objects.visible_to(person)
        return self.filter(idea__in=visible, into__in=visible)


class Merge(models.Model):
    """That one idea goes into another: proposed, agreed to for each idea, undone."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for consent")
        AGREED = "agreed", _("One idea now")
        REFUSED = "refused", _("Stays apart")
        UNDONE = "undone", _("Two ideas again")

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="merges")
    into = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="merges_in")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    state_before = models.CharField(max_length=20, blank=True)  # of the idea that went in, to come back to
    proposed_at = models.DateTimeField(default=clock.now)
    idea_agreed_at = models.DateTimeField(null=True)
    into_agreed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(state__in=["asked", "agreed"]),
                name="an_idea_goes_into_one_other",
            ),
            models.CheckConstraint(condition=~Q(idea=F("into")), name="two_ideas_are_merged"),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(idea_agreed_at__isnull=False, into_agreed_at__isnull=False),
                name="a_merge_has_both_consents",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} into {self.into_id}: {self.state}"


class Picture(models.Model):
    """A picture that stands with an idea, as this house has drawn it anew (``kit.uploads``)."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="pictures")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    alt = models.CharField(max_length=ALT_LENGTH)
    digest = models.CharField(max_length=64)  # SHA-256 of the file, and its name
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)
    salt = models.CharField(max_length=32, default=fresh_salt)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "position"], name="a_picture_has_its_own_place"),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_PICTURES)), name="an_idea_has_six_pictures_at_most"
            ),
            models.CheckConstraint(condition=~Q(alt=""), name="a_picture_is_told_in_words"),
        ]
        indexes = [models.Index(fields=["digest"], name="pictures_of_a_file")]

    def __str__(self) -> str:
        return self.alt

    def get_absolute_url(self) -> str:
        return url("ideas:picture", self.idea_id, self.pk)

    @property
    def content(self) -> dict[str, str]:
        """What a seal of this picture speaks of."""
        return {"digest": self.digest, "alt": self.alt}


OFFICE = (Role.MANAGER, Role.DECISION_OWNER)
OVERSIGHT = (Role.MODERATOR, Role.MANAGER)
