"""Touching: what somebody here did with what an import brought. As long as nobody did anything, it can be undone."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.activity.models import Activity
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas.models import Idea
from folkmoot.kit.markdown import words
from folkmoot.kit.refs import load, ref
from folkmoot.kit.touching import held_on

from .models import Import

Thing = TypeVar("Thing")
_PIECE = 500
NAMED = 5  # things that a no names

#: What a verb of the stream says of a thing, by the beginning of the verb; the first that fits.
_SAYINGS: tuple[tuple[str, str | Promise], ...] = (
    ("ideas.idea.supported", _("somebody supports it")),
    ("ideas.idea.unsupported", _("somebody supported it")),
    ("ideas.idea.revised", _("it was edited here")),
    ("ideas.idea.updated", _("theirs was taken for it")),
    ("ideas.idea.moved", _("it has moved on")),
    ("discussions.comment.posted", _("somebody commented on it")),
    ("discussions.comment", _("somebody commented on it")),
    ("discussions.subject.answered", _("it was answered")),
    ("insights.", _("it is part of an insight")),
    ("moderation.", _("moderators have to do with it")),
    ("ideas.idea.hidden", _("moderators have to do with it")),
    ("ideas.idea.locked", _("moderators have to do with it")),
    ("intelligence.", _("somebody corrected how it is understood")),
)
_MACHINES = ("channels.", "moderation.thing.suggested", "intelligence.themes.")


@dataclass(frozen=True)
class Touched:
    """A thing that an import brought, its words, its page, and what somebody did with it."""

    title: str
    path: str
    why: str


def touched(one: Import) -> list[Touched]:
    """The first things of this import that somebody has touched since; empty if it can be undone."""
    ideas, changed, comments = _brought(one)
    refs = {f"ideas.idea/{pk}" for pk in ideas | changed} | {f"discussions.comment/{pk}" for pk in comments}
    found = dict(islice(_reasons(one, refs, ideas, comments), NAMED))
    things: dict[str, Any] = load(found)
    return [Touched(_title(things[at]), things[at].get_absolute_url(), str(why)) for at, why in found.items()]


def _title(thing: Any) -> str:
    return words(thing.body_html, 10) if isinstance(thing, Comment) else str(thing)[:80]


def _brought(one: Import) -> tuple[set[int], set[int], set[int]]:
    """New ideas, ideas that it changed, and all comments."""
    ideas: set[int] = set()
    changed: set[int] = set()
    comments: set[int] = set()
    for arrival in one.arrivals.iterator(chunk_size=50):
        ideas.update(arrival.ideas)
        changed.update(change[0] for change in arrival.changes)
        comments.update(arrival.comments, map(int, arrival.before))
    return ideas, changed, comments


def _reasons(
    one: Import, refs: set[str], ideas: set[int], comments: set[int]
) -> Iterator[tuple[str, str | Promise]]:
    yield from _by_stream(one, refs)
    for piece in _pieces(sorted(ideas)):
        claimed = Idea.objects.filter(pk__in=piece).filter(
            Q(author__email__isnull=False) | Q(author__merged_into__isnull=False)
        )
        for pk in claimed.values_list("pk", flat=True):
            yield f"ideas.idea/{pk}", _("its author is here, and it is theirs")
        said = Comment.objects.filter(subject__in=[f"ideas.idea/{pk}" for pk in piece], taken_back_at=None)
        for pk, subject in said.values_list("pk", "subject"):
            if pk not in comments:
                yield subject, _("somebody commented on it")
    for part in _pieces(sorted(refs)):
        yield from held_on(part)


def _by_stream(one: Import, refs: set[str]) -> Iterator[tuple[str, str | Promise]]:
    """All that people do is told to the stream, with its context."""
    since = Activity.objects.within(ref(one.community)).filter(
        is_imported=False, recorded_at__gte=one.started_at
    )
    for verb, thing, target in since.values_list("verb", "object", "target").iterator(chunk_size=2000):
        if verb.startswith(_MACHINES):
            continue
        for at in (thing, target):
            if at in refs:
                yield at, _saying(verb)


def _saying(verb: str) -> str | Promise:
    return next((said for start, said in _SAYINGS if verb.startswith(start)), _("somebody has to do with it"))


def _pieces(things: list[Thing]) -> Iterator[list[Thing]]:
    for start in range(0, len(things), _PIECE):
        yield things[start : start + _PIECE]
