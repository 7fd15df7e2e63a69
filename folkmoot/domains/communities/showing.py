"""What the page of a programme says: doors, roles, phases by the calendar, and what was changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Answer
from folkmoot.kit.times import number, percent

from . import rules
from .models import Community, Joining, Membership, Programme, Role
from .plans import Said, said_by
from .playbooks import NUMBERS, Goal, Office, Phase, Playbook, Words, in_order


@dataclass(frozen=True)
class Door:
    """A community of the programme, and whether it is joined as it was meant to be."""

    community: Community
    is_meant_open: bool
    may_manage: Answer


@dataclass(frozen=True)
class Seat:
    """Who has a role in one community; nobody, perhaps."""

    community: Community
    names: Sequence[str]
    may_manage: Answer


@dataclass(frozen=True)
class Step:
    """A phase by the calendar, counted from the day on which the programme was set up."""

    phase: Phase
    begins: date
    ends: date
    is_now: bool


@dataclass(frozen=True)
class Shown:
    programme: Programme
    playbook: type[Playbook] | None
    said: Said
    doors: Sequence[Door]
    offices: Sequence[tuple[Office, Sequence[Seat]]]
    steps: Sequence[Step]
    goals: Sequence[tuple[Words, str, date]]
    changes: Sequence[str]

    @property
    def newer(self) -> int:
        """The version that is shipped, if it is newer than the one that was used; else 0."""
        shipped = self.playbook.version if self.playbook else 0
        return shipped if shipped > self.programme.version else 0


def shown(programme: Programme, person: Person) -> Shown:
    """A programme as this person may see it: a community that is hidden from them is not named."""
    playbook = in_order().get(programme.playbook)
    said = said_by(programme.plan, programme.version, playbook)
    doors = _doors(programme, person)
    first = localdate(programme.set_up_at)
    return Shown(
        programme,
        playbook,
        said,
        list(doors.values()),
        _offices(said.offices, doors),
        _steps(said.phases, first),
        _goals(programme, said.goals, first),
        _changes(programme, said.goals, doors),
    )


def _doors(programme: Programme, person: Person) -> dict[str, Door]:
    """By their keys in the playbook, in its order."""
    communities = Community.objects.visible_to(person).filter(programme=programme).in_bulk()
    return {
        one["key"]: Door(
            communities[one["community"]],
            one["joining"] == Joining.OPEN,
            rules.may_manage(person, communities[one["community"]]),
        )
        for one in programme.plan["communities"]
        if one["community"] in communities
    }


def _offices(offices: Sequence[Office], doors: dict[str, Door]) -> list[tuple[Office, list[Seat]]]:
    """Each office with who has it now in each of its communities: one statement."""
    held = Membership.objects.filter(community__in=[door.community for door in doors.values()])
    names: dict[tuple[int, str], list[str]] = {}
    rows = held.exclude(role=Role.MEMBER).order_by("since", "pk")
    for community, role, name in rows.values_list("community", "role", "person__name"):
        names.setdefault((community, role), []).append(name)

    def seat(door: Door, office: Office) -> Seat:
        return Seat(door.community, names.get((door.community.pk, office.role), []), door.may_manage)

    seats = [(one, [seat(doors[key], one) for key in one.places if key in doors]) for one in offices]
    return [(office, found) for office, found in seats if found]


def _steps(phases: Sequence[Phase], first: date) -> list[Step]:
    steps, begins, today = [], first, clock.today()
    for phase in phases:
        ends = begins + timedelta(days=phase.days)
        steps.append(Step(phase, begins, ends, begins <= today < ends))
        begins = ends
    return steps


def _goals(programme: Programme, goals: Sequence[Goal], first: date) -> list[tuple[Words, str, date]]:
    """What was aimed at on the day of the set-up: the number, its value, its day."""
    days = {goal.number: goal.days for goal in goals}
    return [
        (
            NUMBERS[one["number"]].label,
            _value(one["number"], one["value"]),
            first + timedelta(days[one["number"]]),
        )
        for one in programme.plan["goals"]
        if one["number"] in NUMBERS and one["number"] in days
    ]


def _value(name: str, value: float) -> str:
    return percent(value) if NUMBERS[name].is_share else f"{number(value)} {NUMBERS[name].unit}"


def _changes(programme: Programme, goals: Sequence[Goal], doors: dict[str, Door]) -> list[str]:
    """What is not as the playbook had it, in sentences."""
    plan = programme.plan
    told = [_("“%(name)s” was not founded.") % {"name": name} for name in plan["left_out"]]
    for one in plan["communities"]:
        if one["key"] not in doors:
            continue
        if "name" in one["was"]:
            told.append(_("“%(was)s” is called “%(now)s”.") % {"was": one["was"]["name"], "now": one["name"]})
        if "summary" in one["was"]:
            told.append(_("“%(name)s” has a summary of its own.") % {"name": one["name"]})
    return told + _changed_goals({one["number"]: one["value"] for one in plan["goals"]}, goals)


def _changed_goals(wanted: dict[str, float], goals: Sequence[Goal]) -> list[str]:
    told = []
    for goal in (one for one in goals if one.number in NUMBERS):
        words = {"number": NUMBERS[goal.number].label, "was": _value(goal.number, goal.value)}
        if goal.number not in wanted:
            told.append(_("%(number)s: no target, instead of %(was)s.") % words)
        elif wanted[goal.number] != goal.value:
            words["now"] = _value(goal.number, wanted[goal.number])
            told.append(_("%(number)s: %(now)s instead of %(was)s.") % words)
    return told
