"""What a page says of ideas that are one, may become one, or were proposed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, QuerySet

from folkmoot.domains.people.models import Visitor
from folkmoot.kit.answers import Answer
from folkmoot.kit.finders import by_meaning
from folkmoot.kit.preparing import prepared
from folkmoot.kit.together import Asking

from . import rules
from .models import Idea, Merge, Picture, StateChange
from .states import MAY_MERGE

TWINS = 12
MERGES = 20


@dataclass(frozen=True)
class Shown:
    """A merge with what the reader may do about it."""

    merge: Merge
    may_agree: Answer
    may_refuse: Answer
    may_unmerge: Answer


class Told(NamedTuple):
    changes: list[StateChange]
    pictures: list[Picture]
    merges: list[Merge]


def told_of(idea: Idea) -> Asking[Told]:
    """What the room itself knows of an idea beside its row."""
    changes, pictures, merges = yield [_changes(idea.pk), _pictures(idea.pk), _merges(idea.pk)]
    return Told(changes, pictures, merges)


@prepared
def _changes(pk: int) -> "QuerySet[StateChange]":
    return StateChange.objects.filter(idea=pk).select_related("by")


@prepared
def _pictures(pk: int) -> "QuerySet[Picture]":
    return Picture.objects.filter(idea=pk)


@prepared
def _merges(pk: int) -> "QuerySet[Merge]":
    return Merge.objects.filter(Q(idea=pk) | Q(into=pk)).standing()[:MERGES]


@prepared
def seen_by(person: Visitor, pk: int) -> "QuerySet[Idea]":
    return Idea.objects.visible_to(person).with_names().with_my_support(person).filter(pk=pk)


def merges_of(idea: Idea, person: Visitor, standing: Sequence[Merge]) -> list[Shown]:
    """Of what waits for consent or is one now, both ways, what the reader sees and may do about it."""
    keys = [merge.pk for merge in standing]
    if idea.is_draft or not keys:
        return []  # nearly always, and asking what somebody may see of nothing takes long
    merges = (
        Merge.objects.visible_to(person)
        .filter(pk__in=keys)
        .select_related("by", "idea__community", "idea__author", "into__author", "into__community")
    )
    return [
        Shown(
            one,
            rules.may_agree(person, one),
            rules.may_refuse(person, one),
            rules.may_unmerge(person, one),
        )
        for one in merges
    ]


def twins_of(idea: Idea, person: Visitor, words: str = "") -> Sequence[Idea]:
    """Ideas of the same community that this one could go into: what a search finds, else what means the same."""
    others = (
        Idea.objects.visible_to(person)
        .published()
        .filter(community=idea.community_id, state__in=MAY_MERGE)
        .exclude(pk=idea.pk)
        .with_names()
    )
    if words:
        return list(others.with_words(words).most_supported_first()[:TWINS])
    keys = by_meaning("ideas.idea", f"{idea.title}\n{idea.body}", TWINS * 3)
    near = {one.pk: one for one in others.filter(pk__in=keys)}
    return [near[key] for key in keys if key in near][:TWINS]
