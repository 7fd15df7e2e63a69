"""Oversight: what a moderator may do with a thing, named by the room that holds it; who moderates knows no kinds.

State, visibility, moderation and publication are four columns: what is hidden keeps its state, and nothing is deleted.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.kit.answers import YES, Answer
from folkmoot.kit.refs import load


class Moderation(models.TextChoices):
    """Clear: seen by all who may see the thing. Held: waits for a moderator. Hidden: a moderator hid it."""

    CLEAR = "clear", _("Clear")
    HELD = "held", _("Waits for a moderator")
    HIDDEN = "hidden", _("Hidden by moderation")


class Reason(models.TextChoices):
    """Why somebody flags a thing, and by which rule a moderator decides. The list is fixed, so that a log can count."""

    SPAM = "spam", _("Advertising or spam")
    ATTACK = "attack", _("Attacks or insults somebody")
    HATE = "hate", _("Incites hatred")
    PRIVATE = "private", _("Shows private data of somebody")
    ILLEGAL = "illegal", _("Against the law")
    OFF_TOPIC = "off_topic", _("Not about this subject")
    OTHER = "other", _("Something else")


RULES: Mapping[str, str | Promise] = {
    Reason.SPAM: _("We speak about our subject; advertising and repeated posts do not belong here."),
    Reason.ATTACK: _("We argue about things, never against persons."),
    Reason.HATE: _("Nobody is put down for what they are."),
    Reason.PRIVATE: _("Addresses, numbers and pictures of others stay with them."),
    Reason.ILLEGAL: _("What the law forbids is not shown here."),
    Reason.OFF_TOPIC: _("Each thing stands where its subject is spoken of."),
    Reason.OTHER: _("The moderator says in words what is wrong."),
}

Thing = TypeVar("Thing", bound=models.Model)


class OverseenQuerySet(models.QuerySet[Thing]):
    """Words for what can be held and hidden."""

    def clear(self) -> "OverseenQuerySet[Thing]":
        return self.filter(moderation=Moderation.CLEAR)

    def held(self) -> "OverseenQuerySet[Thing]":
        return self.filter(moderation=Moderation.HELD)

    def hidden(self) -> "OverseenQuerySet[Thing]":
        return self.filter(moderation=Moderation.HIDDEN)


class Overseen(models.Model):
    """Whatever a person gives and a moderator may hide. The room adds ``is_overseen`` to its constraints."""

    moderation = models.CharField(
        max_length=10, choices=Moderation, default=Moderation.CLEAR, db_default=Moderation.CLEAR.value
    )

    class Meta:
        abstract = True

    def get_moderation_display(self) -> str:  # type: ignore[no-redef]
        # Django's own builds the table of all choices, in the reader's language, at each call.
        return str(Moderation(self.moderation).label)

    @property
    def is_clear(self) -> bool:
        return self.moderation == Moderation.CLEAR

    @property
    def is_held(self) -> bool:
        return self.moderation == Moderation.HELD

    @property
    def is_hidden(self) -> bool:
        return self.moderation == Moderation.HIDDEN


class Lockable(models.Model):
    """What a moderator may close for more words; empty is open, else the reason why it is locked."""

    locked_because = models.CharField(max_length=20, choices=Reason, blank=True, default="", db_default="")

    class Meta:
        abstract = True

    @property
    def is_locked(self) -> bool:
        return self.locked_because != ""


def overseen(name: str) -> models.CheckConstraint:
    """The constraint of a table whose rows are clear, held or hidden."""
    return models.CheckConstraint(condition=Q(moderation__in=Moderation.values), name=name)


def may_add_to(thing: object) -> Answer:
    """May anybody still add words or support to this thing, or is it locked, held or hidden?"""
    because = getattr(thing, "locked_because", "")
    if because:
        return Answer(_("A moderator locked this: %(reason)s.") % {"reason": Reason(because).label})
    if getattr(thing, "moderation", Moderation.CLEAR) != Moderation.CLEAR:
        return Answer(_("This is not public: it waits for a moderator, or was hidden."))
    return YES


def is_shown_to(person_id: int | None, thing: object) -> bool:
    """Whether the words of a thing may be named to this person: clear, or their own. Moderators look at the thing."""
    if getattr(thing, "moderation", Moderation.CLEAR) == Moderation.CLEAR:
        return True
    return person_id is not None and getattr(thing, "author_id", None) == person_id


@dataclass(frozen=True)
class Shown:
    """A thing as the desk of a moderator shows it; ``about`` is the ref of what it is said about, or empty."""

    title: str
    html: str
    path: str
    about: str = ""


@dataclass(frozen=True)
class Kind:
    """What the room of a kind offers: ``acts`` by verb (hide, restore, let_pass, lock, unlock), each called as
    ``act(thing, by=person)``, those that need one with ``reason=``; ``show`` its words for the desk; how many things
    of a person ``stand``.
    """

    label: str
    word: str | Promise
    acts: Mapping[str, Callable[..., Any]]
    show: Callable[[Any], Shown]
    stand: Callable[[int], int]


_kinds: dict[str, Kind] = {}
_POINTER = re.compile(r"[a-z_]+\.[a-z_]+/[0-9]{1,18}")  # others name nothing, whatever was sent


def oversees(kind: Kind) -> Kind:
    """Put a kind under oversight. ValueError if another room has named it."""
    known = _kinds.get(kind.label)
    if known is not None and known.show.__module__ != kind.show.__module__:
        raise ValueError(f"{kind.label} is overseen already")
    _kinds[kind.label] = kind
    return kind


def kinds() -> dict[str, Kind]:
    """All kinds under oversight, by label."""
    return dict(sorted(_kinds.items()))


def kind_of(pointer: str) -> Kind:
    """The kind of the thing that a ref means. KeyError if nobody oversees it."""
    return _kinds[pointer.partition("/")[0]]


def load_overseen(pointers: Iterable[str]) -> dict[str, Any]:
    """The overseen things that are still there, by ref: one query per kind."""
    return load(p for p in pointers if _POINTER.fullmatch(p) and p.partition("/")[0] in _kinds)


def withheld(field: str = "subject") -> Q:
    """A condition on rows that keep a ref, and perhaps words of its thing: the thing is held or hidden."""
    condition = Q(pk__in=[])
    for label in kinds():
        things = apps.get_model(label)._default_manager.exclude(moderation=Moderation.CLEAR)
        pointer = Concat(Value(f"{label}/"), Cast(F("pk"), models.CharField()))
        condition |= Q(**{f"{field}__in": things.annotate(pointer=pointer).values("pointer")})
    return condition


def standing_of(person_id: int) -> int:
    """How many things of a person stand, over all kinds: published, not taken back, neither held nor hidden."""
    return sum(kind.stand(person_id) for kind in _kinds.values())
