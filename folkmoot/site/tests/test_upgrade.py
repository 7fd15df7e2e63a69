"""An upgrade keeps a backup, brings what is missing, and undoes what fails in the middle."""

import json
from pathlib import Path

import pytest

from folkmoot.site.launch.grounds import copied_to
from folkmoot.site.launch.testing import Running, running_instance

from .test_backup import look

pytestmark = [pytest.mark.server, pytest.mark.slow]

LATER = "folkmoot.site.tests.later.settings"
FAILING = "folkmoot.site.tests.failing.settings"


@pytest.fixture
def site(place: Path):
    """An instance at rest with one person."""
    with running_instance(copied_to(place / "var"), start=False) as running:
        assert running.run("folkmoot.site", "administrator", "root@example.org").returncode == 0
        yield running


def backups(site: Running) -> list[Path]:
    return sorted((site.var / "backups").glob("before-upgrade-*.tar"))


def upgrade(site: Running, settings: str | None = None):
    if settings:
        site.environment["DJANGO_SETTINGS_MODULE"] = settings
    return site.run("folkmoot.site", "upgrade")


def test_where_nothing_is_missing_nothing_is_kept(site):
    done = upgrade(site)
    assert (done.returncode, done.stdout) == (0, "Everything is up to date.\n"), done.stderr
    assert backups(site) == []


def test_what_is_missing_comes_after_a_backup(site):
    before = look(site)
    done = upgrade(site, LATER)
    assert done.returncode == 0, done.stderr
    assert "later.0001_a_thing" in done.stdout
    assert len(backups(site)) == 1
    after = look(site)
    assert set(after[0]) - set(before[0]) == {"later_thing"}
    assert after[0]["people_person"] == before[0]["people_person"]
    assert upgrade(site).stdout == "Everything is up to date.\n"


def test_what_fails_in_the_middle_is_undone(site):
    """The first of two migrations is committed, and changed every person, when the second fails."""
    before = look(site)
    done = upgrade(site, FAILING)
    assert done.returncode == 1
    assert "division by zero" in done.stderr
    assert "The database is as it was before." in done.stderr
    assert str(backups(site)[0]) in done.stderr
    assert look(site) == before
    site.environment["DJANGO_SETTINGS_MODULE"] = "folkmoot.site.settings"
    assert upgrade(site).returncode == 0


def test_it_refuses_while_the_old_code_runs(site):
    site.start("--no-demo")
    done = upgrade(site, LATER)
    assert done.returncode == 1
    assert "stop it first (bin/down)" in done.stderr
    assert json.loads((site.var / "lock").read_text())["purpose"] == "bin/up"
