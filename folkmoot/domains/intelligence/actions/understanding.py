"""Reading what people gave: language, sentiment, meaning; each with its model and version."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from folkmoot.domains.intelligence.models import Understanding
from folkmoot.domains.intelligence.texts import Text, texts_of

from .suspecting import suspect

if TYPE_CHECKING:
    from folkmoot.domains.intelligence.understanding import Models

READ = (
    "community",
    "language",
    "language_score",
    "language_model",
    "sentiment",
    "sentiment_score",
    "sentiment_model",
    "vector",
    "vector_model",
    "vector_other",
    "vector_other_model",
    "version",
    "digest",
    "understood_at",
)


def understand(texts: Sequence[Text]) -> int:
    """Read some 200 texts and keep what they seem to say; how many were kept.

    The models run before the transaction, which is short. What changed meanwhile is not kept: it still waits,
    and is read again. What people corrected stays.
    """
    known = {row.subject: row for row in Understanding.objects.filter(subject__in=[t.subject for t in texts])}
    rows = [_read(text, known.get(text.subject)) for text in texts]
    kept = _keep(rows, known)
    suspect(texts)
    return kept


def _read(text: Text, known: Understanding | None) -> Understanding:
    # Imported here: a web process has this module too, and must not pay for the models.
    from folkmoot.domains.intelligence.understanding import (  # noqa: PLC0415
        models_now,
        reads_many,
        understand,
    )

    models = models_now()
    if known and known.digest == text.digest and _is_by(known, models):
        known.version = text.version
        return known
    corrected = known.corrected_language if known else ""
    found = understand(text.words, corrected=corrected)
    code = corrected or found.language.code
    return Understanding(
        subject=text.subject,
        community_id=text.community_id,
        language=found.language.code,
        language_score=found.language.score,
        language_model=models.language,
        sentiment=found.sentiment.label,
        sentiment_score=found.sentiment.score,
        sentiment_model=models.sentiment,
        vector=found.vector,
        vector_model=models.vector if found.vector is not None else "",
        vector_other=found.vector_other,
        # Also where there was nothing to read: that, too, was looked at.
        vector_other_model=models.other if reads_many(code) else "",
        version=text.version,
        digest=text.digest,
    )


def _is_by(row: Understanding, models: "Models") -> bool:
    from folkmoot.domains.intelligence.understanding import reads_many  # noqa: PLC0415

    other = models.other if reads_many(row.language_now) else row.vector_other_model
    by_now = (models.language, models.sentiment, models.vector, other)
    return (
        row.language_model,
        row.sentiment_model,
        row.vector_model or models.vector,
        row.vector_other_model,
    ) == by_now


@transaction.atomic
def _keep(rows: Sequence[Understanding], known: dict[str, Understanding]) -> int:
    subjects = [row.subject for row in rows]
    still = texts_of(subjects, is_locked=True)
    corrected = dict(
        Understanding.objects.select_for_update(no_key=True)
        .filter(subject__in=subjects)
        .order_by("pk")
        .values_list("subject", "corrected_language")
    )
    now = timezone.now()
    kept = []
    for row in rows:
        before = known[row.subject].corrected_language if row.subject in known else ""
        is_same = row.subject in still and still[row.subject].version == row.version
        if is_same and corrected.get(row.subject, "") == before:
            row.understood_at = now
            kept.append(row)
    Understanding.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["subject"], update_fields=READ
    )
    return len(kept)
