"""The case of a thing: opened by flags, suggestions and what is held, settled by a decision."""

from typing import Any

from django.db.models import Max

from folkmoot.domains.moderation.models import Case, Flag, Suggestion
from folkmoot.kit import clock
from folkmoot.kit.refs import ref


def case_of(thing: Any) -> Case:
    """The case of this thing, locked until the transaction ends."""
    pointer = ref(thing)
    Case.objects.get_or_create(
        subject=pointer,
        defaults={
            "kind": pointer.partition("/")[0],
            "community_id": thing.community_id,
            "author_id": thing.author_id,
        },
    )
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("community", "author")
        .get(subject=pointer)
    )


def weigh(case: Case, *, is_news: bool = False) -> None:
    """Count anew what speaks for looking; ``is_news`` opens a settled case again."""
    since = {"raised_at__gt": case.settled_at} if case.settled_at else {}
    case.flag_count = Flag.objects.counted().on(case.subject).filter(**since).count()
    suspected = Suggestion.objects.filter(subject=case.subject).aggregate(most=Max("score"))["most"] or 0
    was_open = case.is_open
    case.score = suspected if was_open or is_news else 0
    case.is_open = bool(case.is_held or case.flag_count or case.score)
    if case.is_open and not was_open:
        case.opened_at = clock.now()
    case.save()


def settle(case: Case) -> None:
    """A moderator has looked: it leaves the queue until something new speaks for looking again."""
    case.is_open = case.is_held = False
    case.flag_count, case.score, case.settled_at = 0, 0, clock.now()
    case.save()
