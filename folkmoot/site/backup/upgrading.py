"""Upgrade: what the tables lack is brought, after a backup; what fails in the middle is undone."""

from collections.abc import Callable
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from folkmoot.site.backup import making, owner, restoring, tables
from folkmoot.site.backup.archive import Backup
from folkmoot.site.launch import preparation
from folkmoot.site.launch.problems import Problem

Say = Callable[[str], None]


def pending() -> list[str]:
    """The migrations that this code brings and the database has not had, by name."""
    loader = MigrationLoader(None)
    replaced = {one for migration in loader.disk_migrations.values() for one in migration.replaces}
    known = {f"{app}.{name}" for app, name in set(loader.disk_migrations) - replaced}
    with owner.connect() as connection:
        found = connection.execute("select to_regclass('public.django_migrations')").fetchone()
        applied = set(tables.migrations(connection)) if found and found[0] else set()
    return sorted(known - applied)


def upgrade(*, say: Say) -> None:
    """Bring tables, static files, translations and models up to date. Raises a Problem if that fails; then the
    database is as it was.
    """
    missing = pending()
    if missing:
        _migrate(missing, say=say)
    preparation.prepare(owner.connect, say=say)
    say("Everything is up to date.")


def _migrate(missing: list[str], *, say: Say) -> None:
    safety = None
    if not restoring.is_empty():
        safety = making.in_own_folder("upgrade")
        making.make(safety)
        say(f"What is here is kept in {safety}.")
    say(f"Bringing {len(missing)} migrations: {', '.join(missing)}.")
    try:
        preparation.run("migrate", "--noinput", "--verbosity=0", as_owner=True)
    except Problem as problem:
        raise Problem(f"{problem}\n{_undone(safety, say)}") from problem


def _undone(safety: Path | None, say: Say) -> str:
    if safety is None:
        return (
            "Nobody was here yet, so nothing is lost: mend what is wrong and run bin/folkmoot upgrade again."
        )
    try:
        restoring.bring_back(Backup(safety), say=say)
    except Problem as problem:
        return (
            f"What was here could not be brought back by itself ({problem}). Go back to the version before, and"
            f" run bin/folkmoot restore --replace {safety}."
        )
    return (
        "The database is as it was before. Go back to the version before, or mend what is wrong and run"
        f" bin/folkmoot upgrade again. The backup stays in {safety}."
    )
