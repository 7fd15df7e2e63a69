"""Make a backup: one snapshot of the database, the uploads, and a manifest that says what is in it."""

import gzip
import hashlib
import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from folkmoot.domains.intelligence.readers import all_readers
from folkmoot.domains.intelligence.weights import MINILM_SHA256
from folkmoot.site import places, variables
from folkmoot.site.backup import archive, owner, tables
from folkmoot.site.launch.problems import Problem

DATABASE, FILES, KEY = "database.sql.gz", "files/", "secret-key"
STAMP = places.VAR / "stamps" / "backup.json"


def make(file: Path, *, with_secret_key: bool = False) -> dict[str, Any]:
    """Write the backup to ``file`` (mode 0600), by a temporary name beside it; its manifest.

    Raises a Problem if the database or the file refuse.
    """
    file = file.absolute()
    if not file.parent.is_dir():
        raise Problem(f"There is no folder {file.parent}: make it, or name another file.")
    at = datetime.now(UTC)
    with archive.written(file) as target, tempfile.TemporaryFile(dir=file.parent) as dump:
        told = _dump(dump)
        members = {DATABASE: _member(dump), **_uploads()}
        if with_secret_key:
            members[KEY] = _member_of(settings.SECRET_KEY.encode())
        manifest = {"made_at": at.isoformat(timespec="seconds"), **told, **_about(), "members": members}
        _write(archive.Writer(target, at=int(at.timestamp())), manifest, dump)
    _note(file, at)
    return manifest


def _write(writer: archive.Writer, manifest: dict[str, Any], dump: IO[bytes]) -> None:
    writer.add_manifest(manifest)
    for name, one in manifest["members"].items():
        with _source(name, dump) as source:
            if writer.add(name, source, one["bytes"]) != one["sha256"]:
                raise Problem(f"{name} changed while it was copied: try again.")
    writer.close()


@contextmanager
def _source(name: str, dump: IO[bytes]) -> Iterator[IO[bytes]]:
    if name == DATABASE:
        dump.seek(0)
        yield dump
    elif name == KEY:
        with tempfile.TemporaryFile() as key:
            key.write(settings.SECRET_KEY.encode())
            key.seek(0)
            yield key
    else:
        with (Path(settings.MEDIA_ROOT) / name.removeprefix(FILES)).open("rb") as source:
            yield source


def _dump(dump: IO[bytes]) -> dict[str, Any]:
    """The dump, and what the same snapshot holds."""
    with owner.connect() as connection:
        owner.insist_on_fitting_programs(connection.info.server_version)
        connection.execute("begin isolation level repeatable read read only")
        found = connection.execute("select to_regclass('public.django_migrations')").fetchone()
        if not found or not found[0]:
            raise Problem("The database is empty: there is nothing to back up.")
        (snapshot,) = connection.execute("select pg_export_snapshot()").fetchone() or ("",)
        _run_pg_dump(str(snapshot), dump)
        version = connection.info.server_version
        return {
            "postgresql": f"{version // 10000}.{version % 10000}",
            "migrations": tables.migrations(connection),
            "tables": tables.contents(connection),
            "rights": tables.rights(connection),
        }


def _run_pg_dump(snapshot: str, dump: IO[bytes]) -> None:
    options = [f"--snapshot={snapshot}", "--no-owner", "--no-privileges", "--no-comments"]
    options += ["--no-publications", "--no-subscriptions", "--exclude-extension=*"]
    command = owner.command("pg_dump", *options)
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=complaints, env=owner.environment()
        ) as process,
        gzip.GzipFile(fileobj=dump, mode="wb", compresslevel=4, mtime=0) as packed,
    ):
        assert process.stdout is not None
        while chunk := process.stdout.read(archive.CHUNK):
            packed.write(chunk)
        if process.wait() != 0:
            complaints.seek(0)
            raise Problem(f"pg_dump failed: {_last_line(complaints.read())}")


def _last_line(said: bytes) -> str:
    return (said.decode(errors="replace").strip().splitlines() or ["it gave no reason"])[-1]


def _uploads() -> dict[str, dict[str, Any]]:
    """All files of people, but for what somebody had made to take along: it is theirs, and made anew by a press."""
    root = Path(settings.MEDIA_ROOT)
    found = {}
    for file in sorted(root.rglob("*")):
        if file.is_file() and not file.is_symlink() and file.relative_to(root).parts[0] != "exports":
            with file.open("rb") as source:
                found[FILES + file.relative_to(root).as_posix()] = _member(source)
    return found


def _member(source: IO[bytes]) -> dict[str, Any]:
    source.seek(0)
    digest = hashlib.file_digest(source, "sha256").hexdigest()  # type: ignore[arg-type]
    return {"bytes": source.seek(0, 2), "sha256": digest}


def _member_of(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _about() -> dict[str, Any]:
    readers = {name: f"{reader.name} {reader.version}" for name, reader in all_readers().items()}
    return {
        "folkmoot": places.version(),
        "models": {"minilm": MINILM_SHA256, **readers},
        "settings": variables.told(),
    }


def _note(file: Path, at: datetime) -> None:
    """For ``doctor``, which says when the last one is long ago."""
    STAMP.parent.mkdir(parents=True, exist_ok=True)
    STAMP.write_text(json.dumps({"file": str(file), "made_at": at.isoformat()}))


def in_own_folder(why: str) -> Path:
    """A new name for a backup that Folkmoot makes by itself."""
    folder = places.VAR / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"before-{why}-{datetime.now(UTC):%Y%m%d-%H%M%S}.tar"
