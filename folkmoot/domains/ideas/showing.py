"""What a page says of ideas that are one, may become one, or were proposed to."""

from collections.abc import Sequence
from dataclasses import dataclass

from folkmoot.domains.people.models import Visitor
from folkmoot.kit.answers import Answer
from folkmoot.kit.finders import by_meaning

from . import rules
from .models import Idea, Merge
from .states import MAY_MERGE

TWINS = 12


@dataclass(frozen=True)
class Shown:
    """A merge with what the reader may do about it."""

    merge: Merge
    may_agree: Answer
    may_refuse: Answer
    may_unmerge: Answer


def merges_of(idea: Idea, person: Visitor) -> list[Shown]:
    """What waits for consent or is one now, of those that the reader sees: both ways. One statement for two ideas."""
    if idea.is_draft:
        return []
    ended = (Merge.State.REFUSED, Merge.State.UNDONE)
    near = Merge.objects.visible_to(person).filter(idea__in=[idea.pk]) | Merge.objects.visible_to(
        person
    ).filter(into__in=[idea.pk])
    merges = near.exclude(state__in=ended).select_related(
        "by", "idea__community", "idea__author", "into__author", "into__community"
    )
    return [
        Shown(
            one,
            rules.may_agree(person, one),
            rules.may_refuse(person, one),
            rules.may_unmerge(person, one),
        )
        for one in merges[:20]
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
