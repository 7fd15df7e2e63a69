"""People put right what a model said; their word wins."""

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.intelligence import activities, rules
from folkmoot.domains.intelligence.languages import is_language
from folkmoot.domains.intelligence.models import Sentiment, Understanding
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused


@transaction.atomic
def correct_language(understanding: Understanding, *, by: Person, language: str) -> Understanding:
    """Say which language it is in (ISO 639). It waits to be read again: meaning and sentiment follow the language."""
    understanding = _take(understanding)
    rules.may_correct(by, understanding).insist()
    if not is_language(language):
        raise Refused(_("Choose a language from the list."))
    understanding.corrected_language = language
    understanding.version, understanding.digest = 0, ""
    return _keep(understanding, by=by, what="language", before=understanding.language, after=language)


@transaction.atomic
def correct_sentiment(understanding: Understanding, *, by: Person, sentiment: str) -> Understanding:
    """Say which feeling speaks from it."""
    understanding = _take(understanding)
    rules.may_correct(by, understanding).insist()
    if sentiment not in Sentiment.values:
        raise Refused(_("Choose one of the feelings."))
    understanding.corrected_sentiment = sentiment
    return _keep(understanding, by=by, what="sentiment", before=understanding.sentiment, after=sentiment)


def _take(understanding: Understanding) -> Understanding:
    locked = Understanding.objects.select_for_update(of=("self",)).select_related("community")
    return locked.get(pk=understanding.pk)


def _keep(understanding: Understanding, *, by: Person, what: str, before: str, after: str) -> Understanding:
    understanding.corrected_by, understanding.corrected_at = by, clock.now()
    understanding.save(
        update_fields=[
            "corrected_language",
            "corrected_sentiment",
            "corrected_by",
            "corrected_at",
            "version",
            "digest",
        ]
    )
    record(
        activities.CORRECTED,
        actor=by,
        object=understanding.subject,
        context=understanding.community,
        what=what,
        before=before,
        after=after,
    )
    return understanding
