"""What is near in meaning among what was understood: asked of the database, by its indexes of vectors."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from django.db.models import Case, F, Q, QuerySet, Subquery, When
from pgvector.django import CosineDistance

from folkmoot.kit.preparing import Read, prepared
from folkmoot.kit.together import rows_of

from .encoding import Meaning
from .models import MANY, Understanding
from .spaces import Held, Space, Vector, in_other_languages, space_of_model

#: As a person said, else as a model told.
LANGUAGE = Case(When(corrected_language="", then=F("language")), default=F("corrected_language"))


class Meant(NamedTuple):
    """A meaning that the database holds, and that stays there."""

    vector: Subquery
    model: str


class Near(NamedTuple):
    """A thing that is near in one space; cosines of two spaces say nothing of each other."""

    subject: str
    cosine: float
    space: str


def near_in_all_spaces(
    meanings: Sequence[Meaning | Meant],
    *,
    kind: str,
    by: Literal["answers", "alike", "like_a_title"],
    most: int,
    leaves_out: str = "",
    language: str = "",
) -> list[Near]:
    """What is near in the space of the first meaning, then what is near in other languages; each nearest first.

    ``by`` says which of the thresholds of a space counts; what is in another language than ``language``, if that is
    known, is less near to what says the same. The subject ``leaves_out`` is not among them.
    """
    sought = list(_sought(meanings, by, is_of_a_language=bool(language)))
    answers = rows_of([one.read(kind, most + 1) for one in sought])
    found: list[Near] = []
    for one, rows in zip(sought, answers, strict=True):
        seen = {near.subject for near in found} | {leaves_out}
        found += [
            Near(subject, 1 - far, one.space.name)
            for subject, far, its_language in rows
            # None: what it is compared with has no vector any more.
            if far is not None and subject not in seen and 1 - far >= one.least(its_language == language)
        ][:most]
    return found


class Sought(NamedTuple):
    """One search in one space, since two are never compared; and from which cosine it counts."""

    meaning: Meaning | Meant
    space: Space
    limit: float
    lowest: float
    is_after_others: bool

    def least(self, is_of_the_language: bool) -> float:
        return self.limit if is_of_the_language else self.lowest

    def read(self, kind: str, most: int) -> Read:
        """Subjects of one kind with distance and language, nearest first."""
        # What was compared in its own language already is not compared again with a model that knows it less.
        among = self.is_after_others and self.space.name == MANY
        vector = self.meaning.vector
        if isinstance(vector, Held) and self.space.encoder is None:
            return _near_to_held(vector.pk, (vector.column, self.space, kind, most, among))
        return _nearest(vector, self.space, kind, most, among=among)


def _sought(meanings: Sequence[Meaning | Meant], by: str, *, is_of_a_language: bool) -> Iterator[Sought]:
    for number, meaning in enumerate(meanings):
        space = space_of_model(meaning.model)
        if space is not None:
            limit = getattr(space, by)
            is_lower = space.name == MANY and (is_of_a_language or number)
            yield Sought(meaning, space, limit, min(limit, space.across) if is_lower else limit, number > 0)


@prepared
def _near_to_held(pk: int, plan: tuple[str, Space, str, int, bool]) -> "QuerySet[Understanding, Any]":
    column, space, kind, most, among = plan
    return _nearest(Held(pk, column), space, kind, most, among=among)


def _nearest(
    vector: Vector | Subquery, space: Space, kind: str, most: int, *, among: bool
) -> "QuerySet[Understanding, Any]":
    near = space.rows().filter(in_other_languages() if among else Q(), subject__startswith=f"{kind}/")
    rows = near.annotate(distance=CosineDistance("here", vector), said=LANGUAGE).order_by("distance")[:most]
    return rows.values_list("subject", "distance", "said")
