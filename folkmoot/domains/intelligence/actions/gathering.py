"""What is grouped into themes: the texts of a community by space of meaning, with their vectors."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from folkmoot.domains.communities.models import Community
from folkmoot.domains.intelligence.models import ENGLISH, MANY, Understanding
from folkmoot.domains.intelligence.small_talk import is_small_talk
from folkmoot.domains.intelligence.spaces import Space, english, many, of_encoder, serving
from folkmoot.domains.intelligence.texts import Text, texts_of
from folkmoot.domains.people.models import Person

if TYPE_CHECKING:
    from folkmoot.domains.intelligence.themes import Vectors

BATCH = 1000
UNDETERMINED = "und"
UNNAMED = "?"


@dataclass
class Group:
    """Texts of one space, with their vectors, float32 (n, d), and languages."""

    space: Space
    texts: list[Text]
    vectors: "Vectors"
    languages: list[str]

    @property
    def words(self) -> list[str]:
        return [text.words for text in self.texts]

    @property
    def authors(self) -> list[int]:
        return [text.author_id for text in self.texts]


@dataclass
class Voices:
    """All that was understood in a community: what can be grouped, small talk, and what has no vector."""

    groups: list[Group]
    small_talk: list[Text]
    without: list[Text]
    languages: dict[str, str]  # by subject
    encoders: str
    found_at: datetime = field(default_factory=timezone.now)

    @property
    def all_texts(self) -> list[Text]:
        return [*(text for group in self.groups for text in group.texts), *self.small_talk, *self.without]

    @property
    def grouped(self) -> int:
        return sum(len(group.texts) for group in self.groups)


def gather(community: Community) -> Voices:
    """Every public text of the community in the space in which it is compared; each text once.

    The author of what was said by somebody without a name is a number below 0, another for each text.
    """
    found_at = timezone.now()
    known = Understanding.objects.filter(community=community).order_by("pk").defer("vector", "vector_other")
    languages = {row.subject: row.language_now for row in known.iterator(BATCH)}
    texts = _texts(languages)
    small_talk = [text for text in texts.values() if is_small_talk(text.words)]
    left = {one: text for one, text in texts.items() if one not in {text.subject for text in small_talk}}
    groups = []
    for space in _spaces(languages.values()):
        group = _group(space, community, left, languages)
        if group.texts:
            groups.append(group)
        for text in group.texts:
            del left[text.subject]
    models = ", ".join(space.model for space in _spaces(languages.values()))
    return Voices(groups, small_talk, list(left.values()), languages, models, found_at)


def _texts(subjects: Iterable[str]) -> dict[str, Text]:
    listed, texts = list(subjects), {}
    for start in range(0, len(listed), BATCH):
        texts.update(texts_of(listed[start : start + BATCH]))
    # An import that names no author gives all to one person called "?": nobody knows whether two of these are one.
    unnamed = set(Person.objects.filter(name=UNNAMED).exclude(source="").values_list("pk", flat=True))
    return {
        one: texts[one]._replace(author_id=-number) if texts[one].author_id in unnamed else texts[one]
        for number, one in enumerate(listed, 1)
        if one in texts
    }


def _spaces(languages: Iterable[str]) -> list[Space]:
    """A text goes into the first of these that has a vector of it. Too short a text to tell its language goes with
    the language that most speak here."""
    from folkmoot.domains.intelligence.understanding import models_now  # noqa: PLC0415  (not for a web process)

    models = models_now()
    spaces = [english(models.vector), many(models.other)]
    told = Counter(code for code in languages if code != UNDETERMINED)
    if told and told.most_common(1)[0][0] != "en":
        spaces.reverse()
    larger = serving()
    return [of_encoder(larger), *spaces] if larger else spaces


def _group(space: Space, community: Community, texts: dict[str, Text], languages: dict[str, str]) -> Group:
    import numpy as np  # noqa: PLC0415  (a web process has this module too)

    here = [one for one in texts if _belongs(space, languages[one])]
    wanted = set(here)
    known = Understanding.objects.filter(community=community)
    found = {one: vector for one, vector in space.vectors_of(known) if one in wanted}
    kept = [one for one in here if one in found]
    rows = [np.frombuffer(found[one], ">f4", offset=4) for one in kept]
    stacked = np.array(rows, np.float32) if rows else np.empty((0, 0), np.float32)
    return Group(space, [texts[one] for one in kept], stacked, [languages[one] for one in kept])


def _belongs(space: Space, language: str) -> bool:
    """English texts have a vector among many languages, too, for look-alikes; their themes are found in English."""
    if space.name == MANY:
        return language != "en"
    return space.name != ENGLISH or language in ("en", UNDETERMINED)
