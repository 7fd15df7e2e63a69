"""Showing: consents and exports as the page needs them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat

from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Answer

from . import rules
from .models import Consent, Export
from .purposes import PURPOSES, Purpose


@dataclass(frozen=True)
class Agreement:
    """One purpose, and how this person stands to it. ``since`` is None where they never said a word.

    ``is_new``: they agreed to other words than these, and are asked anew.
    """

    purpose: Purpose
    is_given: bool
    since: datetime | None
    is_new: bool


def consents_of(person: Person) -> Iterator[Agreement]:
    """All purposes, with this person's last word on each: one statement."""
    newest = {word.purpose: word for word in Consent.objects.of(person).newest()}
    for name, purpose in PURPOSES.items():
        word = newest.get(name)
        is_given = rules.agrees(purpose, word)
        yield Agreement(
            purpose, is_given, word.at if word else None, bool(word and word.is_given and not is_given)
        )


@dataclass(frozen=True)
class Made:
    """One export and what may be done with it."""

    one: Export
    may_stop: Answer
    may_resume: Answer
    is_ready: bool

    @property
    def weight(self) -> str:
        """Its size in the reader's language."""
        return filesizeformat(self.one.size or 0)


def exports_of(person: Person) -> list[Made]:
    """Those of this week, the newest first."""
    mine = list(Export.objects.of(person).select_related("person").order_by("-id")[:10])
    ready = set(Export.objects.of(person).ready().values_list("pk", flat=True))
    return [
        Made(one, rules.may_stop(person, one), rules.may_resume(person, one), one.pk in ready) for one in mine
    ]
