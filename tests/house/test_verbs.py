"""One verb, one word, all the way: address, view, action, rule, stream and test say the same word."""

import importlib
import inspect
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import resolve

from folkmoot.activity.vocabulary import VERBS
from tests.house.routes import own_routes, table

ROOMS = {name.rpartition(".")[2]: name for name in settings.ROOMS}
WRITTEN = sorted({row.route for row in table() if row.method == "POST" and row.route.split(":")[0] in ROOMS})
#: Where a place says another word than the name of the route. A new line here needs a reason as good as these.
OTHER_WORDS = {
    # An upload is prepared; it brings nothing in before somebody has looked at the first rows and starts it.
    "channels:upload": {"address": "into", "action": "prepare", "rule": "import"},
    # To invite and to appoint is to manage a community: one rule, so that its buttons agree.
    "communities:invite": {"rule": "manage"},
    "communities:appoint": {"rule": "manage"},
    "communities:accept": {"address": "invitations"},
    "communities:open_door": {"address": "open", "rule": "manage"},
    "communities:close_door": {"address": "close", "rule": "manage"},
    # The page of a playbook is its form, too; whoever founds communities founds several.
    "communities:playbook": {"address": "playbooks", "action": "set_up", "rule": "found"},
    "insights:answer_many": {"address": "answer", "rule": "answer"},
    "intelligence:name": {"view": "name_theme", "action": "name_theme"},
    "intelligence:correct_language": {"address": "language", "rule": "correct"},
    "intelligence:correct_sentiment": {"address": "sentiment", "rule": "correct"},
    "people:rename": {"address": "name"},
    "people:enter": {"action": "use_sign_in_link", "rule": "sign_in"},
    # Whoever decides on a claim may say yes or no: one rule, so that both buttons agree.
    "channels:confirm": {"rule": "decide"},
    "channels:refuse": {"rule": "decide"},
    # Their side or ours, one by one or all: one rule each, so that its buttons agree.
    "channels:take_all": {"rule": "take"},
    "channels:keep_all": {"rule": "keep"},
    # Which model serves is one duty, whichever button.
    "intelligence:stop_encoder": {"address": "stop", "rule": "run_models"},
    "intelligence:resume_encoder": {"address": "resume", "rule": "run_models"},
    # A visitor's link publishes what was drafted.
    "ideas:confirm": {"action": "publish", "rule": "publish"},
}
#: Where there is nothing to say, and why.
SILENT = {
    ("privacy:export", "stream"): "one's own affair; the audit log keeps it",
    ("privacy:stop", "stream"): "one's own affair; the audit log keeps it",
    ("privacy:resume", "stream"): "one's own affair; the audit log keeps it",
    ("people:prefer", "rule"): "everybody, of themselves",
    ("people:prefer", "stream"): "how somebody reads is their own affair",
    ("people:claim", "rule"): "only what waits under an address that was confirmed is claimed",
    ("people:sign_in_again", "action"): "it signs in, which no action of ours does",
    ("people:sign_in_again", "rule"): "everybody, of themselves",
    ("people:sign_in_again", "stream"): "signing in changes nothing that others gave; the audit log keeps it",
    ("people:sign_in_again", "test"): "tested by what asks for it",
    ("people:end_session", "rule"): "everybody, of their own",
    ("people:end_session", "stream"): "the audit log keeps it",
    ("people:end_other_sessions", "rule"): "everybody, of their own",
    ("people:end_other_sessions", "stream"): "the audit log keeps it",
    ("people:make_token", "stream"): "the audit log keeps it",
    ("people:revoke_token", "stream"): "the audit log keeps it",
    ("people:rename", "rule"): "everybody, of themselves",
    ("notices:see", "rule"): "everybody, of what they were told",
    ("notices:unsubscribe", "rule"): "whoever holds the letter: its address proves itself",
    ("notices:resubscribe", "rule"): "whoever holds the letter: its address proves itself",
    **{
        (f"notices:{verb}", "stream"): "how somebody is told is their own affair"
        for verb in ("prefer", "unsubscribe", "resubscribe", "add", "remove", "lift")
    },
    ("communities:accept", "rule"): "whoever holds the invitation; the action looks for it",
    ("people:enter", "stream"): "signing in changes nothing that others gave; the audit log keeps it",
    ("channels:match", "stream"): "which column is what changes nothing until somebody starts it",
    ("channels:upload", "stream"): "a file that nobody started changes nothing",
    ("insights:draft", "stream"): "a draft is its writer's own affair",
    ("ideas:draft", "stream"): "a draft is its author's own affair",
    ("ideas:edit", "stream"): "a draft is its author's own affair",
    ("notices:see", "stream"): "what somebody has read is their own affair",
}


def doors_for(place: str) -> list[str]:
    return [route for route in WRITTEN if (route, place) not in SILENT]


def word(route: str, place: str) -> str:
    verb = route.partition(":")[2]
    return OTHER_WORDS.get(route, {}).get(place, verb)


def part(route: str, name: str):
    return importlib.import_module(f"{ROOMS[route.partition(':')[0]]}.{name}")


def view_of(route: str):
    pattern = own_routes()[route]
    filled = re.sub(r"<(\w+:)?\w+>", lambda m: "1" if m[1] == "int:" else "a", pattern)
    return resolve(f"/{filled}").func


@pytest.mark.parametrize("route", WRITTEN)
def test_the_address_says_the_verb(route):
    last = [piece for piece in own_routes()[route].split("/") if piece and "<" not in piece][-1]
    assert last.replace("-", "_") == word(route, "address")


@pytest.mark.parametrize("route", WRITTEN)
def test_the_view_says_the_verb(route):
    assert inspect.unwrap(view_of(route)).__name__ == word(route, "view")


@pytest.mark.parametrize("route", doors_for("action"))
def test_the_action_says_the_verb(route):
    assert hasattr(part(route, "actions"), word(route, "action"))


@pytest.mark.parametrize("route", doors_for("rule"))
def test_the_rule_says_the_verb(route):
    assert hasattr(part(route, "rules"), f"may_{word(route, 'rule')}")


@pytest.mark.parametrize("route", doors_for("stream"))
def test_the_stream_hears_of_it(route):
    """The action records an activity of its room, itself or by a step of its own."""
    action = getattr(part(route, "actions"), word(route, "action"))
    assert re.search(r"activities\.[A-Z_]+", source_with_steps(action, {action.__name__})), action


def source_with_steps(function, seen: set[str]) -> str:
    """The text of a function and of the functions of its own package that it calls."""
    source = inspect.getsource(function)
    module = inspect.getmodule(function)
    for name in re.findall(r"\b(\w+)\(", source):
        step = getattr(module, name, None)
        if inspect.isfunction(step) and name not in seen and step.__module__.startswith("folkmoot"):
            seen.add(name)
            source += source_with_steps(inspect.unwrap(step), seen)
    return source


@pytest.mark.parametrize("route", doors_for("test"))
def test_a_test_says_the_verb(route):
    room = Path(inspect.getfile(part(route, "actions"))).parents[0]
    room = room.parent if room.name == "actions" else room
    said = "\n".join(file.read_text() for file in (room / "tests").rglob("test_*.py"))
    assert re.search(
        rf"(?:\b|may_){word(route, 'action')}\b|/{word(route, 'address').replace('_', '-')}/", said
    )


def test_what_is_recorded_belongs_to_the_room_that_says_it():
    for name in VERBS:
        assert name.split(".")[0] in ROOMS or name.startswith("activity."), name


def test_exceptions_are_of_doors_that_exist():
    assert set(OTHER_WORDS) | {route for route, _ in SILENT} <= set(WRITTEN)
