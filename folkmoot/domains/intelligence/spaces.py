"""Spaces of meaning: whose vectors may be compared with each other, and from which cosine they say the same.

English has a space of its own, by a model that knows it best. Other languages share one of many. A larger model that an
administrator put in place takes over the languages that it reads. Vectors of two spaces are never compared.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import BinaryField, F, Func, Q, QuerySet, Subquery
from pgvector.django import VectorField

from folkmoot.kit.preparing import prepared
from folkmoot.kit.together import rows_of

from .models import ENGLISH, MANY, Encoder, Understanding, UnderstandingQuerySet

Vector = Sequence[float]
#: The beginnings of the names of the models that come with the house (readers/minilm.py, readers/e5.py).
BUILT_IN = ("all-MiniLM-L6-v2-int8 ", "multilingual-e5-small-4bit ")
#: Sizes for which there is an index of the vectors of a larger model (migration 0007).
INDEXED = (256, 384, 512, 768, 1024, 1536)


@dataclass(frozen=True)
class Space:
    """One space, with the cosines from which a thing answers a search, is a look-alike, and is like a title."""

    name: str
    model: str  # "name version"
    answers: float
    alike: float
    like_a_title: float
    across: float = 1.0  # from which it says the same in another language
    encoder: Encoder | None = None

    def rows(self) -> QuerySet[Understanding]:
        """What has a vector in this space, as ``here``."""
        if self.encoder is not None:
            return Understanding.objects.filter(larger__encoder=self.encoder).annotate(
                here=_sized(self.encoder)
            )
        column = "vector" if self.name == ENGLISH else "vector_other"
        return Understanding.objects.filter(
            **{f"{column}_model": self.model, f"{column}__isnull": False}
        ).annotate(here=F(column))

    def vectors_of(self, known: UnderstandingQuerySet) -> Iterator[tuple[str, bytes]]:
        """Subject and vector of each of these, in PostgreSQL's binary form: as text, 20,000 would take seconds."""
        keys = known.values("pk")
        sent = Func(F("here"), function="vector_send", output_field=BinaryField())
        rows = self.rows().filter(pk__in=keys).annotate(sent=sent).order_by("pk")
        yield from (
            (subject, bytes(value)) for subject, value in rows.values_list("subject", "sent").iterator(1000)
        )


def _sized(encoder: Encoder) -> Func:
    # The index is made of the vector as one of so many numbers; only the same words find it.
    return Func(
        F("larger__vector"),
        template=f"(%(expressions)s)::vector({int(encoder.dimensions)})",
        output_field=VectorField(dimensions=encoder.dimensions),
    )


def english(model: str) -> Space:
    """On a real export, searches on its subjects find 0.29 to 0.57, on anything else and nonsense at most 0.22;
    the highest tenth of all pairs is at 0.6. A title alone says less than a whole idea."""
    return Space(ENGLISH, model, answers=0.25, alike=0.6, like_a_title=0.5)


def many(model: str) -> Space:
    """All cosines of this model are high: strangers are at 0.75 to 0.84, the same in two languages at 0.87 to 0.94
    (tests/golden.py)."""
    return Space(MANY, model, answers=0.85, alike=0.90, like_a_title=0.88, across=0.86)


def of_encoder(encoder: Encoder) -> Space:
    return Space(
        encoder.model[:20],
        encoder.model,
        answers=encoder.answers,
        alike=encoder.alike,
        like_a_title=(encoder.answers + encoder.alike) / 2,
        encoder=encoder,
    )


@prepared
def serving_now() -> QuerySet[Encoder]:
    """The larger model that is in use, if there is one: for whoever asks other things with it."""
    return Encoder.objects.serving().order_by("pk")[:1]


def serving() -> Encoder | None:
    """The same, asked alone."""
    (found,) = rows_of([serving_now()])
    return found[0] if found else None


def space_of_model(model: str) -> Space | None:
    """The space in which this model's vectors lie, as far as the tables know; None if it is in none."""
    if model.startswith(BUILT_IN):  # no administrator put these in place: nothing to ask
        return many(model) if "e5" in model else english(model)
    encoder = Encoder.objects.filter(model=model).exclude(state=Encoder.State.RETIRED).first()
    if encoder is not None:
        return of_encoder(encoder)
    return many(model) if "e5" in model else english(model)


def home_of(row: Understanding, larger: Encoder | None) -> Space | None:
    """The space in which this text is compared with others of its language; None if it has no vector."""
    if larger is not None and larger.reads(row.language_now) and row.larger.filter(encoder=larger).exists():
        return of_encoder(larger)
    if row.vector_model:
        return english(row.vector_model)
    return many(row.vector_other_model) if row.vector_other_model else None


def home_vector(row: Understanding, space: Space) -> Subquery:
    """Its vector in that space, in which it has one; it stays in the database."""
    if space.encoder is not None:
        return Subquery(row.larger.filter(encoder=space.encoder).values("vector"))
    return Held(row.pk, "vector" if space.name == ENGLISH else "vector_other")


class Held(Subquery):
    """The vector in this column of the row with this key."""

    def __init__(self, pk: int, column: str) -> None:
        super().__init__(Understanding.objects.filter(pk=pk).values(column))
        self.pk, self.column = pk, column


def in_other_languages() -> Q:
    """What has no vector in the space of English."""
    return Q(vector=None)
