"""What somebody gave, as those find it who pick words from it."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Visitor
from folkmoot.kit.refs import ref

from .evidence import comments_in, ideas_in


def thing_for(person: Visitor, kind: str, pk: int) -> Any:
    """A published idea or a comment that stands. Http404 if this person may not see it."""
    if kind == "idea":
        return get_object_or_404(Idea.objects.visible_to(person).published().with_names(), pk=pk)
    if kind == "comment":
        standing = Comment.objects.visible_to(person).standing().select_related("author", "community")
        return get_object_or_404(standing, pk=pk)
    raise Http404


def shown_among(subjects: Iterable[str], person: Visitor) -> set[str]:
    """Those of these refs behind which is something that this person may see: a statement for each kind."""
    subjects = set(subjects)
    ideas = Idea.objects.visible_to(person).published().filter(pk__in=ideas_in(subjects))
    comments = Comment.objects.visible_to(person).standing().filter(pk__in=comments_in(subjects))
    return {ref(one) for one in [*ideas.only("pk"), *comments.only("pk")]}


def things_named(person: Visitor, pointers: Iterable[str]) -> dict[str, Any]:
    """The same by refs such as ``ideas.idea/7``: a statement for each kind. Http404 if one of them may not be seen."""
    asked = set(pointers)
    ideas = Idea.objects.visible_to(person).published().with_names().filter(pk__in=ideas_in(asked))
    comments = Comment.objects.visible_to(person).standing().select_related("author", "community")
    found = {ref(one): one for one in [*ideas, *comments.filter(pk__in=comments_in(asked))]}
    if asked - found.keys():
        raise Http404
    return found


def thing_named(person: Visitor, pointer: str) -> Any:
    """One of them."""
    return things_named(person, [pointer])[pointer]
