"""What is near in meaning among what was understood: asked of the database, by its index of vectors."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction
from pgvector.django import CosineDistance

from .models import Understanding, UnderstandingQuerySet

#: Cosine from which an idea answers a search. On a real export, searches on its subjects find 0.29 to 0.57, searches
#: on anything else and nonsense at most 0.22.
ANSWERS = 0.25
#: Cosine from which two ideas are look-alikes: on the same export the highest tenth of all pairs.
ALIKE = 0.6
#: Cosine from which an idea is like the title that somebody types: a title alone says less than a whole idea.
LIKE_A_TITLE = 0.5

Vector = Sequence[float]


def nearest(vector: Vector, *, model: str, kind: str, at_least: float, most: int) -> list[tuple[str, float]]:
    """Subjects of one kind with their cosine, nearest first. Vectors of another model are not compared."""
    distance = CosineDistance("vector", vector)
    near: UnderstandingQuerySet = Understanding.objects.filter(
        subject__startswith=f"{kind}/", vector_model=model, vector__isnull=False
    )
    with _whole_index():
        rows = near.annotate(distance=distance).order_by("distance").values_list("subject", "distance")[:most]
        return [(subject, 1 - distance) for subject, distance in rows if 1 - distance >= at_least]


@contextmanager
def _whole_index() -> Iterator[None]:
    """The index goes on until enough rows of the kind are found, not only through its first forty."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local hnsw.iterative_scan = strict_order")
        yield
