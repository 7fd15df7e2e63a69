"""The house rules that no linter knows. Each failure says what to do about it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot.activity.stream import heard_verbs
from folkmoot.activity.vocabulary import VERBS
from folkmoot.kit.audiences import told_verbs
from folkmoot.kit.slots import filled_slots

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "folkmoot"
ROOMS = sorted(p for p in (HOUSE / "domains").iterdir() if (p / "apps.py").exists())
FILES = sorted(p for p in HOUSE.rglob("*.py") if "migrations" not in p.parts)
TEMPLATES = sorted(HOUSE.rglob("templates/**/*.html"))
DOORS = ("views", "api", "listeners", "tasks", "slots", "forms", "finders", "audiences")
WRITES = {"save", "create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "delete"}
FACE = {"models", "rules", "actions", "requests", "reading", "states", "arrivals", "accounts"}
FORBIDDEN_NAMES = {"core", "common", "utils", "helpers", "base", "manager", "managers", "service", "services"}

NAMED_BY_DJANGO = {"folkmoot/kit/database/base.py"}


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(file: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(file.read_text()))


@pytest.mark.parametrize("file", FILES, ids=short)
def test_a_file_is_short_enough_to_read(file):
    lines = file.read_text().count("\n")
    assert lines <= 400, f"{lines} lines: split it by noun into a package of the same name."


@pytest.mark.parametrize("file", FILES, ids=short)
def test_a_function_fits_on_a_screen(file):
    most = 20 if file.stem == "views" or file.parent.name == "views" else 50
    for node in tree(file):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = node.end_lineno - node.lineno + 1
            assert lines <= most, f"{node.name} has {lines} lines: name its steps."


@pytest.mark.parametrize("template", TEMPLATES, ids=short)
def test_a_template_fits_on_two_screens(template):
    lines = template.read_text().count("\n")
    assert lines <= 100, f"{lines} lines: give its parts files of their own."


@pytest.mark.parametrize("file", FILES, ids=short)
def test_the_first_line_says_what_a_file_is(file):
    if file.read_text().strip():
        assert ast.get_docstring(ast.parse(file.read_text())), "Say in the first line what this file is."


@pytest.mark.parametrize("file", FILES, ids=short)
def test_names_say_what_a_thing_is(file):
    assert short(file) in NAMED_BY_DJANGO or file.stem not in FORBIDDEN_NAMES, "Name it after what it holds."


def doors() -> list[Path]:
    found = []
    for room in ROOMS:
        for door in DOORS:
            found += [p for p in (room / f"{door}.py",) if p.exists()]
            found += sorted((room / door).glob("*.py")) if (room / door).is_dir() else []
        found += sorted((room / "management" / "commands").glob("*.py"))
    return found


@pytest.mark.parametrize("door", doors(), ids=short)
def test_doors_never_write(door):
    """Doors call actions; only actions save, create, update or delete."""
    called = {
        n.func.attr
        for n in tree(door)
        if isinstance(n, ast.Call)
        and isinstance(n.func, ast.Attribute)
        and getattr(n.func.value, "id", "") != "router"  # router.delete() names a method of HTTP
    }
    assert not called & WRITES, f"{called & WRITES}: write an action and call that."


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: p.name)
def test_a_room_leaves_the_doors_of_others_alone(room):
    """From another room come its models, rules and actions, the shape of arrivals, and the requests of people."""
    for file in room.rglob("*.py"):
        if "tests" in file.parts or "migrations" in file.parts or file.stem == "demo":
            continue
        for module in modules_imported_by(file):
            _, _, other, *inside = [*module.split("."), "", ""][:4]
            if module.startswith("folkmoot.domains.") and other != room.name:
                assert inside[0] in FACE, f"{short(file)} imports {module}: use {other}'s actions, or a slot."


def modules_imported_by(file: Path) -> Iterator[str]:
    for node in tree(file):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: p.name)
def test_every_room_has_its_storey(room):
    storeys = (ROOT / ".importlinter").read_text()
    assert f"folkmoot.domains.{room.name}" in storeys, f"Give {room.name} a storey in .importlinter."


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: p.name)
def test_a_room_introduces_itself(room):
    readme = (room / "README.md").read_text()
    for word in ("Leans on", "Says", "Hears", "Offers"):
        assert f"**{word}**" in readme, f"Say in {room.name}/README.md: {word}."
    assert readme.count("\n") <= 30, "An introduction is short."


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: p.name)
def test_a_room_says_in_its_introduction_what_it_says_in_the_stream(room):
    readme = (room / "README.md").read_text()
    for name in VERBS:
        of_room, _, verb = name.rpartition(".")
        if name.startswith(f"{room.name}."):
            assert name in readme or f"`.{verb}`" in readme, f"{room.name}/README.md does not say {name}."


def test_listeners_wait_only_for_what_can_happen():
    assert heard_verbs() <= set(VERBS), "Declare the verb in the activities.py of the room that says it."


def test_an_audience_is_named_only_for_what_can_happen():
    assert told_verbs() <= set(VERBS), "Declare the verb in the activities.py of the room that says it."


def test_every_filled_slot_is_on_a_page():
    asked = set()
    for template in TEMPLATES:
        asked |= set(re.findall(r"slot\(\"([a-z_.]+)\"", template.read_text()))
    for module in FILES:
        asked |= set(re.findall(r"\bfilled\(request, \"([a-z_.]+)\"", module.read_text()))
    assert filled_slots() <= asked, "Somebody fills a slot that no page has."


@pytest.mark.parametrize("template", TEMPLATES, ids=short)
def test_pages_have_no_script_and_no_style_of_their_own(template):
    if template.stem == "letter":
        return  # a mail is read where no policy of ours holds, and no style sheet of ours is
    text = template.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|hx-on", text), (
        "The policy blocks it: an element in a file, or a class."
    )


@pytest.mark.parametrize("template", TEMPLATES, ids=short)
def test_words_on_pages_go_through_gettext(template):
    """Text between tags is either a variable or goes through _(): a word of its own would never be translated."""
    if "shown" in template.parts:
        return  # the living page shows the markup itself
    text = re.sub(
        r"{% block \w+_class %}.*?{% endblock %}|{% set .*?%}|{% macro _classes.*?{% endmacro %}",
        " ",
        template.read_text(),
        flags=re.S,
    )
    text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->", " ", text, flags=re.S)
    text = re.sub(r"<(code|kbd|title)\b.*?</\1>", " ", text, flags=re.S)
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>", " ", text))
    assert not [w for w in words if w not in {"html", "doctype", "nbsp", "amp", "middot", "Folkmoot"}], words[
        :5
    ]


SHELVES = ("channels/importers", "metrics/kpis", "intelligence/readers", "communities/playbooks")


@pytest.mark.parametrize("shelf", SHELVES)
def test_a_shelf_is_filled_without_a_list(shelf):
    """A plug-in is found because its file lies there: neither the shelf nor the rest of the house names it."""
    folder = HOUSE / "domains" / shelf
    plugins = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    listed = set(
        re.findall(r"from \.(\w+) import|import_module\(\"(\w+)", (folder / "__init__.py").read_text())
    )
    assert plugins
    assert not {name for pair in listed for name in pair if name} & plugins
