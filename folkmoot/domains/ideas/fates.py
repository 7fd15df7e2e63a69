"""Fates: the steps of an idea's life as its page shows them, those to come included."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _
from markupsafe import Markup

from folkmoot.kit.times import day

from .models import Idea, StateChange
from .states import State

_END = {State.DECLINED, State.ALREADY_THERE, State.DELIVERED, State.WITHDRAWN, State.MERGED}


class Step(NamedTuple):
    """``state`` is done, now, no or next; ``on`` says when, and ``note`` by whom and why, too; both nothing of what is
    still to come."""

    title: str
    state: str
    on: str = ""
    note: Markup = Markup("")


def fate_of(idea: Idea, changes: Iterable[StateChange]) -> tuple[Step, ...]:
    """What became of an idea so far, by its changes of state with who made them, and what comes next."""
    changes = [change for change in changes if change.state != State.DRAFT]
    return (*[_step(change, is_last=change is changes[-1]) for change in changes], *_to_come(idea))


def _step(change: StateChange, *, is_last: bool) -> Step:
    titles = {State.LIVE: _("Published"), State.IN_REVIEW: _("An answer is owed")}
    title = titles.get(State(change.state)) or str(State(change.state).label)
    reason = f". {change.reason}" if change.reason else ""
    on = day(change.at)
    return Step(title, _mark(change.state, is_last), on, Markup("{}, {}{}").format(on, change.by, reason))


def _mark(state: str, is_last: bool) -> str:
    if state in (State.DECLINED, State.WITHDRAWN):
        return "no"
    return "now" if is_last and state not in _END else "done"


def _to_come(idea: Idea) -> list[Step]:
    ahead = {
        State.DRAFT: [_("Published"), _("Answered"), _("Delivered")],
        State.LIVE: [_("Answered"), _("Delivered")],
        State.IN_REVIEW: [_("Answered"), _("Delivered")],
        State.CARRIED_OVER: [_("Answered again"), _("Delivered")],
        State.ACCEPTED: [_("Delivered")],
    }
    return [Step(title, "next") for title in ahead.get(State(idea.state), [])]


_PATHS = {
    State.DRAFT: ("now", "next", "next", "next"),
    State.LIVE: ("done", "now", "next", "next"),
    State.IN_REVIEW: ("done", "done", "now", "next"),
    State.CARRIED_OVER: ("done", "done", "now", "next"),
    State.ACCEPTED: ("done", "done", "done", "now"),
    State.DECLINED: ("done", "done", "no"),
    State.ALREADY_THERE: ("done", "done", "done"),
    State.DELIVERED: ("done", "done", "done", "done"),
    State.WITHDRAWN: ("done", "no"),
    State.MERGED: ("done", "done"),
}


def dots_of(idea: Idea) -> tuple[str, ...]:
    """The same in short, for lists: draft, live, answered, delivered."""
    return _PATHS[State(idea.state)]
