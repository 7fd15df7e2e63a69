"""Restore a backup: looked at whole, put into the database in one transaction, compared there, then kept or undone."""

import gzip
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from folkmoot.site import places
from folkmoot.site.backup import making, owner, tables
from folkmoot.site.backup.archive import Backup
from folkmoot.site.launch import preparation
from folkmoot.site.launch.problems import Problem

Say = Callable[[str], None]

LOCK_WITHIN = "30s"
ASIDE = ".restoring-"
# Words of pg_dump for servers that are newer than the one which reads them.
NEWER = {"SET transaction_timeout = 0;\n": 170000}


def restore(file: Path, *, replace: bool = False, say: Say) -> Backup:
    """Bring back what ``file`` holds. Raises a Problem, and leaves everything as it was, if that cannot be done."""
    backup = Backup(file)
    insist_on_known_migrations(backup)
    if not is_empty() and not replace:
        raise Problem(
            "Something is here already. With --replace it is put aside in a backup of its own, and what"
            f" {file.name} holds takes its place."
        )
    safety = _put_aside(say) if not is_empty() else None
    bring_back(backup, say=say)
    try:
        preparation.migrate(owner.connect, say=say)
    except Problem as problem:
        if safety:
            say("Its tables could not be brought up to date: what was here before comes back.")
            bring_back(Backup(safety), say=say)
        raise Problem(f"{file.name} could not be brought up to date: {problem}") from problem
    return backup


def insist_on_known_migrations(backup: Backup) -> None:
    """A backup of a newer Folkmoot is refused: this code does not know its tables."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    foreign = [one for one in backup.manifest["migrations"] if one not in known]
    if foreign:
        theirs = backup.manifest["folkmoot"]
        raise Problem(
            f"{backup.file} was made by Folkmoot {theirs} and holds {len(foreign)} steps that this version,"
            f" {places.version()}, does not know (such as {foreign[0]}): upgrade Folkmoot, then restore."
        )


def is_empty() -> bool:
    """Whether nobody is here, and no upload."""
    with owner.connect() as connection:
        found = connection.execute("select to_regclass('public.people_person')").fetchone()
        if found and found[0]:
            row = connection.execute("select exists(select from public.people_person)").fetchone()
            if row and row[0]:
                return False
    return not any(file.is_file() for file in Path(settings.MEDIA_ROOT).rglob("*"))


def _put_aside(say: Say) -> Path:
    safety = making.in_own_folder("restore")
    making.make(safety)
    say(f"What was here is kept in {safety}.")
    return safety


def bring_back(backup: Backup, *, say: Say) -> None:
    """Files first, beside their place; then the database, all or nothing; then the files take their place."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    # Inside, for the folder itself may be a mount or a link.
    with tempfile.TemporaryDirectory(dir=root, prefix=ASIDE) as folder:
        fresh, before = Path(folder, "new"), Path(folder, "before")
        fresh.mkdir()
        before.mkdir()
        try:
            count = backup.extract(making.FILES, fresh)
        except OSError as error:
            raise Problem(f"The uploads could not be copied to {root}: {error.strerror or error}.") from error
        _fill_database(backup)
        for source, target in ((root, before), (fresh, root)):
            for entry in source.iterdir():
                if not entry.name.startswith(ASIDE):
                    entry.rename(target / entry.name)
    say(f"{len(backup.manifest['tables'])} tables and {count} uploads are back, as they were.")
    _bring_back_key(backup, say)


def _bring_back_key(backup: Backup, say: Say) -> None:
    if making.KEY not in backup.manifest["members"]:
        return
    if os.environ.get("FOLKMOOT_SECRET_KEY"):
        say("The secret key of the backup is not used, for FOLKMOOT_SECRET_KEY names another.")
        return
    fresh = places.VAR / f".secret-key.{os.getpid()}"
    with (
        backup.opened(making.KEY) as source,
        open(os.open(fresh, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file,
    ):
        shutil.copyfileobj(source, file)
    fresh.replace(places.VAR / "secret-key")
    say("The secret key is that of the backup; what runs learns of it when it is started again.")


def _fill_database(backup: Backup) -> None:
    """One transaction of psql: empty, fill, compare, grant. Whatever fails leaves all as it was."""
    with owner.connect() as connection:
        version = connection.info.server_version
        has_role = tables.has_application_role(connection)
    command = owner.command("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-")
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            env=owner.environment(),
        ) as process,
    ):
        assert process.stdin is not None
        try:
            with process.stdin as script:
                for piece in _script(backup, version, has_role=has_role):
                    script.write(piece)
        except BrokenPipeError:
            pass  # it says below why it ended
        except BaseException:
            process.kill()  # before its last word, so that the transaction is undone
            raise
        if process.wait() != 0:
            complaints.seek(0)
            raise Problem(f"The database refused the backup and is as it was: {_reason(complaints)}")


def _reason(complaints: IO[bytes]) -> str:
    lines = complaints.read().decode(errors="replace").splitlines()
    found = [line for line in lines if "ERROR:" in line] or lines or ["it gave no reason"]
    return re.sub(r"^psql:\S+ ERROR:\s*", "", found[0])


def _script(backup: Backup, server_version: int, *, has_role: bool) -> Iterator[bytes]:
    manifest: dict[str, Any] = backup.manifest
    unknown = {line.encode() for line, least in NEWER.items() if server_version < least}
    yield f"begin;\nset local lock_timeout = '{LOCK_WITHIN}';\n{tables.EMPTYING}".encode()
    with backup.opened(making.DATABASE) as source, gzip.open(source) as dump:
        for line in dump:
            if line not in unknown:
                yield line
    yield b"set local lock_timeout = 0;\n"
    yield tables.check_of(manifest["tables"]).encode()
    if has_role:
        yield tables.granting(manifest["rights"]).encode()
    # So that the next start looks which migrations are missing.
    yield b"do $$ begin execute format('comment on database %I is null', current_database()); end $$;\n"
    yield b"commit;\n"
