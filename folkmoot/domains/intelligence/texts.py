"""Texts: what is read of an idea and of a comment. Only what is public, and in plain words."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, F, Model, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people.models import Visitor
from folkmoot.kit.markdown import words as plain
from folkmoot.kit.refs import key, ref

from .models import Understanding, UnderstandingQuerySet

#: Who is spoken to says nothing about what is said; an address is no mention.
MENTION = re.compile(r"(?<![\w.])@[\w][\w.-]*")
#: What a campaign asked, in an imported idea: the same for all, so it says nothing of this one.
QUESTION = re.compile(r"<p><strong>[^<]*</strong></p>")
MOST_WORDS = 4000
#: A title of fewer characters than this says too little alone.
SHORT_TITLE = 25
LONGEST_QUOTE = 280


class Text(NamedTuple):
    """The public words of one thing. ``version`` is the number of the version that they are."""

    subject: str
    community_id: int
    version: int
    title: str
    body: str
    author_id: int = 0
    said_at: datetime | None = None
    source: str = ""  # the system it came from; "" if it was said here

    @property
    def words(self) -> str:
        """What the models read."""
        if not (self.title and self.body):
            return self.title or self.body
        return f"{self.title}{'' if self.title[-1] in '.!?…' else '.'} {self.body}"

    @property
    def digest(self) -> str:
        return sha256(self.words.encode("utf-8", "replace")).hexdigest()

    @property
    def quote(self) -> str:
        """The words to show for it: its title if that says enough, else its first words."""
        if len(self.title) >= SHORT_TITLE:
            return self.title
        if len(self.words) <= LONGEST_QUOTE:
            return self.words
        return self.words[:LONGEST_QUOTE].rpartition(" ")[0] + " …"


@dataclass(frozen=True)
class Kind:
    """A kind of things that are read: which of them are public, and where their words are."""

    label: str
    public: Callable[[], "QuerySet[Any]"]  # annotated with version_read
    text_of: Callable[[Any], Text]

    def waiting(self, read: UnderstandingQuerySet) -> "QuerySet[Any]":
        """The public things that are not among those read, or only in an earlier version."""
        pointer = Concat(Value(f"{self.label}/"), Cast(OuterRef("pk"), CharField()))
        known = read.filter(subject=pointer, version__gte=OuterRef("version_read"))
        return self.public().filter(~Exists(known))

    def visible_to(self, person: Visitor, keys: Iterable[int]) -> "QuerySet[Any]":
        """Those of the public things with these keys that this person may see, with their authors."""
        seen = self.public().filter(pk__in=list(keys)).select_related("author")
        return seen.visible_to(person)  # type: ignore[attr-defined,no-any-return]


def _words(html: str) -> str:
    return " ".join(MENTION.sub(" ", plain(html, MOST_WORDS)).split())


def _of_idea(idea: Any) -> Text:
    title = " ".join(MENTION.sub(" ", idea.title).split())
    html = QUESTION.sub(" ", idea.body_html) if idea.source else idea.body_html
    by = (idea.author_id, idea.published_at, idea.source)
    return Text(ref(idea), idea.community_id, idea.version_read, title, _words(html), *by)


def _of_comment(comment: Any) -> Text:
    body = _words(comment.body_html)
    by = (comment.author_id, comment.said_at, comment.source)
    return Text(ref(comment), comment.community_id, comment.version_read, "", body, *by)


KINDS = (
    Kind(
        "ideas.idea",
        lambda: Idea.objects.published().annotate(version_read=F("version_number")),
        _of_idea,
    ),
    Kind(
        "discussions.comment",
        # A comment is never changed, only taken back.
        lambda: Comment.objects.standing().annotate(version_read=Value(1)),
        _of_comment,
    ),
)


def waiting(read: UnderstandingQuerySet, *, batch: int) -> Iterator[list[Text]]:
    """Walk once through all texts that are not read yet, some at a time; each batch is asked for when needed."""
    for kind in KINDS:
        after = 0
        things = kind.waiting(read).filter(community__pause=None).order_by("pk")
        while found := list(things.filter(pk__gt=after)[:batch]):
            after = found[-1].pk
            yield [kind.text_of(thing) for thing in found]


def texts_of(subjects: Iterable[str], *, is_locked: bool = False) -> dict[str, Text]:
    """The texts of these things as they are now, by subject; what is not public, or not read, is left out.

    With ``is_locked`` they stay as they are until the transaction ends, and what somebody changes at this
    moment is left out: nobody waits for anybody.
    """
    found = {}
    for kind, keys in _by_kind(subjects):
        things = kind.public().filter(pk__in=keys)
        if is_locked:
            things = things.select_for_update(of=("self",), no_key=True, skip_locked=True)
        found.update({text.subject: text for text in map(kind.text_of, things)})
    return found


def things_for(person: Visitor, subjects: Iterable[str]) -> dict[str, Model]:
    """The things behind these subjects that are public and that this person may see, with their authors."""
    return {ref(thing): thing for kind, keys in _by_kind(subjects) for thing in kind.visible_to(person, keys)}


def _by_kind(subjects: Iterable[str]) -> Iterator[tuple[Kind, list[int]]]:
    listed = list(subjects)
    for kind in KINDS:
        if keys := [key(one) for one in listed if one.startswith(f"{kind.label}/")]:
            yield kind, keys


def count_public(community_id: int) -> int:
    """How many things of a community there are to read."""
    return sum(kind.public().filter(community=community_id).count() for kind in KINDS)


def count_understood(community_id: int) -> int:
    return Understanding.objects.filter(community=community_id).exclude(version=0).count()
