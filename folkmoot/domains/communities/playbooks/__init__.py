"""The shelf of playbooks: each file is one way to run a programme, plain data that people read first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.communities.models import Joining, Role
from folkmoot.kit.shelves import Shelf

Words = str | Promise


@dataclass(frozen=True)
class Place:
    """A community that a programme founds. It begins by invitation; ``joining`` is how it is meant to be joined."""

    key: str
    name: Words
    summary: Words
    joining: Joining


@dataclass(frozen=True)
class Office:
    """A role that must be filled, in these communities (by their keys), and what whoever has it answers for."""

    key: str
    label: Words
    role: Role
    places: tuple[str, ...]
    answers_for: Words


@dataclass(frozen=True)
class Phase:
    """A part of the way: what is done, what ends it, and how many days it usually takes.

    ``by_hand`` is what people do there without a page of Folkmoot.
    """

    name: Words
    work: Words
    gate: Words
    days: int
    by_hand: Words = ""


@dataclass(frozen=True)
class Goal:
    """What these communities aim at with one number, by its name, so many days after the programme was set up.

    A share is written as 0 to 1.
    """

    number: str
    value: float
    days: int
    places: tuple[str, ...]


@dataclass(frozen=True)
class Number:
    """How a number that can be aimed at is called here, and in what it is counted."""

    label: Words
    unit: Words
    is_share: bool = False


#: The numbers that a goal may name; this room knows nothing of them but that.
NUMBERS = {
    "active_participants": Number(_("Active participants"), _("people")),
    "contributions": Number(_("Contributions"), _("things given")),
    "share_answered": Number(_("Ideas answered"), _("in percent"), is_share=True),
    "time_to_answer": Number(_("Days to an answer"), _("days")),
    "overdue": Number(_("Answers past their day"), _("in percent"), is_share=True),
}


class Playbook:
    """One way to run a programme. A change of what it sets up or says is a new ``version``."""

    order: ClassVar[int] = 50
    version: ClassVar[int]
    label: ClassVar[Words]
    objective: ClassVar[Words]
    places: ClassVar[Sequence[Place]]
    offices: ClassVar[Sequence[Office]]
    phases: ClassVar[Sequence[Phase]]
    goals: ClassVar[Sequence[Goal]]
    guard_rails: ClassVar[Sequence[Words]]
    reports: ClassVar[Sequence[Words]]

    @classmethod
    def name(cls) -> str:
        return cls.__module__.rpartition(".")[2]

    @classmethod
    def days(cls) -> int:
        """How long it usually takes, from the first phase to the last."""
        return sum(phase.days for phase in cls.phases)


shelf: Shelf[Playbook] = Shelf(__name__)


def in_order() -> dict[str, type[Playbook]]:
    """All playbooks by name, as a page shows them."""
    return dict(sorted(shelf.all().items(), key=lambda item: (item[1].order, item[0])))


__all__ = [
    "NUMBERS",
    "Goal",
    "Joining",
    "Number",
    "Office",
    "Phase",
    "Place",
    "Playbook",
    "Role",
    "Words",
    "in_order",
    "shelf",
]
