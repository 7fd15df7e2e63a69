"""Things under oversight, as doors find them and as the desk shows them; a few statements for a page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.http import Http404

from folkmoot.domains.people.models import Person, Visitor
from folkmoot.kit.answers import Answer
from folkmoot.kit.oversight import Shown, kind_of, kinds, load_overseen
from folkmoot.kit.refs import load

from . import rules
from .models import Case, Decision, Flag, Suggestion

QUOTED = 20  # flags shown with their words


def thing_for(person: Visitor, kind: str, pk: int) -> Any:
    """The thing under oversight that this person may see, with its community. Http404 if there is none."""
    if kind not in kinds():
        raise Http404
    things: QuerySet[Any] = apps.get_model(kind)._default_manager.visible_to(person)
    if (thing := things.select_related("community", "author").filter(pk=pk).first()) is None:
        raise Http404
    return thing


@dataclass
class Entry:
    """One case as the desk shows it."""

    case: Case
    thing: Any
    shown: Shown
    word: str
    about: str = ""
    flags: list[Flag] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    may: Answer = Answer()
    may_lock: bool = False


def entries_of(cases: Sequence[Case]) -> list[Entry]:
    """The cases whose things are still there, with their words."""
    things = load_overseen(case.subject for case in cases)
    found = [
        Entry(
            case,
            things[case.subject],
            kind_of(case.subject).show(things[case.subject]),
            str(kind_of(case.subject).word),
        )
        for case in cases
        if case.subject in things
    ]
    abouts = load(entry.shown.about for entry in found)
    suspected: dict[str, list[Suggestion]] = defaultdict(list)
    for one in Suggestion.objects.filter(subject__in=[c.subject for c in cases]).order_by("-score"):
        suspected[one.subject].append(one)
    for entry in found:
        entry.about = str(abouts.get(entry.shown.about, ""))
        entry.suggestions = suspected[entry.case.subject]
    return found


def open_up(entry: Entry, person: Person) -> Entry:
    """The same with its flags, and whether this person may decide."""
    flags = list(
        Flag.objects.counted().on(entry.case.subject).select_related("person").order_by("-raised_at")
    )
    entry.flags = flags[:QUOTED]
    entry.may = rules.may_decide(person, entry.case, frozenset(flag.person_id for flag in flags))
    entry.may_lock = "lock" in kind_of(entry.case.subject).acts
    return entry


def decisions_for(person: Person, subject: str) -> list[Decision]:
    """What was decided about a thing or a person, as far as this person may read it, the newest first."""
    found = Decision.objects.on(subject).with_names().newest_first()[:50]
    return [decision for decision in found if rules.may_read(person, decision)]


def names_of(decisions: Sequence[Decision]) -> dict[str, str]:
    """What the things of these decisions are called, by ref."""
    things = load(decision.subject for decision in decisions)
    shown = load_overseen(things)
    return {
        pointer: kind_of(pointer).show(thing).title if pointer in shown else str(thing)
        for pointer, thing in things.items()
    }
