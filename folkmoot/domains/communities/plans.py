"""Plans: what a programme was set up from, kept with it, so that it can be read when the playbook has moved on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .models import Community
from .playbooks import Goal, Office, Phase, Place, Playbook


@dataclass(frozen=True)
class Draft:
    """A community of a playbook as somebody wished it: their name for it, and their words."""

    key: str
    name: str
    summary: str = ""


def plan_of(
    playbook: type[Playbook],
    founded: Mapping[str, Community],
    *,
    filled: Iterable[str],
    goals: Mapping[str, float],
) -> dict[str, Any]:
    """What was founded, what was changed against the playbook, and what the playbook said, in the words of that day.

    Nobody's address is kept: who has which role, the communities know.
    """
    return {
        "communities": [
            _founded(place, founded[place.key]) for place in playbook.places if place.key in founded
        ],
        "left_out": [str(place.name) for place in playbook.places if place.key not in founded],
        "filled": sorted(filled),
        "goals": [{"number": name, "value": value} for name, value in goals.items()],
        "shipped": {
            "offices": _plain(playbook.offices),
            "phases": _plain(playbook.phases),
            "goals": _plain(playbook.goals),
            "guard_rails": [str(one) for one in playbook.guard_rails],
            "reports": [str(one) for one in playbook.reports],
        },
    }


def _founded(place: Place, community: Community) -> dict[str, Any]:
    """With its name and words in the playbook only where somebody changed them."""
    was = {"name": str(place.name), "summary": str(place.summary)}
    now = {"name": community.name, "summary": community.summary}
    changed = {word: text for word, text in was.items() if text != now[word]}
    key = {"key": place.key, "community": community.pk, "joining": str(place.joining)}
    return {**key, **now, "was": changed}


def _plain(parts: Sequence[Any]) -> list[dict[str, Any]]:
    """As JSON holds it: lazy words are said in the language of whoever sets it up."""
    return [{name: _value(value) for name, value in asdict(part).items()} for part in parts]


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, int | float) else str(value)


@dataclass(frozen=True)
class Said:
    """What a playbook says, by its file or as a plan remembers it."""

    offices: Sequence[Office]
    phases: Sequence[Phase]
    goals: Sequence[Goal]
    guard_rails: Sequence[Any]
    reports: Sequence[Any]


def said_by(plan: Mapping[str, Any], version: int, playbook: type[Playbook] | None) -> Said:
    """By the playbook, in the language of the reader, as long as it is the version that was used; else by the plan."""
    if playbook is not None and playbook.version == version:
        return Said(playbook.offices, playbook.phases, playbook.goals, playbook.guard_rails, playbook.reports)
    shipped = plan["shipped"]
    return Said(
        [Office(**{**one, "places": tuple(one["places"])}) for one in shipped["offices"]],
        [Phase(**one) for one in shipped["phases"]],
        [Goal(**{**one, "places": tuple(one["places"])}) for one in shipped["goals"]],
        shipped["guard_rails"],
        shipped["reports"],
    )
