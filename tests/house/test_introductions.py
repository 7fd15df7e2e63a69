"""The introduction of a room is true: what it leans on, says, hears and offers is what its code does."""

import ast
import importlib
import re
from pathlib import Path

import pytest

from folkmoot.activity import stream
from folkmoot.domains.webhooks.offered import offered_verbs
from folkmoot.kit import slots
from folkmoot.kit.audiences import told_verbs

ROOT = Path(__file__).parents[2]
ROOMS = sorted(p for p in (ROOT / "folkmoot" / "domains").iterdir() if (p / "apps.py").exists())
STOREYS = {"activity", "kit"} | {room.name for room in ROOMS}
TEMPLATES = "\n".join(file.read_text() for file in (ROOT / "folkmoot").rglob("templates/**/*.html"))


def said(room: Path, heading: str) -> str:
    """The text after a heading, which may go on over indented lines."""
    text = (room / "README.md").read_text()
    found = re.search(rf"- \*\*{heading}\*\*: (.*?)(?=\n- \*\*|\n\n|\Z)", text, re.S)
    assert found, f"Say in {room.name}/README.md: {heading}."
    return found[1]


def storeys_imported_by(room: Path) -> set[str]:
    found = set()
    for file in room.rglob("*.py"):
        if {"tests", "migrations"} & set(file.parts):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names = node.module.replace("folkmoot.domains.", "folkmoot.").split(".")
                if names[0] == "folkmoot" and len(names) > 1:
                    found.add(names[1])
    return found & STOREYS - {room.name}


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: p.name)
def test_a_room_leans_on_what_it_says(room):
    assert set(re.findall(r"\w+", said(room, "Leans on"))) & STOREYS == storeys_imported_by(room)


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: p.name)
def test_a_room_hears_what_it_says(room):
    heard = {
        verb
        for verb in stream.heard_verbs()
        for listener in stream.listeners_of(verb)
        if listener.startswith(f"folkmoot.domains.{room.name}.")
    }
    told = said(room, "Hears")
    if told.startswith("every verb that has an audience"):
        assert heard == told_verbs()
        return
    if told.startswith("every verb that can happen in a community"):
        assert heard == offered_verbs()
        return
    named = {verb for verb in heard if f"`{verb}`" in told or f"`.{verb.rpartition('.')[2]}`" in told}
    assert heard == named, f"{room.name}/README.md does not say that it hears {heard - named}."
    assert bool(heard) != told.startswith("nothing"), f"{room.name} hears nothing, or it does."


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: p.name)
def test_a_room_offers_what_it_says(room):
    """Names in code letters are there: an action, a rule, a word of a model, a slot, a shelf or a command."""
    offers = said(room, "Offers").partition("; fills ")[0]
    for name in re.findall(r"`([\w./-]+)`", offers):
        is_there = (
            f'slot("{name}"' in TEMPLATES
            or any(f'filled(request, "{name}"' in module.read_text() for module in room.glob("*.py"))
            or (room / name).is_dir()
            or (room / "management" / "commands" / f"{name}.py").exists()
            or name.startswith("/")
            or can_be_imported(room, name)
        )
        assert is_there, f"{room.name} offers {name}, which is not there."


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: p.name)
def test_a_room_fills_the_slots_it_says(room):
    filled = {
        slot
        for slot in slots.filled_slots()
        for filler in slots.fillers_of(slot)
        if filler.name.startswith(f"folkmoot.domains.{room.name}.")
    }
    assert filled == set(re.findall(r"`([\w.]+)`", said(room, "Offers").partition("; fills ")[2]))


def can_be_imported(room: Path, name: str) -> bool:
    """``actions.move`` and ``Idea.objects.visible_to`` of the room; ``kit.finders`` of the house."""
    for start in (f"folkmoot.domains.{room.name}", f"folkmoot.domains.{room.name}.models", "folkmoot"):
        thing: object = importlib.import_module(start)
        for piece in name.split("."):
            try:
                thing = getattr(thing, piece, None) or importlib.import_module(f"{thing.__name__}.{piece}")
            except (ImportError, AttributeError):
                break
        else:
            return True
    return False
