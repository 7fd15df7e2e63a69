"""The docs are true: their links lead somewhere, their commands exist, and nothing in them is of a workplace."""

import re
import subprocess
from pathlib import Path

import pytest

from folkmoot.site import reference

ROOT = Path(__file__).parents[2]
TRACKED = subprocess.run(
    ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.split("\0")
PAGES = sorted(ROOT / name for name in TRACKED if name.endswith(".md") and (ROOT / name).exists())


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text()):
        assert (page.parent / target).exists(), f"{target} is not there."


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_command_named_is_there(page):
    for command in re.findall(r"(?<![\w./-])bin/([a-z-]+)", page.read_text()):
        assert (ROOT / "bin" / command).exists(), f"bin/{command} is not there."


def test_the_readme_is_short():
    assert (ROOT / "README.md").read_text().count("\n") < 120


def test_no_file_names_a_registry_or_a_machine():
    host = re.compile(r"pypi\.org|pythonhosted|npmjs\.org|deb\.debian\.org|/ro" + r"ot/|/wo" + r"rk/")
    for name in TRACKED:
        file = ROOT / name
        if (
            name != "tests/house/test_docs.py"
            and file.is_file()
            and file.suffix in {".py", ".txt", ".in", ".md", ".toml", ".sh", ".html", ""}
        ):
            assert not host.search(file.read_text(errors="replace")), name


def test_the_tables_of_the_reference_are_those_of_the_code():
    behind = [
        page.name for page, text in reference.pages().items() if not page.exists() or page.read_text() != text
    ]
    assert behind == [], "Run bin/folkmoot reference."
