"""What is near in meaning among what was understood: asked of the database, by its indexes of vectors."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, NamedTuple

from django.db import connection, transaction
from django.db.models import Case, F, Q, When
from pgvector.django import CosineDistance

from .encoding import Meaning
from .models import MANY
from .spaces import Space, Vector, in_other_languages, space_of_model

#: As a person said, else as a model told.
LANGUAGE = Case(When(corrected_language="", then=F("language")), default=F("corrected_language"))


class Near(NamedTuple):
    """A thing that is near in one space; cosines of two spaces say nothing of each other."""

    subject: str
    cosine: float
    space: str


def near_in_all_spaces(
    meanings: Sequence[Meaning],
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
    found: list[Near] = []
    with _whole_index():
        for number, meaning in enumerate(meanings):
            space = space_of_model(meaning.model)
            if space is None:
                continue
            # What was compared in its own language already is not compared again with a model that knows it less.
            among = in_other_languages() if number and space.name == MANY else None
            limit = getattr(space, by)
            lowest = min(limit, space.across) if space.name == MANY and (language or number) else limit
            rows = _nearest(meaning.vector, space, kind=kind, at_least=lowest, most=most + 1, among=among)
            seen = {one.subject for one in found} | {leaves_out}
            found += [
                Near(subject, cosine, space.name)
                for subject, cosine, its_language in rows
                if subject not in seen and cosine >= (limit if its_language == language else lowest)
            ][:most]
    return found


def _nearest(
    vector: Vector, space: Space, *, kind: str, at_least: float, most: int, among: Q | None
) -> list[tuple[str, float, str]]:
    """Subjects of one kind with cosine and language, nearest first; in one space, since two are never compared."""
    near = space.rows().filter(among or Q(), subject__startswith=f"{kind}/")
    distance = CosineDistance("here", vector)
    rows = near.annotate(distance=distance, said=LANGUAGE).order_by("distance")[:most]
    found = rows.values_list("subject", "distance", "said")
    return [(subject, 1 - far, language) for subject, far, language in found if 1 - far >= at_least]


@contextmanager
def _whole_index() -> Iterator[None]:
    """The index goes on until enough rows of the kind are found, not only through its first forty."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local hnsw.iterative_scan = strict_order")
        yield
