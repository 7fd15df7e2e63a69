"""The real processes are killed in the middle: an export goes on and doubles nothing, an erasure is all or nothing."""

import json
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from folkmoot.site.launch import processes
from folkmoot.site.launch.grounds import copied_to
from folkmoot.site.launch.testing import Running, running_instance, temporary_folder

pytestmark = [pytest.mark.server, pytest.mark.slow]
NOTICES = 60_000
ADA = "ada@brightwater.example"
BEGIN = f"""
from folkmoot.domains.people.models import Person
from folkmoot.domains.notices.models import Notice
from folkmoot.domains.privacy import actions, tasks
ada = Person.objects.get(email={ADA!r})
Notice.objects.bulk_create(
    [Notice(person=ada, activity_id=10**9 + n, verb="v", actor="", object=f"o/{{n}}") for n in range({NOTICES})],
    batch_size=5000,
)
one = actions.export(by=ada)
tasks.run_export.defer(export_id=one.pk)
"""
ERASE = f"""
from folkmoot.domains.people.models import Person
from folkmoot.domains.privacy import actions
from folkmoot.kit import subjects
ada = Person.objects.get(email={ADA!r})
one = actions.leave(by=ada, takes_texts=True)
@subjects.erases("waits", order=95)
def waits(person, *, by, takes_texts):
    print("all but the end", flush=True)
    input()
actions.erase(one, by=ada)
"""


@pytest.fixture(scope="module")
def site() -> Iterator[Running]:
    with temporary_folder() as folder, running_instance(copied_to(folder / "var")) as running:
        yield running


def told(site: Running, expression: str) -> str:
    done = site.run_code(
        "from folkmoot.domains.privacy.models import Export, Erasure\n"
        "from folkmoot.domains.people.models import Person\n"
        "from folkmoot.domains.ideas.models import Idea, Support\n"
        f"print({expression})"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def worker(site: Running) -> psutil.Process:
    children = psutil.Process(site.process.pid).children()
    return next(one for one in children if any("folkmoot.site.worker" in word for word in one.cmdline()))


def halves(site: Running) -> list[Path]:
    """Rooms that are just being written."""
    return [file for file in (site.var / "files" / "exports").rglob("notices.*") if file.suffix != ".jsonl"]


def test_an_export_whose_worker_is_killed_goes_on_and_doubles_nothing(site):
    assert site.run_code(BEGIN).returncode == 0
    assert processes.wait_until(lambda: any(file.stat().st_size for file in halves(site)), seconds=30)
    killed = worker(site)
    killed.kill()
    assert told(site, "Export.objects.get().state") == "running"

    assert processes.wait_until(lambda: told(site, "Export.objects.get().state") == "done", seconds=90)
    assert int(told(site, "Export.objects.get().attempt")) == 2
    (file,) = (site.var / "files" / "exports").glob("*.zip")
    with zipfile.ZipFile(file) as zipped:
        rooms = json.loads(zipped.read("data.json"))["rooms"]
    about = [one["about"] for one in rooms["notices"] if one["kind"] == "notice" and one["title"] == "v"]
    assert len(about) == len(set(about)) == NOTICES
    assert int(told(site, "Export.objects.get().records")) == sum(len(room) for room in rooms.values())


def test_an_erasure_that_is_killed_before_its_end_erased_nothing(site):
    facts = (
        "[*Person.objects.order_by('pk').values_list('name', 'email'),"
        " *Idea.objects.order_by('pk').values_list('title'), Support.objects.filter(salt='').count()]"
    )
    before = told(site, facts)
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", f"import django; django.setup()\n{ERASE}"],
        env=site.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "all but the end\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert told(site, facts) == before
    assert told(site, "Erasure.objects.get().state") == "asked"
    assert ADA in before
