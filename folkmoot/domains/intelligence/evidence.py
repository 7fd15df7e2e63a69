"""What can be counted of a theme: weeks, whether it is rising, who speaks in it, and who of the others does not.

Pure functions over dates and people; each figure comes with what it rests on.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from math import comb
from typing import Any

WEEK = timedelta(days=7)
WEEKS = 16  # shown
RECENT, BEFORE = 4, 12  # weeks that are compared
CERTAINTY = 0.99  # many themes are compared at once
FEWEST_RECENT = 3
#: So many of a kind must have spoken in the community before their silence says something.
FEWEST_OF_A_KIND = 5
#: With kinds mixed at random, so few of one kind would be seen in fewer than this share of themes.
RARE = 0.01
MOST_ABSENT = 4


@dataclass(frozen=True)
class Rise:
    """Voices in the last 4 weeks against the 12 before; ``low`` to ``high`` holds the ratio of the rates, 99 %."""

    recent: int
    before: int
    ratio: float | None
    low: float
    high: float | None

    @property
    def is_rising(self) -> bool:
        return self.recent >= FEWEST_RECENT and self.low > 1


def rise(moments: Sequence[datetime], now: datetime) -> Rise:
    """Two Poisson counts compared: given their sum, the recent one is binomial (Przyborowski & Wilenski 1940)."""
    ages = [(now - moment) / WEEK for moment in moments]
    recent = sum(0 <= age < RECENT for age in ages)
    before = sum(RECENT <= age < RECENT + BEFORE for age in ages)
    low, high = _share(recent, recent + before)
    exposure = BEFORE / RECENT
    return Rise(
        recent,
        before,
        round(exposure * recent / before, 2) if before else None,
        round(exposure * low / (1 - low), 2) if low < 1 else 0.0,
        round(exposure * high / (1 - high), 2) if high < 1 else None,
    )


def _share(successes: int, n: int) -> tuple[float, float]:
    """The exact interval of a share (Clopper & Pearson 1934)."""
    from scipy.special import betaincinv  # noqa: PLC0415  (a web process has this module, too)

    tail = (1 - CERTAINTY) / 2
    low = float(betaincinv(successes, n - successes + 1, tail)) if successes else 0.0
    high = float(betaincinv(successes + 1, n - successes, 1 - tail)) if successes < n else 1.0
    return low, high


def weeks(moments: Sequence[datetime], now: datetime) -> list[int]:
    """Voices in each of the last 16 weeks, the oldest first."""
    ages = Counter(int((now - moment) / WEEK) for moment in moments if moment <= now)
    return [ages[age] for age in reversed(range(WEEKS))]


@dataclass(frozen=True)
class Absent:
    """People of one kind who spoke in the community: ``here`` in this theme, of ``known`` in all."""

    kind: str  # language | origin | role | newcomers
    value: str
    here: int
    known: int


def absent(speakers: set[int], kinds: Mapping[int, Sequence[tuple[str, str]]]) -> list[Absent]:
    """The kinds of people of whom fewer speak here than chance would bring, the least likely first.

    ``kinds`` holds, for everybody who spoke in the community, their kinds as (kind, value). Source: Fisher's exact
    test, one-sided (Fisher 1922).
    """
    everybody = Counter(one for theirs in kinds.values() for one in set(theirs))
    here = Counter(one for person in speakers for one in set(kinds.get(person, ())))
    found = []
    for (kind, value), known in everybody.items():
        if known < FEWEST_OF_A_KIND or known == len(kinds):
            continue
        chance = at_most(here[kind, value], len(speakers & kinds.keys()), known, len(kinds))
        if chance < RARE:
            found.append((chance, Absent(kind, value, here[kind, value], known)))
    return [one for _chance, one in sorted(found, key=lambda pair: (pair[0], pair[1].value))][:MOST_ABSENT]


def at_most(seen: int, drawn: int, marked: int, n: int) -> float:
    """The probability of at most ``seen`` marked among ``drawn`` of ``n``, of whom ``marked`` are (hypergeometric)."""
    ways = sum(comb(marked, i) * comb(n - marked, drawn - i) for i in range(seen + 1) if i <= drawn)
    return ways / comb(n, drawn)


def evidence_of(
    moments: Sequence[datetime],
    languages: Sequence[str],
    speakers: set[int],
    kinds: Mapping[int, Sequence[tuple[str, str]]],
    now: datetime,
) -> dict[str, Any]:
    """All of it as plain data, to be kept beside the theme: numbers and codes, no words and no people."""
    risen = rise(moments, now)
    return {
        "people": len(speakers),
        "people_elsewhere": len(kinds.keys() - speakers),
        "languages": dict(Counter(languages).most_common(5)),
        "weeks": weeks(moments, now),
        "rise": {**asdict(risen), "is_rising": risen.is_rising},
        "absent": [asdict(one) for one in absent(speakers, kinds)],
    }
