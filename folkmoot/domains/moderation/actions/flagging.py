"""What brings a thing before a moderator: flags of people, suggestions of models, the wait of new people's links."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from folkmoot.activity.stream import record
from folkmoot.domains.moderation import activities, rules
from folkmoot.domains.moderation.models import Case, Flag, Suggestion
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.oversight import load_overseen
from folkmoot.kit.refs import ref
from folkmoot.kit.seals import seal

from .cases import case_of, weigh


@transaction.atomic
def flag(thing: Any, *, by: Person, reason: str, words: str = "") -> Flag:
    """Ask a moderator to look at a thing. The stream learns that it was flagged, not by whom."""
    case = case_of(thing)
    rules.may_flag(by, thing).insist()
    try:
        with transaction.atomic():
            raised = Flag.objects.create(
                subject=ref(thing),
                community_id=thing.community_id,
                person=by,
                reason=reason,
                words=words.strip(),
            )
    except IntegrityError:
        raise Refused(_("You flagged this already; a moderator will look.")) from None
    weigh(case)
    sealed = seal({"subject": raised.subject, "reason": reason, "words": raised.words}, salt=raised.salt)
    record(
        activities.FLAGGED, actor="", object=thing, context=case.community, seal=sealed, reason=str(reason)
    )
    return raised


@transaction.atomic
def unflag(flag: Flag, *, by: Person) -> None:
    """Take back a flag; it was no mistake to have looked."""
    rules.may_unflag(by, flag).insist()
    if Flag.objects.standing().filter(pk=flag.pk).update(taken_back_at=clock.now()):
        case = (
            Case.objects.select_for_update(of=("self",)).select_related("community").get(subject=flag.subject)
        )
        weigh(case)
        record(activities.UNFLAGGED, actor="", object=flag.subject, context=case.community)


@transaction.atomic
def suggest(
    subject: str, *, kind: str, score: float, model: str, version: str, words: Sequence[str], digest: str = ""
) -> Suggestion | None:
    """Note what a model suspects of the thing behind this ref. It changes nothing but the order of the queue.

    ``score`` is 0 to 1. The same text is not suggested again once a moderator has looked. None if it is gone.
    """
    thing = load_overseen([subject]).get(subject)
    if thing is None:
        return None
    case = case_of(thing)
    known = Suggestion.objects.filter(subject=subject, kind=kind).first()
    is_news = known is None or known.digest != digest
    made, _is_new = Suggestion.objects.update_or_create(
        subject=subject,
        kind=kind,
        defaults={
            "community_id": thing.community_id,
            "score": score,
            "model": model,
            "version": version,
            "words": [word[:80] for word in words][:10],
            "digest": digest,
            "made_at": clock.now(),
        },
    )
    weigh(case, is_news=is_news)
    if is_news:
        record(
            activities.SUGGESTED,
            actor="",
            object=subject,
            context=case.community,
            kind=kind,
            score=round(score, 4),
            model=f"{model} {version}",
        )
    return made


@transaction.atomic
def wait(subject: str) -> None:
    """A thing that is held waits in the queue. A second time changes nothing."""
    thing = load_overseen([subject]).get(subject)
    if thing is None or not thing.is_held:
        return
    case = case_of(thing)
    case.is_held = True
    weigh(case)


@transaction.atomic
def wait_no_more(subject: str) -> None:
    """What its author took back needs no moderator."""
    Case.objects.open().filter(subject=subject).update(is_open=False, is_held=False)
