"""What pages show of themes: their quotes, the feelings in them, the voices behind them; a few queries for a page."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Subquery, When
from django.utils.translation import gettext as _

from folkmoot.domains.channels.models import Import
from folkmoot.domains.channels.models import State as ImportState
from folkmoot.domains.communities.models import Community, Role
from folkmoot.domains.ideas.models import Idea, IdeaQuerySet
from folkmoot.domains.people.models import Visitor
from folkmoot.kit.refs import key
from folkmoot.kit.times import number

from .encoding import Meaning
from .languages import language_name
from .models import MANY, Encoder, Extract, Grouping, Sentiment, Theme, ThemeMember, Understanding
from .nearness import Meant, Near, near_in_all_spaces
from .spaces import Held, home_of, home_vector, serving
from .texts import things_for

IDEA = "ideas.idea"
QUOTES = 3
NEAREST = 30  # asked for, since some of them may be hidden from whoever asks


@dataclass(frozen=True)
class Feelings:
    """How many voices of a theme speak negatively, positively, and how many there are whose feeling is known."""

    negative: int = 0
    positive: int = 0
    known: int = 0

    @property
    def negative_share(self) -> float:
        return self.negative / self.known if self.known else 0.0

    @property
    def positive_share(self) -> float:
        return self.positive / self.known if self.known else 0.0


def feelings_of(themes: Sequence[Theme]) -> dict[int, Feelings]:
    """The feelings in each of these themes, by its key; what a person corrected counts as corrected."""
    said = Understanding.objects.of(OuterRef("subject")).annotate(now=_FEELING_NOW).values("now")  # type: ignore[arg-type]
    members = ThemeMember.objects.filter(theme__in=themes).annotate(feeling=Subquery(said))
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for pk, feeling, count in members.values_list("theme", "feeling").annotate(count=Count("pk")).order_by():
        counts[pk][feeling or Sentiment.UNKNOWN] = count
    return {theme.pk: _feelings(counts[theme.pk]) for theme in themes}


def feelings_among(subjects: Sequence[str]) -> Feelings:
    """The feelings in these things: one statement."""
    said = Understanding.objects.filter(subject__in=subjects).annotate(now=_FEELING_NOW)
    return _feelings(Counter(feeling or Sentiment.UNKNOWN for feeling in said.values_list("now", flat=True)))


_FEELING_NOW = Case(When(corrected_sentiment="", then=F("sentiment")), default=F("corrected_sentiment"))


def _feelings(counts: Counter[str]) -> Feelings:
    return Feelings(
        negative=counts[Sentiment.NEGATIVE],
        positive=counts[Sentiment.POSITIVE],
        known=counts.total() - counts[Sentiment.UNKNOWN],
    )


def quotes_of(themes: Sequence[Theme], *, most: int = QUOTES) -> dict[int, list[str]]:
    """The most telling words of each of these themes, by its key."""
    quotes: dict[int, list[str]] = {theme.pk: [] for theme in themes}
    for pk, quote in (
        ThemeMember.objects.filter(theme__in=themes, rank__lt=most)
        .shown()
        .in_order()
        .values_list("theme", "quote")
    ):
        quotes[pk].append(quote)
    return quotes


@dataclass(frozen=True)
class Voice:
    """One member of a theme as this person may see it, with what is understood of it."""

    member: ThemeMember
    thing: Any
    understanding: Understanding | None

    @property
    def at(self) -> datetime | None:
        moment: datetime | None = getattr(self.thing, "published_at", None) or getattr(
            self.thing, "said_at", None
        )
        return moment


def voices_of(members: Iterable[ThemeMember], person: Visitor) -> list[Voice]:
    """The members behind which is something that this person may see."""
    listed = list(members)
    subjects = [member.subject for member in listed]
    things = things_for(person, subjects)
    known = {row.subject: row for row in Understanding.objects.filter(subject__in=subjects).defer("vector")}
    return [
        Voice(member, things[member.subject], known.get(member.subject))
        for member in listed
        if member.subject in things
    ]


def look_alikes_of(
    understanding: Understanding, person: Visitor, *, most: int = 5
) -> list[tuple[Idea, float]]:
    """Ideas that say nearly the same, with their cosine; of those that this person may see. Those that are compared
    in the language of the idea come first, nearest first, then those in other languages."""
    near = near_to(understanding, serving())
    return in_order(near, ideas_among(near, person))[:most]


def near_to(understanding: Understanding, larger: Encoder | None) -> list[Near]:
    """What says nearly the same, whoever may see it; ``larger`` is the larger model that is in use."""
    home = home_of(understanding, larger)
    meanings = [Meant(home_vector(understanding, home), home.model)] if home else []
    if understanding.vector_other_model and home and home.name != MANY:
        meanings.append(Meant(Held(understanding.pk, "vector_other"), understanding.vector_other_model))
    return near_in_all_spaces(
        meanings,
        kind=IDEA,
        by="alike",
        most=NEAREST,
        leaves_out=understanding.subject,
        language=understanding.language_now,
    )


def look_alikes_of_words(
    meanings: Sequence[Meaning], person: Visitor, *, most: int = 3
) -> list[tuple[Idea, float]]:
    """Ideas that say what these words say, nearest first, of those that this person may see."""
    near = near_in_all_spaces(meanings, kind=IDEA, by="like_a_title", most=NEAREST)
    return visible_ideas(near, person)[:most]


def visible_ideas(near: Sequence[Near], person: Visitor) -> list[tuple[Idea, float]]:
    """The public ideas among these subjects that this person may see, in the same order."""
    return in_order(near, ideas_among(near, person)) if near else []


def ideas_among(near: Sequence[Near], person: Visitor) -> IdeaQuerySet:
    return ideas_with([key(one.subject) for one in near], person)


def ideas_with(keys: Iterable[int], person: Visitor) -> IdeaQuerySet:
    return Idea.objects.visible_to(person).published().with_names().filter(pk__among=keys)


def in_order(near: Sequence[Near], ideas: Iterable[Idea]) -> list[tuple[Idea, float]]:
    by_key = {idea.pk: idea for idea in ideas}
    return [(by_key[key(one.subject)], one.cosine) for one in near if key(one.subject) in by_key]


def is_under_way(community: Community) -> bool:
    """Whether voices are coming in, or themes were never found yet."""
    running = Import.objects.filter(community=community, state__in=[ImportState.WAITING, ImportState.RUNNING])
    return running.exists() or not Grouping.objects.filter(community=community).exists()


@dataclass(frozen=True)
class Reading:
    """What the last run counted of a theme (evidence.py), ready to be shown."""

    people: int
    people_elsewhere: int
    languages: list[str]
    weeks: list[int]
    rise: dict[str, Any]
    silences: list[str]

    @property
    def is_rising(self) -> bool:
        return bool(self.rise.get("is_rising"))

    @property
    def bars(self) -> list[tuple[int, int]]:
        """Height (0 to 100) and place of each week that has voices."""
        most = max(self.weeks, default=0)
        return (
            [(round(100 * count / most), at) for at, count in enumerate(self.weeks) if count] if most else []
        )


def reading_of(theme: Theme) -> Reading:
    said = theme.evidence
    return Reading(
        said.get("people", 0),
        said.get("people_elsewhere", 0),
        [language_name(code) for code in said.get("languages", {})],
        said.get("weeks", []),
        said.get("rise", {}),
        [_silence(one) for one in said.get("absent", [])],
    )


def _silence(one: dict[str, Any]) -> str:
    counts = {"here": number(one["here"]), "known": number(one["known"])}
    if one["kind"] == "language":
        words = _("People who mostly write in %(value)s: %(here)s of %(known)s speak here.")
        return words % {**counts, "value": language_name(one["value"])}
    if one["kind"] == "role":
        labels = {value: str(label) for value, label in Role.choices}
        words = _("People with the role %(value)s: %(here)s of %(known)s speak here.")
        return words % {**counts, "value": labels.get(one["value"], one["value"])}
    if one["kind"] == "newcomers":
        return (
            _("People who spoke for the first time within 90 days: %(here)s of %(known)s speak here.")
            % counts
        )
    if one["value"] == "here":
        return _("People who speak on these pages: %(here)s of %(known)s speak here.") % counts
    words = _("People whose words came by an import from %(value)s: %(here)s of %(known)s speak here.")
    return words % {**counts, "value": one["value"]}


def summary_of(theme: Theme, person: Visitor) -> list[tuple[Extract, Any]]:
    """The sentences that stand for it, each with the thing from which it was taken, as this person may see them."""
    extracts = list(theme.extracts.shown().order_by("rank"))
    things = things_for(person, [one.subject for one in extracts])
    return [(one, things[one.subject]) for one in extracts if one.subject in things]
