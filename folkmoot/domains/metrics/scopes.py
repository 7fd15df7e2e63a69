"""Scopes: the communities that a figure speaks of. A figure of a scope is the same for everybody who may see it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser

from folkmoot.activity.models import Activity, ActivityQuerySet
from folkmoot.kit.refs import key, load

FOUNDED = "communities.community.founded"


@dataclass(frozen=True)
class Scope:
    """A set of contexts of the stream, in order."""

    contexts: tuple[str, ...]

    @classmethod
    def of(cls, contexts: Iterable[str]) -> "Scope":
        return cls(tuple(sorted(set(contexts))))

    @property
    def key(self) -> str:
        """The one context, or a digest of the several."""
        if len(self.contexts) == 1:
            return self.contexts[0]
        return "several/" + hashlib.sha256(" ".join(self.contexts).encode()).hexdigest()[:32]

    @property
    def stream(self) -> ActivityQuerySet:
        return Activity.objects.filter(context__in=self.contexts)

    def parts(self) -> list["Scope"]:
        """Each community alone."""
        return [Scope((context,)) for context in self.contexts]


def seen_by(person: Any) -> Scope:
    """All communities of which this person may see what happens: one statement."""
    return Scope.of(Activity.objects.visible_to(person).of(FOUNDED).values_list("context", flat=True))


def public() -> Scope:
    """What everybody may see."""
    return seen_by(AnonymousUser())


def names(scope: Scope) -> dict[int, str]:
    """The names of its communities by their keys, in the order of the alphabet: one statement."""
    found = {key(context): str(thing) for context, thing in load(scope.contexts).items()}
    return dict(sorted(found.items(), key=lambda item: item[1].casefold()))
