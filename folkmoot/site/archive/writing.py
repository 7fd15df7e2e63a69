"""Write an archive: one moment of all that goes along, into a folder that is there when it is whole."""

import hashlib
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction

from folkmoot.kit.archives import Kind
from folkmoot.site import places
from folkmoot.site.archive import manifest, reading_aid, rooms
from folkmoot.site.launch.problems import Problem

Say = Callable[[str], None]
Told = dict[str, dict[str, Any]]

#: Uploads that are none of this: what somebody had made to take along is made anew by a press.
MADE_ANEW = "exports"


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read in the block is of one moment, whatever others write meanwhile. Outside a transaction only."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
        yield


def write(folder: Path, *, say: Say) -> dict[str, Any]:
    """Write the archive into ``folder``, for our eyes only (0700, 0600); its manifest.

    Raises a Problem, and leaves nothing behind, if there is something already or the disk refuses.
    """
    folder = folder.absolute()
    fresh = folder.with_name(f"{folder.name}.partial")
    _insist_on_room(folder, fresh)
    try:
        fresh.mkdir(mode=0o700)
        try:
            told = _fill(fresh, say)
            fresh.rename(folder)
        except BaseException:
            shutil.rmtree(fresh)
            raise
        _keep(folder.parent)
    except OSError as error:
        raise Problem(f"{folder} cannot be written: {error.strerror or error}.") from error
    return told


def _insist_on_room(folder: Path, fresh: Path) -> None:
    if not folder.parent.is_dir():
        raise Problem(f"There is no folder {folder.parent}: make it, or name another folder.")
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise Problem(f"{folder} is not empty: name a folder that is not there yet.")
    if fresh.exists():
        raise Problem(f"{fresh} is left of an export that did not end: remove it first.")


def _fill(folder: Path, say: Say) -> dict[str, Any]:
    kinds: Told = {}
    files: Told = {}
    (folder / manifest.THINGS).mkdir(mode=0o700)
    for kind in rooms.kinds():
        name = manifest.file_of(kind.label)
        with new_file(folder / name) as out:
            lines, files[name] = _write_things(kind, out)
        kinds[kind.label] = {"lines": lines, "words": kind.means(), "stays_behind": dict(kind.stays)}
        if lines:
            say(f"{kind.label}: {lines:,}")
    files |= _copy_uploads(folder, say)
    files[reading_aid.NAME] = _put(folder / reading_aid.NAME, reading_aid.TEXT)
    told = {
        "format": manifest.FORMAT,
        "format_version": manifest.VERSION,
        "folkmoot": places.version(),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "stays_behind": rooms.staying(),
        "kinds": kinds,
        "files": files,
    }
    _put(folder / manifest.NAME, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return told


def _write_things(kind: Kind, out: IO[bytes]) -> tuple[int, dict[str, Any]]:
    digest, lines, size = hashlib.sha256(), 0, 0
    for line in kind.lines():
        data = json.dumps(line, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"
        digest.update(data)
        out.write(data)
        lines, size = lines + 1, size + len(data)
    return lines, {"bytes": size, "sha256": digest.hexdigest()}


def _copy_uploads(folder: Path, say: Say) -> Told:
    """Files of people as they are, under the same path."""
    root, told = Path(settings.MEDIA_ROOT), {}
    for name in sorted(uploads(root)):
        target = folder / manifest.FILES / name
        make_folder(target.parent)
        try:
            source = (root / name).open("rb")
        except FileNotFoundError:
            raise Problem(f"The upload {name} went while all was copied: try again.") from None
        with source, new_file(target) as out:
            told[manifest.FILES + name] = copy(source, out)
    say(f"uploads: {len(told):,}")
    return told


def uploads(root: Path) -> Iterator[str]:
    """The paths of what people uploaded; what begins with a dot is still being written."""
    for file in root.rglob("*"):
        parts = file.relative_to(root).parts
        is_theirs = parts[0] != MADE_ANEW and not any(part.startswith(".") for part in parts)
        if is_theirs and file.is_file() and not file.is_symlink():
            yield file.relative_to(root).as_posix()


def make_folder(folder: Path) -> None:
    """With all above it that are missing, each for our eyes only: a mode reaches the last one alone."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700)


def copy(source: IO[bytes], out: IO[bytes]) -> dict[str, Any]:
    """Copy all; how many bytes, and their SHA-256."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(manifest.CHUNK):
        digest.update(chunk)
        size += len(chunk)
        out.write(chunk)
    return {"bytes": size, "sha256": digest.hexdigest()}


@contextmanager
def new_file(file: Path) -> Iterator[IO[bytes]]:
    """A new file, mode 0600, that is on the disk at the end of the block."""
    with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())


def _put(file: Path, text: str) -> dict[str, Any]:
    with new_file(file) as out:
        return copy(io.BytesIO(text.encode()), out)


def _keep(folder: Path) -> None:
    """So that the name, too, is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
