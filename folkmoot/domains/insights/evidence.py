"""Voices behind an insight: who gave them, and who stood with them."""

from collections.abc import Collection, Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas.models import Idea, Support
from folkmoot.kit.refs import key
from folkmoot.kit.touching import holds_on

from .models import Evidence

IDEA = "ideas.idea/"
COMMENT = "discussions.comment/"


def ideas_in(subjects: Iterable[str]) -> list[int]:
    return [key(subject) for subject in subjects if subject.startswith(IDEA)]


def comments_in(subjects: Iterable[str]) -> list[int]:
    return [key(subject) for subject in subjects if subject.startswith(COMMENT)]


def all_that_are_one(subjects: Iterable[str]) -> list[str]:
    """These voices, and the ideas that became one with an idea among them: who answers the one, answers them all."""
    subjects = list(subjects)
    ideas = ideas_in(subjects)
    into = Idea.objects.filter(pk__in=ideas, merged_into__isnull=False).values("merged_into")
    group = Idea.objects.filter(Q(merged_into__in=ideas) | Q(pk__in=into) | Q(merged_into__in=into))
    more = (f"{IDEA}{pk}" for pk in group.order_by("pk").values_list("pk", flat=True))
    return list(dict.fromkeys([*subjects, *more]))


def people_behind(subjects: Iterable[str]) -> set[int]:
    """Keys of the authors, supporters and commenters of these voices, each once."""
    subjects = all_that_are_one(subjects)
    ideas, comments = ideas_in(subjects), comments_in(subjects)
    people = set(Idea.objects.filter(pk__in=ideas).values_list("author_id", flat=True))
    people |= set(Support.objects.standing().filter(idea__in=ideas).values_list("person_id", flat=True))
    people |= set(Comment.objects.filter(pk__in=comments).values_list("author_id", flat=True))
    talk = Comment.objects.standing().filter(subject__in=[s for s in subjects if s.startswith(IDEA)])
    return people | set(talk.values_list("author_id", flat=True))


@holds_on(_("it is part of an insight"))
def in_an_insight(refs: Collection[str]) -> Collection[str]:
    """What an insight rests on is not taken out from under it."""
    return set(Evidence.objects.filter(subject__in=refs).values_list("subject", flat=True))
