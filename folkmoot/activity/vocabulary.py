"""The words of the stream: every kind of thing that can happen, declared once by the room it happens in."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class Kind(StrEnum):
    """How much somebody took part (classes P, R, C and L of the measurement reference); house: our own doing."""

    PASSIVE = "passive"
    REACTION = "reaction"
    CONTRIBUTION = "contribution"
    LEADERSHIP = "leadership"
    HOUSE = "house"


class News(StrEnum):
    """Whom it is news to: those who follow the thing (object or target), or also those who follow its community."""

    NOT = ""
    OF_THE_THING = "thing"
    OF_THE_PLACE = "place"


VERBS: dict[str, "Verb"] = {}


@dataclass(frozen=True)
class Verb:
    """``name`` is room.thing.past_participle; ``sentence`` has places for actor, object, target and context."""

    name: str
    sentence: str | Promise
    kind: Kind = Kind.HOUSE
    news: News = News.NOT

    def __post_init__(self) -> None:
        if self.name in VERBS:
            raise ValueError(f"{self.name} is declared twice")
        VERBS[self.name] = self


def names_of(*kinds: Kind) -> list[str]:
    """The names of all verbs of these kinds."""
    return sorted(verb.name for verb in VERBS.values() if verb.kind in kinds)


def names_of_news(*whose: News) -> list[str]:
    """The names of all verbs that are news to these."""
    return sorted(verb.name for verb in VERBS.values() if verb.news in whose)
