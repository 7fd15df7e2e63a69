"""Who was heard for an insight, and who was not: counts that everybody may see, and no guess about anybody."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q, Value
from django.db.models.functions import Coalesce, NullIf

from folkmoot.activity.models import Activity
from folkmoot.activity.vocabulary import Kind, names_of
from folkmoot.domains.communities.models import Membership
from folkmoot.domains.intelligence.models import Understanding
from folkmoot.kit import clock
from folkmoot.kit.intervals import wilson
from folkmoot.kit.refs import ref
from folkmoot.kit.times import locale

from .evidence import people_behind
from .models import Insight

NEW_FOR = timedelta(days=30)
_TAKES_PART = (Kind.REACTION, Kind.CONTRIBUTION, Kind.LEADERSHIP)


@dataclass(frozen=True)
class Hearing:
    """``people`` stand behind it, of ``active`` who ever took part in the community; low and high are that share's
    interval. ``languages`` of the voices and ``silent_languages`` of the community that no voice here is in, each
    with its number of voices. ``members`` did not take part in this, ``newcomers`` of them came within 30 days.
    """

    people: int
    active: int
    low: float
    high: float
    languages: list[tuple[str, int]]
    silent_languages: list[tuple[str, int]]
    members: int
    newcomers: int

    @property
    def share(self) -> float:
        return self.people / self.active if self.active else 0.0


def hearing_of(insight: Insight) -> Hearing:
    """Counted now, in nine statements whatever the size of the community."""
    subjects = list(insight.evidence.values_list("subject", flat=True))
    behind = people_behind(subjects)
    active = max(_active_in(insight), len(behind))
    low, high = wilson(len(behind), active) if active else (0.0, 1.0)
    here = _languages(Understanding.objects.filter(subject__in=subjects).values_list(_LANGUAGE, flat=True))
    # Where no language of a voice is known, nothing is said of those that are missing.
    silent = _languages_of_community(insight, without=set(here)) if here else Counter()
    away = _members_without(insight, behind)
    return Hearing(
        people=len(behind),
        active=active,
        low=low,
        high=high,
        languages=_named(here),
        silent_languages=_named(silent),
        members=away["members"],
        newcomers=away["newcomers"],
    )


def _active_in(insight: Insight) -> int:
    stream = Activity.objects.within(ref(insight.community)).filter(verb__in=names_of(*_TAKES_PART))
    return stream.filter(actor__startswith="people.person/").values("actor").distinct().count()


def _members_without(insight: Insight, behind: set[int]) -> dict[str, int]:
    away = Membership.objects.filter(community=insight.community).exclude(person__in=behind)
    came = Q(since__gte=clock.now() - NEW_FOR)
    return away.aggregate(
        members=Count("person", distinct=True), newcomers=Count("person", filter=came, distinct=True)
    )


#: What a person said of the language wins over what a model said.
_LANGUAGE = Coalesce(NullIf(F("corrected_language"), Value("")), F("language"))


def _languages(codes: Iterable[str]) -> "Counter[str]":
    return Counter(code for code in codes if code)


def _languages_of_community(insight: Insight, *, without: set[str]) -> "Counter[str]":
    rows = Understanding.objects.filter(community=insight.community).values(code=_LANGUAGE)
    counted = {row["code"]: row["n"] for row in rows.annotate(n=Count("pk")) if row["code"]}
    return Counter({code: n for code, n in counted.items() if code not in without})


def _named(counted: "Counter[str]") -> list[tuple[str, int]]:
    """The most frequent first, by the names that the reader's language has for them."""
    names = locale().languages
    return [(names.get(code, code), n) for code, n in counted.most_common(6)]
