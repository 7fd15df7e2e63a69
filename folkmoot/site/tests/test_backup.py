"""Backup and restore, with the real programs, on the demo world; and what is refused leaves all as it was."""

import json
import os
import random
import re
import stat
from pathlib import Path

import pytest

from folkmoot.site.backup.archive import Backup, Writer, written
from folkmoot.site.launch.grounds import copied_to
from folkmoot.site.launch.testing import Running, running_instance, temporary_folder

from .asking import ask

pytestmark = [pytest.mark.server, pytest.mark.slow]

# What two databases are compared by: rows, rights, triggers, partitions, and whether a sealed text still proves.
LOOK = """
import json
from pathlib import Path
from django.conf import settings
from folkmoot.site.backup import owner, tables
from folkmoot.site.launch import commanding
with commanding.database("a test", is_prepared=False), owner.connect() as connection:
    triggers = connection.execute(
        "select tgrelid::regclass::text, tgname, tgenabled::text from pg_trigger where not tgisinternal order by 1, 2"
    ).fetchall()
    partitions = connection.execute(
        "select inhrelid::regclass::text, inhparent::regclass::text from pg_inherits order by 1"
    ).fetchall()
    keys = connection.execute(
        "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint"
        " where connamespace = 'public'::regnamespace order by 1, 2"
    ).fetchall()
    indexes = connection.execute(
        "select indexdef from pg_indexes where schemaname = 'public' order by 1"
    ).fetchall()
    sequences = connection.execute(
        "select sequencename::text, last_value from pg_sequences where schemaname = 'public' order by 1"
    ).fetchall()
    files = {
        file.relative_to(settings.MEDIA_ROOT).as_posix(): file.read_bytes().hex()
        for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()
    }
    print(json.dumps([tables.contents(connection), tables.rights(connection), triggers, partitions, keys, indexes,
                      sequences, files]))
"""


def look(site: Running) -> list:
    """Of an instance that is at rest: a worker writes its heartbeat all the time."""
    done = site.run_code(LOOK)
    assert done.returncode == 0, done.stderr
    # PostgreSQL reads the same condition back with its casts in another place.
    return json.loads(re.sub(r"::character varying|::text|\[\]", "", re.sub(r"[()]", "", done.stdout)))


def run(site: Running, *arguments: str):
    return site.run("folkmoot.site", *arguments)


@pytest.fixture(scope="module")
def kept():
    """A demo world at rest with an upload, and its backup."""
    with temporary_folder() as folder, running_instance(copied_to(folder / "var"), start=False) as site:
        assert run(site, "demo").returncode == 0
        upload = folder / "var" / "files" / "ideas" / "grün & weiß.png"
        upload.parent.mkdir(parents=True, exist_ok=True)
        upload.write_bytes(os.urandom(100_000))
        done = run(site, "backup", str(folder / "kept.tar"))
        assert done.returncode == 0, done.stderr
        yield site, folder / "kept.tar", look(site)


@pytest.fixture
def empty(place: Path):
    with running_instance(copied_to(place / "var"), start=False) as site:
        yield site


def refusal(site: Running, *arguments: str) -> str:
    done = run(site, *arguments)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.strip().splitlines()[-1]


def test_what_is_restored_is_what_was_kept(kept, empty):
    """Rows, rights, triggers, partitions, constraints, indexes, sequences and uploads."""
    site, file, before = kept
    done = run(empty, "restore", str(file))
    assert done.returncode == 0, done.stderr
    after = look(empty)
    names = ["rows", "rights", "triggers", "partitions", "constraints", "indexes", "sequences", "uploads"]
    assert {name: a for name, a, b in zip(names, after, before, strict=True) if a != b} == {}
    assert before[0]["people_person"]["count"] > 5
    assert before[2], "there are triggers to compare"
    empty.start()
    assert ask(empty.port, "GET", "/").status == 200
    assert ask(empty.port, "GET", "/ideas/").status == 200


def test_what_was_sealed_still_proves(kept, empty):
    _, file, _ = kept
    assert run(empty, "restore", str(file)).returncode == 0
    code = """
from folkmoot.site.launch import commanding
from folkmoot.site.tests.proving import broken_seals
with commanding.database("a test"):
    print(*broken_seals())
"""
    done = empty.run_code(code)
    assert done.returncode == 0, done.stderr
    proven, broken = map(int, done.stdout.split())
    assert proven > 5
    assert broken == 0


def test_the_file_is_for_its_owner_only_and_holds_no_secret(kept):
    site, file, _ = kept
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    key = (site.var / "secret-key").read_bytes()
    assert key not in file.read_bytes()
    manifest = Backup(file).manifest
    assert manifest["folkmoot"]
    assert manifest["models"]["minilm"]
    assert not any("password" in str(value) for value in manifest["settings"].values())


def test_the_secret_key_comes_along_where_that_is_asked_for(kept, empty, place):
    site, _, _ = kept
    assert run(site, "backup", str(place / "key.tar"), "--with-secret-key").returncode == 0
    assert run(empty, "restore", str(place / "key.tar")).returncode == 0
    assert (empty.var / "secret-key").read_bytes() == (site.var / "secret-key").read_bytes()
    assert stat.S_IMODE((empty.var / "secret-key").stat().st_mode) == 0o600


def test_nothing_is_replaced_unless_that_is_asked_for_and_then_it_is_kept(kept, place):
    _, file, before = kept
    with running_instance(copied_to(place / "var"), start=False) as other:
        assert run(other, "administrator", "root@example.org").returncode == 0
        assert "--replace" in refusal(other, "restore", str(file))
        done = run(other, "restore", "--replace", str(file))
        assert done.returncode == 0, done.stderr
        assert look(other)[0] == before[0]
        (safety,) = (other.var / "backups").glob("before-restore-*.tar")
        assert run(other, "restore", "--replace", str(safety)).returncode == 0
        assert look(other)[0]["people_person"]["count"] == 1


def test_whatever_is_wrong_with_a_file_the_target_stays_as_it_was(kept, place):
    _, file, _ = kept
    content = file.read_bytes()
    chance = random.Random(7)
    bad = place / "bad.tar"
    with running_instance(copied_to(place / "var"), start=False) as other:
        assert run(other, "administrator", "root@example.org").returncode == 0
        before = look(other)
        for _ in range(2):
            bad.write_bytes(content[: chance.randrange(len(content))])
            assert "broken or cut off" in refusal(other, "restore", "--replace", str(bad))
            at = chance.randrange(512, len(content))
            bad.write_bytes(content[:at] + bytes([content[at] ^ 0x40]) + content[at + 1 :])
            assert "broken or cut off" in refusal(other, "restore", "--replace", str(bad))
        assert "no backup of Folkmoot" in refusal(other, "restore", "--replace", __file__)
        assert look(other) == before


def rewritten(file: Path, target: Path, change) -> None:
    """A backup whose manifest says something else, and which is sealed again: only the contents can tell."""
    backup = Backup(file)
    manifest = backup.manifest
    change(manifest)
    with written(target) as out:
        writer = Writer(out, at=0)
        writer.add_manifest(manifest)
        for name, one in manifest["members"].items():
            with backup.opened(name) as source:
                writer.add(name, source, one["bytes"])
        writer.close()


def test_a_database_that_does_not_hold_what_the_manifest_tells_is_undone(kept, place):
    """The last moment at which something can be wrong: all rows are in, and the comparison fails."""
    _, file, _ = kept
    rewritten(file, place / "lies.tar", lambda told: told["tables"]["people_person"].update(checksum="7"))
    with running_instance(copied_to(place / "var"), start=False) as other:
        assert run(other, "administrator", "root@example.org").returncode == 0
        before = look(other)
        said = refusal(other, "restore", "--replace", str(place / "lies.tar"))
        assert "is as it was: table people_person does not hold what was told of it" in said
        assert look(other) == before


def test_a_backup_of_a_newer_folkmoot_is_refused_with_its_version(kept, empty, place):
    def change(told):
        told["folkmoot"] = "7.1.0"
        told["migrations"].append("ideas.0099_from_the_future")

    rewritten(kept[1], place / "newer.tar", change)
    said = refusal(empty, "restore", str(place / "newer.tar"))
    assert "made by Folkmoot 7.1.0" in said
    assert "ideas.0099_from_the_future" in said


def test_an_older_backup_is_brought_up_to_date(kept, place):
    """Made before a table was there: the testbed has one room more than the instance that was kept."""
    _, file, before = kept
    later = "folkmoot.site.tests.later.settings"
    with running_instance(place / "var", start=False, DJANGO_SETTINGS_MODULE=later) as newer:
        done = run(newer, "restore", str(file))
        assert done.returncode == 0, done.stderr
        after = look(newer)[0]
        assert after.pop("later_thing")["count"] == 0
        unlike = {name for name in after if after[name] != before[0][name]}
        assert unlike <= {"django_migrations", "django_content_type", "auth_permission"}


def test_it_works_while_all_is_running(kept, place):
    _, file, before = kept
    with running_instance(copied_to(place / "var"), "--no-demo") as site:
        done = run(site, "restore", str(file))
        assert done.returncode == 0, done.stderr
        assert ask(site.port, "GET", "/ideas/").status == 200
        done = run(site, "backup", str(place / "again.tar"))
        assert done.returncode == 0, done.stderr
        people = Backup(place / "again.tar").manifest["tables"]["people_person"]
        assert people["count"] == before[0]["people_person"]["count"]


def test_a_folder_that_is_not_there_is_said(kept, place):
    assert "There is no folder" in refusal(kept[0], "backup", str(place / "none" / "x.tar"))


def test_a_backup_has_a_table_of_what_is_in_it(kept):
    _, file, before = kept
    assert Backup(file).manifest["tables"] == before[0]
