"""What the documents name is there: addresses of pages, variables of the environment, commands and their options."""

import re

import pytest
from django.core.management import get_commands, load_command_class
from django.urls import Resolver404, resolve

from folkmoot.site import places
from folkmoot.site.variables import VARIABLES

PAGES = [places.ROOT / "README.md", *sorted((places.ROOT / "docs").rglob("*.md"))]
HOW_TOS = [page for page in PAGES if page.parent.name in ("how-to", "roles")]
#: Folders of the machine, the page that a how-to makes, what answers before Django is asked, and operations of the API,
#: which a table of their own walks.
ELSEWHERE = re.compile(r"/(etc|srv|data|tools|healthz|readyz|metrics|events|api)\b")
#: Read before there are settings, by the launcher and by tests.
EARLY = {"FOLKMOOT_PYTHON", "FOLKMOOT_SHARED"}


def short(page) -> str:
    return str(page.relative_to(places.ROOT))


@pytest.mark.parametrize("page", HOW_TOS, ids=short)
def test_an_address_leads_to_a_page(page):
    for address in re.findall(r"`(/[a-z][\w./-]*)`", page.read_text()):
        if not ELSEWHERE.match(address):
            try:
                resolve(address)
            except Resolver404:
                pytest.fail(f"{address} leads nowhere.")


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_a_variable_is_one_that_the_code_reads(page):
    named = set(re.findall(r"\bFOLKMOOT_[A-Z_]+\b", page.read_text()))
    assert named - {one.name for one in VARIABLES} - EARLY == set()


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_a_command_is_there_with_its_options(page):
    for name, rest in re.findall(r"bin/folkmoot ([a-z]+)\b([^\n`#;|'<]*)", page.read_text()):
        if name == "help":
            continue
        assert name in get_commands(), f"There is no command {name}."
        parser = load_command_class(get_commands()[name], name).create_parser("bin/folkmoot", name)
        known = {option for action in parser._actions for option in action.option_strings}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= known, f"{name}{rest}"
