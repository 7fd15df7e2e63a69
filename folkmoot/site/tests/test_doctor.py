"""The doctor names what is broken, and what to do about it."""

import json
import socket
import stat
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection

from folkmoot.domains.intelligence import weights
from folkmoot.site import doctor, places
from folkmoot.site.doctor import a_machine, b_database, c_work, examining
from folkmoot.site.launch.testing import Running, running_instance

pytestmark = pytest.mark.usefixtures("db")

NAMES = {
    "python",
    "packages",
    "disk",
    "memory",
    "data directory",
    "secret key",
    "models",
    "database",
    "pgvector",
    "migrations",
    "application's role",
    "append-only",
    "durability",
    "clock",
    "worker",
    "oldest job",
    "failed jobs",
    "backup",
    "address",
    "debug pages",
    "mail",
}


def look(name: str) -> doctor.Finding:
    return examining.checks()[name]()


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def expect(name: str, state: str, says: str, remedy: str) -> None:
    found = look(name)
    assert (found.state, says in found.says, remedy in found.remedy) == (state, True, True), found


@contextmanager
def answers(monkeypatch, row):
    """What the server says of itself cannot be changed from here, so its answer is."""
    monkeypatch.setattr(b_database, "ask", lambda *args: row)
    yield
    monkeypatch.undo()


def test_all_checks_are_found_without_a_list_and_each_wrong_one_has_a_remedy():
    assert set(examining.checks()) == NAMES
    for name, finding in doctor.examine():
        assert finding.says, name
        assert finding.remedy or finding.state == "ok", name


def test_a_doctor_that_falls_ill_says_so_and_goes_on(monkeypatch):
    def ill():
        raise RuntimeError("a fever")

    monkeypatch.setitem(examining._checks, "python", ill)
    examining.checks()
    found = dict(doctor.examine())
    assert found["python"].state == "wrong"
    assert "a fever" in found["python"].says
    assert "mail" in found


def test_a_python_that_does_not_fit(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    expect("python", "wrong", "This is Python", "Install Python 3.11")


def test_a_package_that_is_not_that_of_the_lock(monkeypatch):
    assert look("packages").state == "ok"
    assert len(a_machine.locked_packages()) > 60
    installed = a_machine._installed
    monkeypatch.setattr(
        a_machine, "_installed", lambda name: "0.0.1" if name == "django" else installed(name)
    )
    expect("packages", "wrong", "django 0.0.1", "Delete .venv")


def test_a_full_disk(monkeypatch):
    monkeypatch.setattr(a_machine, "LEAST_FREE", 1 << 60)
    expect("disk", "wrong", "GB are free", "Make room")
    monkeypatch.setattr(a_machine, "LEAST_FREE", 0)
    monkeypatch.setattr(a_machine, "LITTLE_FREE", 1 << 60)
    assert look("disk").state == "warning"


def test_little_memory(monkeypatch):
    monkeypatch.setattr(a_machine, "LEAST_MEMORY", 1 << 60)
    expect("memory", "warning", "of memory are free", "Give it more memory")


def test_a_data_directory_that_everybody_may_write_to(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "VAR", tmp_path)
    assert look("data directory").state == "ok"
    tmp_path.chmod(0o777)
    expect("data directory", "wrong", "Everybody may write", "chmod o-w")
    monkeypatch.setattr(places, "VAR", tmp_path / "none")
    expect("data directory", "wrong", "There is no", "FOLKMOOT_VAR")


def test_a_secret_key_that_others_may_read(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "VAR", tmp_path)
    monkeypatch.delenv("FOLKMOOT_SECRET_KEY", raising=False)
    places.secret_key()
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert look("secret key").state == "ok"
    (tmp_path / "secret-key").chmod(0o640)
    expect("secret key", "wrong", "0640: others may read it", "chmod 0600")
    monkeypatch.setenv("FOLKMOOT_SECRET_KEY", "short")
    expect("secret key", "wrong", "is short", "50 random letters")


def test_a_model_that_is_missing_or_damaged(monkeypatch, tmp_path):
    assert look("models").state == "ok"
    monkeypatch.setenv("FOLKMOOT_VAR", str(tmp_path))
    expect("models", "wrong", "is missing", "bin/folkmoot upgrade")
    weights.minilm_path().parent.mkdir()
    weights.minilm_path().write_bytes(b"half of it")
    expect("models", "wrong", "is damaged", "Delete")


def test_a_database_that_does_not_answer(monkeypatch):
    def away(*args):
        raise DatabaseError("connection refused")

    monkeypatch.setattr(b_database, "ask", away)
    expect("database", "wrong", "does not answer: connection refused", "log/database.log")
    names = {name for name, _ in doctor.examine()}
    assert NAMES - names == examining._in_need_of_database


def test_a_database_that_is_too_old_or_lacks_pgvector(monkeypatch):
    with answers(monkeypatch, (150004,)):
        expect("database", "wrong", "It is PostgreSQL 15", "16 or newer")
    with answers(monkeypatch, (None,)):
        expect("pgvector", "wrong", "is missing", "create extension vector")
    assert look("pgvector").state == "ok"


def test_a_migration_that_is_missing(monkeypatch):
    from folkmoot.site.backup import owner, tables  # noqa: PLC0415

    told = {
        key: value
        for key, value in connection.get_connection_params().items()
        if key in ("host", "dbname", "user")
    }
    monkeypatch.setattr(owner, "parameters", lambda: told)
    assert look("migrations").state == "ok"
    applied = tables.migrations
    monkeypatch.setattr(tables, "migrations", lambda c: [n for n in applied(c) if n != "people.0001_initial"])
    expect("migrations", "wrong", "people.0001_initial", "bin/folkmoot upgrade")


def test_a_role_that_may_do_too_much(monkeypatch):
    monkeypatch.delenv("FOLKMOOT_AS_OWNER", raising=False)
    expect("application's role", "warning", "owns the tables", "DATABASE_OWNER_URL")
    with answers(monkeypatch, ("postgres", True, 0)):
        monkeypatch.delenv("FOLKMOOT_AS_OWNER", raising=False)
        expect("application's role", "wrong", "is a superuser", "owns nothing")


@pytest.mark.parametrize(
    ("taken", "table"),
    [
        ("drop trigger the_past_stays on activity_activity", "activity_activity"),
        ("drop trigger the_past_is_never_emptied on activity_activity_default", "activity_activity_default"),
        ("alter table activity_auditentry disable trigger keeps_its_rows", "activity_auditentry"),
    ],
)
def test_a_stream_that_nothing_guards(taken, table):
    assert look("append-only").state == "ok"
    run(taken)
    expect("append-only", "wrong", table, "restore a backup")


def test_a_database_that_may_lose_what_it_acknowledged():
    run("set local synchronous_commit = 'off'")
    expect("durability", "wrong", "synchronous_commit is off", "Switch them on")


def test_clocks_that_differ(monkeypatch):
    assert look("clock").state == "ok"
    with answers(monkeypatch, ((datetime.now(UTC) + timedelta(minutes=2)).timestamp(),)):
        expect("clock", "wrong", "120 s apart", "time server")


def test_a_worker_without_a_heartbeat(monkeypatch):
    run("delete from procrastinate_workers")
    expect("worker", "warning", "not started here", "bin/up")
    monkeypatch.setattr("folkmoot.site.doctor.c_work.Lock.facts", lambda self: {"purpose": "bin/up"})
    expect("worker", "wrong", "There was none yet", "log/worker.log")
    run("insert into procrastinate_workers default values")
    assert look("worker").state == "ok"


def test_jobs_that_wait_or_failed():
    assert look("oldest job").state == "ok"
    run(
        "insert into procrastinate_jobs (queue_name, task_name, status, scheduled_at) values"
        " ('default', 'a.task', 'todo', now() - interval '1 hour'), ('default', 'b.task', 'failed', now())"
    )
    expect("oldest job", "wrong", "waits for 3600 s", "worker")
    expect("failed jobs", "warning", "b.task (1)", "log/worker.log")


def test_a_backup_that_is_old_or_missing(monkeypatch, tmp_path):
    monkeypatch.setattr(c_work, "STAMP", tmp_path / "backup.json")
    expect("backup", "warning", "None was made", "bin/folkmoot backup FILE")
    made_at = datetime.now(UTC) - timedelta(days=8)
    c_work.STAMP.write_text(json.dumps({"made_at": made_at.isoformat()}))
    expect("backup", "warning", "8 days ago", "each night")


def test_an_address_that_is_not_for_the_world(settings):
    settings.URL, settings.IS_SECURE = "http://127.0.0.1:8000", False
    expect("address", "warning", "lead to this machine", "Set FOLKMOOT_URL")
    settings.URL = "http://ideas.example.org"
    expect("address", "wrong", "is not encrypted", "https")
    settings.URL, settings.IS_SECURE = "https://ideas.example.org", True
    expect("address", "wrong", "none is trusted", "FOLKMOOT_TRUSTED_PROXIES")
    settings.FOLKMOOT_TRUSTED_PROXIES = 1
    assert look("address").state == "ok"


def test_pages_for_developers(settings):
    settings.DEBUG = True
    expect("debug pages", "wrong", "FOLKMOOT_DEBUG is on", "Unset")


def test_a_mail_server_that_does_not_answer(settings):
    settings.EMAIL_BACKEND = "folkmoot.domains.notices.mail.Outbox"
    expect("mail", "warning", "kept at /outbox/", "EMAIL_URL")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", probe.getsockname()[1]
        expect("mail", "wrong", "ConnectionRefusedError", "EMAIL_URL")


@pytest.mark.slow
@pytest.mark.server
def test_the_command_tells_programs_too_and_ends_with_1_where_something_is_wrong(place):
    with running_instance(place / "var", start=False) as site:
        assert site.run("folkmoot.site", "administrator", "root@example.org").returncode == 0
        found = told(site, 0)
        assert found["database"] == found["append-only"] == found["application's role"] == "ok"
        (site.var / "secret-key").chmod(0o640)
        assert told(site, 1)["secret key"] == "wrong"


@pytest.mark.slow
@pytest.mark.server
def test_it_speaks_where_the_database_cannot_start(place):
    with running_instance(place / "var", start=False, DATABASE_URL="postgres://x@127.0.0.1:1/none") as site:
        assert told(site, 1)["database"] == "wrong"


def told(site: Running, code: int) -> dict[str, str]:
    done = site.run("folkmoot.site", "doctor", "--json")
    assert done.returncode == code, done.stdout + done.stderr
    return {one["check"]: one["state"] for one in json.loads(done.stdout)}
