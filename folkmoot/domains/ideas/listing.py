"""The list of ideas, a sheet at a time: by time or by support, or what a search finds."""

from collections.abc import Mapping
from functools import partial

from django.core.paginator import Page
from django.db.models import QuerySet

from folkmoot.activity.keeping import End, recent, remember
from folkmoot.domains.people.models import Visitor
from folkmoot.kit.among import PlaceIn
from folkmoot.kit.preparing import Summed, prepared
from folkmoot.kit.sheets import sheet_of
from folkmoot.kit.together import Asking, counts, rows_of

from .models import Idea, IdeaQuerySet
from .search import WITH_WORDS, keys_found

PER_PAGE = 20


def sheet(
    person: Visitor, community: int | None, asked: Mapping[str, str], number: str | None
) -> "Asking[Page[Idea]]":
    """What this person sees of one community, or of all: ``asked`` may hold words (q), a state, and how to sort."""
    state = asked.get("state") or None
    if words := asked.get("q"):
        keys = yield from keys_found(_with_words(person, community, state, words), words)
        return (yield from _sheet_among(person, community, state, keys, number))
    by_support = asked.get("sort") == "support"
    return (
        yield from sheet_of(
            (recent(), partial(_counted, person, community, state)),
            lambda first: rows_of_a_sheet(person, community, state, (by_support, first)),
            number,
            per_page=PER_PAGE,
        )
    )


def _sheet_among(
    person: Visitor, community: int | None, state: str | None, keys: list[int], number: str | None
) -> "Asking[Page[Idea]]":
    return (
        yield from sheet_of(
            _count_among(person, community, state, keys),
            lambda first: _rows_among(person, community, state, keys, (first,)),
            number,
            per_page=PER_PAGE,
        )
    )


def listed(person: Visitor, community: int | None, state: str | None, *, is_full: bool) -> IdeaQuerySet:
    """What the list shows, with names and this person's support where rows are wanted. Those that went into another
    are shown there, and here only to whoever asks for them."""
    ideas = Idea.objects.visible_to(person).published()
    ideas = ideas.in_state(state) if state else ideas.on_their_own()
    ideas = ideas.filter(community=community) if community else ideas
    return ideas.with_names().defer("body").with_my_support(person) if is_full else ideas


def _counted(person: Visitor, community: int | None, state: str | None, last: End) -> int:
    """How many this person sees: counted once, until something happens."""
    key = ("ideas.listed", person.pk, community, state)
    return remember(key, last, lambda: int(rows_of([count_of(person, community, state)])[0][0]))


@prepared
def count_of(person: Visitor, community: int | None, state: str | None) -> Summed:
    return counts(listed(person, community, state, is_full=False))


@prepared
def rows_of_a_sheet(
    person: Visitor, community: int | None, state: str | None, plan: tuple[bool, int]
) -> "QuerySet[Idea]":
    by_support, first = plan
    ideas = listed(person, community, state, is_full=True)
    ordered = ideas.most_supported_first() if by_support else ideas.newest_first()
    return ordered[first : first + PER_PAGE]


@prepared
def _with_words(
    person: Visitor, community: int | None, state: str | None, words: str
) -> "QuerySet[Idea, int]":
    found = listed(person, community, state, is_full=False).with_words(words)
    return found.most_supported_first().values_list("pk", flat=True)[:WITH_WORDS]


@prepared
def _count_among(person: Visitor, community: int | None, state: str | None, keys: list[int]) -> Summed:
    return counts(listed(person, community, state, is_full=False).filter(pk__among=keys))


@prepared
def _rows_among(
    person: Visitor, community: int | None, state: str | None, keys: list[int], plan: tuple[int]
) -> "QuerySet[Idea]":
    among = listed(person, community, state, is_full=True).filter(pk__among=keys)
    return among.order_by(PlaceIn("pk", keys))[plan[0] : plan[0] + PER_PAGE]
