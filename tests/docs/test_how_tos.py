"""How-tos for developers are followed by the letter: a KPI and a room that were not there are there, and hold."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from folkmoot.site.launch.testing import temporary_folder

from .newcomer import Newcomer, arrive

pytestmark = [pytest.mark.slow, pytest.mark.server, pytest.mark.timeout(900)]

#: Named so that the how-to's own command runs it, with the tests of every KPI.
SEEN = "folkmoot/domains/metrics/tests/test_kpis_are_seen.py"
LOOKS = '''"""What a visitor sees."""


def test_it_stands_on_the_page(client, garden):
    assert "Ideas seconded" in client.get("/numbers/").text
    assert client.get("/numbers/share_seconded/").status_code == 200
    assert "Nothing is lent yet" in client.get("/tools/").text
'''


@pytest.fixture(scope="module")
def newcomer() -> Iterator[Newcomer]:
    """Somebody who has followed both pages; a command that says no ends it."""
    with temporary_folder() as folder:
        somebody = arrive(folder)
        somebody.follow("add-a-room.md")
        somebody.add(SEEN, LOOKS)
        somebody.follow("add-a-kpi.md")
        yield somebody


def test_the_room_and_the_number_are_there_and_keep_every_promise(newcomer):
    """The fixture ran the commands of both pages: the tests of the room, of the house, and of every KPI."""
    assert {"bin/new-room", "bin/folkmoot", "bin/test"} == {command[0] for command in newcomer.done}


def test_the_reference_has_them(newcomer):
    told = newcomer.tree / "docs" / "reference"
    assert "`share_seconded`" in (told / "figures.md").read_text()
    assert "`tools.tool.offered`" in (told / "verbs.md").read_text()


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "ruff", "check", "folkmoot/domains/tools", "folkmoot/domains/metrics"],
        ["-m", "ruff", "format", "--check", "folkmoot/domains/tools", "folkmoot/domains/metrics"],
        ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
        ["-m", "mypy", "folkmoot/domains/tools", "folkmoot/domains/metrics/kpis"],
    ],
    ids=["lint", "format", "contracts", "types"],
)
def test_they_are_written_as_the_house_writes(newcomer, command):
    done = subprocess.run(
        [sys.executable, *command], cwd=newcomer.tree, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
