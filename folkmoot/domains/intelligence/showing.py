"""What pages show of themes: their quotes, the feelings in them, the voices behind them; a few queries for a page."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Subquery, When

from folkmoot.domains.channels.models import Import
from folkmoot.domains.channels.models import State as ImportState
from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Visitor
from folkmoot.kit.refs import key

from .encoding import Meaning
from .models import Grouping, Sentiment, Theme, ThemeMember, Understanding
from .nearness import ALIKE, LIKE_A_TITLE, nearest
from .texts import things_for

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
    now = Case(When(corrected_sentiment="", then=F("sentiment")), default=F("corrected_sentiment"))
    said = Understanding.objects.of(OuterRef("subject")).annotate(now=now).values("now")  # type: ignore[arg-type]
    members = ThemeMember.objects.filter(theme__in=themes).annotate(feeling=Subquery(said))
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for pk, feeling, count in members.values_list("theme", "feeling").annotate(count=Count("pk")).order_by():
        counts[pk][feeling or Sentiment.UNKNOWN] = count
    return {
        theme.pk: Feelings(
            negative=counts[theme.pk][Sentiment.NEGATIVE],
            positive=counts[theme.pk][Sentiment.POSITIVE],
            known=counts[theme.pk].total() - counts[theme.pk][Sentiment.UNKNOWN],
        )
        for theme in themes
    }


def quotes_of(themes: Sequence[Theme], *, most: int = QUOTES) -> dict[int, list[str]]:
    """The most telling words of each of these themes, by its key."""
    quotes: dict[int, list[str]] = {theme.pk: [] for theme in themes}
    for pk, quote in (
        ThemeMember.objects.filter(theme__in=themes, rank__lt=most).in_order().values_list("theme", "quote")
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
    """Ideas that say nearly the same, nearest first, with their cosine; of those that this person may see."""
    if understanding.vector is None:
        return []
    near = nearest(
        understanding.vector,
        model=understanding.vector_model,
        kind="ideas.idea",
        at_least=ALIKE,
        most=NEAREST + 1,
    )
    return visible_ideas([one for one in near if one[0] != understanding.subject], person)[:most]


def look_alikes_of_words(meaning: Meaning, person: Visitor, *, most: int = 3) -> list[tuple[Idea, float]]:
    """Ideas that say what these words say, nearest first, of those that this person may see."""
    near = nearest(
        meaning.vector, model=meaning.model, kind="ideas.idea", at_least=LIKE_A_TITLE, most=NEAREST
    )
    return visible_ideas(near, person)[:most]


def visible_ideas(near: Sequence[tuple[str, float]], person: Visitor) -> list[tuple[Idea, float]]:
    """The public ideas among these subjects that this person may see, in the same order."""
    if not near:
        return []
    seen = Idea.objects.visible_to(person).published().select_related("community")
    ideas = seen.in_bulk([key(subject) for subject, _cosine in near])
    return [(ideas[key(subject)], cosine) for subject, cosine in near if key(subject) in ideas]


def is_under_way(community: Community) -> bool:
    """Whether voices are coming in, or themes were never found yet."""
    running = Import.objects.filter(community=community, state__in=[ImportState.WAITING, ImportState.RUNNING])
    return running.exists() or not Grouping.objects.filter(community=community).exists()
