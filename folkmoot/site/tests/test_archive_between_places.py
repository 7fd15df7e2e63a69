"""From one place into another, by the commands and in the application's own role: all is there, and life goes on."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from folkmoot.site.launch.grounds import copied_to
from folkmoot.site.launch.testing import Running, running_instance, temporary_folder

from .asking import ask
from .moving import written

pytestmark = [pytest.mark.server, pytest.mark.slow, pytest.mark.timeout(900)]

# What two places are compared by, read by their own code and not from an archive.
LOOK = """
import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from django.conf import settings
from folkmoot.site.launch import commanding
from folkmoot.site.tests.proving import broken_seals
with commanding.database("a test"):
    from folkmoot.activity.models import Activity
    from folkmoot.domains.discussions.models import Comment, OfficialAnswer
    from folkmoot.domains.ideas.models import Idea, Support, Version
    from folkmoot.domains.insights.models import Answer
    from folkmoot.domains.metrics.kpis import figure_of, in_order
    from folkmoot.domains.metrics.scopes import public
    last = Activity.objects.order_by("happened_at").last().happened_at.date()
    days = [last - timedelta(days=n) for n in (0, 7, 30)]
    rows = lambda model, *columns: list(model.objects.order_by("pk").values_list("pk", *columns))
    print(json.dumps({
        "states": rows(Idea, "state", "support_count", "version_number", "author__name"),
        "supports": rows(Support, "idea", "person__name", "version_number", "is_given", "at", "salt"),
        "versions": rows(Version, "idea", "number", "title", "body", "body_html", "salt"),
        "comments": rows(Comment, "subject", "parent", "author__name", "body", "body_html", "said_at"),
        "statements": rows(OfficialAnswer, "subject", "outcome", "reason", "reason_html"),
        "answers": rows(Answer, "insight", "decision", "reason", "promised_on", "salt"),
        "stream": rows(Activity, "verb", "seal", "recorded_at", "happened_at", "is_imported", "details"),
        "numbers": {f"{kpi} {day}": figure_of(kpi, public().stream, day).value for kpi in in_order() for day in days},
        "seals": broken_seals(),
        "files": {
            file.relative_to(settings.MEDIA_ROOT).as_posix(): sha256(file.read_bytes()).hexdigest()
            for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()
        },
    }, default=str, sort_keys=True))
"""

# While the archive is read, somebody else comes in: the archive is of the moment before.
MOMENT = """
from folkmoot.site.launch import commanding
with commanding.database("a test"):
    from folkmoot.domains.people.models import Person
    from folkmoot.site.archive.writing import one_moment
    from folkmoot.site.backup import owner
    with one_moment():
        before = Person.objects.count()
        with owner.connect() as other:
            other.execute(
                "insert into people_person (password, source, source_id, source_url, email, name, is_active,"
                " is_administrator, is_demo, language, time_zone, arrived_at, session_epoch) values"
                " ('!', '', '', '', 'late@example.org', 'Late', true, false, false, '', '', now(), 0)")
        print(Person.objects.count() - before)
    print(Person.objects.count() - before)
"""


def run(site: Running, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """With more patience than for a short command: the demo world is large."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "folkmoot.site", *arguments],
        env=site.environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def look(site: Running) -> dict:
    done = site.run_code(LOOK)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def places() -> Iterator[tuple[Running, Running, Path]]:
    """A demo world that is at rest, and another place into which its archive was taken."""
    with (
        temporary_folder() as folder,
        running_instance(copied_to(folder / "old"), start=False) as old,
        running_instance(copied_to(folder / "new"), start=False) as new,
    ):
        assert run(old, "demo").returncode == 0
        done = run(old, "export", str(folder / "one"))
        assert done.returncode == 0, done.stderr
        assert "personal data" in done.stderr
        done = run(new, "import", "folkmoot", str(folder / "one"))
        assert done.returncode == 0, done.stderr
        assert "Nobody was told." in done.stdout
        yield old, new, folder


def test_all_that_can_be_asked_is_answered_as_before(places):
    old, new, _ = places
    before, after = look(old), look(new)
    assert [name for name in before if before[name] != after[name]] == []
    assert after["seals"][0] > 5
    assert after["seals"][1] == 0
    assert len(before["files"]) > 3
    assert sum(value is not None for value in before["numbers"].values()) > 10


def test_what_the_other_place_gives_out_is_the_same(places):
    _, new, folder = places
    assert run(new, "export", str(folder / "two")).returncode == 0
    one, two = written(folder / "one"), written(folder / "two")
    assert [name for name in one | two if one.get(name) != two.get(name)] == []


def test_it_goes_into_an_empty_place_only(places):
    old, _, folder = places
    done = run(old, "import", "folkmoot", str(folder / "one"))
    assert done.returncode == 1
    assert re.search(r"CommandError: This place is not empty", done.stderr)
    assert "Traceback" not in done.stderr


def test_an_archive_is_of_one_moment(places):
    old, _, _ = places
    done = old.run_code(MOMENT)
    assert done.stdout.split() == ["0", "1"], done.stderr


def test_other_formats_are_taken_in_as_before(places):
    old, _, _ = places
    assert "--into" in run(old, "import", "--help").stdout
    assert "DIR" in run(old, "import", "folkmoot", "--help").stdout
    done = run(old, "import", "ideascale", "/nowhere.csv", "--into", "households")
    assert done.returncode == 1
    assert "/nowhere.csv" in done.stderr


def test_the_other_place_runs_is_sound_and_lets_its_people_in(places):
    _, new, _ = places
    new.start("--no-demo", seconds=240)
    try:
        for page in ("/", "/ideas/", "/numbers/"):
            assert ask(new.port, "GET", page).status == 200
        done = run(new, "doctor", "--json")
        found = json.loads(done.stdout)
        assert [one for one in found if one["state"] == "wrong"] == []
        way_in = run(new, "administrator", "root@example.org").stdout.strip()
        assert ask(new.port, "GET", way_in.removeprefix(new.url)).status in (200, 302)
    finally:
        new.stop()
