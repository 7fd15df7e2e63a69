"""No words outside gettext: what Python code says to people can be translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2] / "folkmoot"
GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "npgettext",
    "pgettext_lazy",
}
#: What only operators and developers read: errors of programs, commands, logs, and the ground on which pages stand.
FOR_OPERATORS = {"management", "launch", "tests", "migrations", "importers", "readers"}
TO_DEVELOPERS = {"TypeError", "ValueError", "RuntimeError", "KeyError", "LookupError", "AssertionError"}
LOGGED = {"debug", "info", "warning", "error", "exception", "critical"}
FILES = sorted(
    file
    for file in (HOUSE / "domains").rglob("*.py")
    if not FOR_OPERATORS & set(file.parts) and file.stem not in {"demo", "samples", "build", "weights"}
)
SENTENCE = re.compile(r"^[A-Z][a-z’']+( [\w’'%(){}-]+)+[.…!?:]?")


def spoken(node: ast.AST) -> Iterator[ast.Constant]:
    """The strings below this node that look like a sentence and go through no gettext."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        of_logger = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") in {
            "logger",
            "log",
        }
        if name in GETTEXT | TO_DEVELOPERS or (of_logger and name in LOGGED):
            return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and SENTENCE.match(node.value):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from spoken(child)


@pytest.mark.parametrize("file", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_what_a_room_says_goes_through_gettext(file):
    said = [(node.lineno, node.value) for node in spoken(ast.parse(file.read_text()))]
    assert said == [], "Put it into _()."


@pytest.mark.parametrize("file", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_no_translated_words_hold_what_changes(file):
    """An f-string in gettext is never found in a catalogue: use %(name)s."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
            assert all(
                isinstance(arg, ast.Constant | ast.Name | ast.Attribute | ast.Call) for arg in node.args[:1]
            ), f"line {node.lineno}"
