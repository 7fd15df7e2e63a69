"""What moderation holds about somebody, and how it goes."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from folkmoot.domains.people.models import Person
from folkmoot.kit.refs import ref
from folkmoot.kit.subjects import Record, erases, holds, in_batches, record, things_of

from .models import Appeal, Case, Decision, Flag, Suggestion


@holds(
    "moderation",
    label=gettext_lazy("Moderation"),
    covers=(
        "moderation.flag",
        "moderation.case",
        "moderation.suggestion",
        "moderation.decision",
        "moderation.appeal",
    ),
)
def moderated(person: Person) -> Iterator[Record]:
    """What they flagged, and what was suspected and decided of what they gave. Who flagged them is not said."""
    for flag in Flag.objects.filter(person=person).order_by("pk").iterator(chunk_size=500):
        yield record("flag", moment=flag.raised_at, about=flag.subject, reason=flag.reason, words=flag.words)
    for case in Case.objects.filter(author=person).order_by("pk").iterator(chunk_size=500):
        yield record(
            "case", moment=case.opened_at, about=case.subject, score=case.score, flags=case.flag_count
        )
    for subjects in in_batches(things_of(person)):
        for one in Suggestion.objects.filter(subject__in=subjects).order_by("pk"):
            yield record(
                "suggestion",
                title=one.kind,
                moment=one.made_at,
                about=one.subject,
                score=one.score,
                model=f"{one.model} {one.version}",
                words=list(one.words),
            )
    for decision in Decision.objects.filter(about=person).order_by("pk").iterator(chunk_size=500):
        yield _decided("decision about me", decision)
    for decision in Decision.objects.filter(by=person).order_by("pk").iterator(chunk_size=500):
        yield _decided("decision of mine", decision)
    for appeal in Appeal.objects.filter(by=person).order_by("pk").iterator(chunk_size=500):
        yield record(
            "appeal", moment=appeal.made_at, words=appeal.words, outcome=appeal.outcome, answer=appeal.answer
        )


def _decided(kind: str, one: Decision) -> Record:
    return record(
        kind,
        title=one.verb,
        address=one.get_absolute_url(),
        moment=one.made_at,
        about=one.subject,
        reason=one.reason,
        words=one.words,
    )


@erases("moderation", order=30)
def forget(person: Person, *, by: Person, takes_texts: bool) -> None:
    """Words that they wrote, and words written to them, go; that something was decided, by which rule, stays."""
    Flag.objects.filter(person=person).update(words="", salt="")
    Decision.objects.filter(about=person).exclude(words="", salt="").update(words="", salt="")
    Appeal.objects.filter(by=person).update(words="", answer="", salt="")
    for subjects in in_batches([*things_of(person), ref(person)]):
        Suggestion.objects.filter(subject__in=subjects).update(words=[], digest="")
