"""Voices behind an insight: who gave them, and who stood with them."""

from collections.abc import Iterable

from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas.models import Idea, Support
from folkmoot.kit.refs import key

IDEA = "ideas.idea/"
COMMENT = "discussions.comment/"


def ideas_in(subjects: Iterable[str]) -> list[int]:
    return [key(subject) for subject in subjects if subject.startswith(IDEA)]


def comments_in(subjects: Iterable[str]) -> list[int]:
    return [key(subject) for subject in subjects if subject.startswith(COMMENT)]


def people_behind(subjects: Iterable[str]) -> set[int]:
    """Keys of the authors, supporters and commenters of these voices, each once."""
    subjects = list(subjects)
    ideas, comments = ideas_in(subjects), comments_in(subjects)
    people = set(Idea.objects.filter(pk__in=ideas).values_list("author_id", flat=True))
    people |= set(Support.objects.standing().filter(idea__in=ideas).values_list("person_id", flat=True))
    people |= set(Comment.objects.filter(pk__in=comments).values_list("author_id", flat=True))
    talk = Comment.objects.standing().filter(subject__in=[s for s in subjects if s.startswith(IDEA)])
    return people | set(talk.values_list("author_id", flat=True))
