"""Reading what is understood already by one more model, in the background: nothing that serves is touched by it."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from folkmoot.domains.intelligence.models import Encoder, LargerVector, Understanding, UnderstandingQuerySet
from folkmoot.domains.intelligence.texts import texts_of


def read_in_many_languages(most: int) -> int:
    """Give so many English texts a vector among many languages, too, so that others find them; how many got one."""
    from folkmoot.domains.intelligence.readers import e5  # noqa: PLC0415  (a web process does not load it)

    known = list(waiting_for_many()[:most])
    texts = texts_of(row.subject for row in known)
    there = [row for row in known if row.subject in texts and texts[row.subject].digest == row.digest]
    vectors = e5.READER.encode([texts[row.subject].words for row in there])
    model = f"{e5.READER.name} {e5.READER.version}"
    with transaction.atomic():
        for row, vector in zip(there, vectors, strict=True):
            still = Understanding.objects.filter(pk=row.pk, digest=row.digest)
            still.update(vector_other=vector, vector_other_model=model)
    return len(there)


def waiting_for_many() -> UnderstandingQuerySet:
    """English texts without a vector among many languages. What was withdrawn or changed meanwhile is read anew."""
    return (
        Understanding.objects.filter(vector_other_model="", vector__isnull=False)
        .exclude(digest="")
        .order_by("pk")
    )


def wanted_by(encoder: Encoder) -> UnderstandingQuerySet:
    """What a larger model is to read: the texts in its languages; those too short to tell with English."""
    known = Understanding.objects.exclude(digest="")
    if "*" in encoder.languages:
        return known
    codes = [*encoder.languages, *(["und"] if "en" in encoder.languages else [])]
    said = Q(corrected_language__in=codes) | Q(corrected_language="", language__in=codes)
    return known.filter(said)


def missing_from(encoder: Encoder) -> UnderstandingQuerySet:
    """What it has not read yet, or only as it was before."""
    read = LargerVector.objects.filter(
        encoder=encoder, understanding=OuterRef("pk"), digest=OuterRef("digest")
    )
    return wanted_by(encoder).filter(~Exists(read)).order_by("pk")


def fill(encoder: Encoder, rows: Sequence[Understanding]) -> int:
    """Have these read by a larger model, beside what is there; how many were kept.

    Raises Unfit where the folder of the model is not what it was.
    """
    from folkmoot.domains.intelligence.larger import Unfit, encoder_set  # noqa: PLC0415

    reader = encoder_set()
    if reader is None or reader.model != encoder.model:
        raise Unfit(f"{encoder.model} is not the model in FOLKMOOT_ENCODER any more.")
    texts = texts_of(row.subject for row in rows)
    made = [
        LargerVector(
            understanding=row,
            encoder=encoder,
            digest=row.digest,
            vector=reader.read(texts[row.subject].words),
        )
        for row in rows
        if row.subject in texts and texts[row.subject].digest == row.digest
    ]
    with transaction.atomic():
        # What was forgotten meanwhile is held no more, and must not come back.
        here = set(
            Understanding.objects.select_for_update(no_key=True)
            .filter(pk__in=[one.understanding_id for one in made])
            .order_by("pk")
            .values_list("pk", "digest")
        )
        kept = [one for one in made if (one.understanding_id, one.digest) in here]
        LargerVector.objects.bulk_create(
            kept,
            update_conflicts=True,
            unique_fields=["understanding", "encoder"],
            update_fields=["digest", "vector"],
        )
    return len(kept)


def drop_vectors(encoder: Encoder, most: int) -> int:
    """Remove so many vectors of a model that is not in use any more."""
    keys = list(LargerVector.objects.filter(encoder=encoder).values_list("pk", flat=True)[:most])
    LargerVector.objects.filter(pk__in=keys).delete()
    return len(keys)


def refresh_count(encoder: Encoder) -> tuple[int, int]:
    """How many it has read of how many it is to read."""
    wanted = wanted_by(encoder).count()
    return wanted - missing_from(encoder).count(), wanted
