"""The file of a backup: a tar whose first member is ``manifest.json`` and whose last one seals all before it.

The seal is the SHA-256 of every byte before its own header, so that a bit that turned anywhere, or an end that is
missing, is seen before anything is read. Any tar program opens it.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from folkmoot.site.launch.problems import Problem

FORMAT, VERSION = "folkmoot-backup", 1
MANIFEST, SEAL = "manifest.json", "sha256"
BLOCK = tarfile.BLOCKSIZE
CHUNK = 1 << 20
MOST_OF_MANIFEST = 1 << 28  # bytes


class Writer:
    """Writes members one after the other; ``close`` seals."""

    def __init__(self, file: IO[bytes], *, at: int) -> None:
        self.file, self.at = file, at
        self.digest = hashlib.sha256()

    def add(self, name: str, source: IO[bytes], size: int) -> str:
        """Its SHA-256. Raises a Problem if the source has another size by now."""
        self._write(_header(name, size, self.at))
        digest, left = hashlib.sha256(), size
        while left and (chunk := source.read(min(CHUNK, left))):
            digest.update(chunk)
            self._write(chunk)
            left -= len(chunk)
        if left or source.read(1):
            raise Problem(f"{name} changed while it was copied: try again.")
        self._write(b"\0" * (-size % BLOCK))
        return digest.hexdigest()

    def add_manifest(self, manifest: dict[str, Any]) -> None:
        text = json.dumps({"format": FORMAT, "format_version": VERSION, **manifest}, indent=1).encode()
        self.add(MANIFEST, io.BytesIO(text), len(text))

    def close(self) -> None:
        self.file.write(_tail(self.digest.hexdigest(), self.at))

    def _write(self, data: bytes) -> None:
        self.digest.update(data)
        self.file.write(data)


def _header(name: str, size: int, at: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, at, 0o600
    return info.tobuf(tarfile.PAX_FORMAT)


def _tail(digest: str, at: int) -> bytes:
    """The seal's member, and the two empty blocks that end a tar."""
    text = digest.encode()
    return _header(SEAL, len(text), at) + text + b"\0" * (-len(text) % BLOCK) + b"\0" * (2 * BLOCK)


TAIL = len(_tail("0" * 64, 0))


@contextmanager
def written(file: Path) -> Iterator[IO[bytes]]:
    """A new file beside ``file``, mode 0600, that takes its place when the block ends well; else it goes."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        fresh.unlink(missing_ok=True)
        with open(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        fresh.replace(file)
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise Problem(f"{file} cannot be written: {error.strerror or error}.") from error
    finally:
        fresh.unlink(missing_ok=True)


class Backup:
    """A backup that was found whole. Raises a Problem in words for a file that is none, or is broken."""

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            self._insist_on_seal()
            self.manifest = self._read_manifest()
        except (OSError, tarfile.TarError) as error:
            reason = getattr(error, "strerror", None) or "it is no archive"
            raise Problem(f"{file} cannot be read: {reason}.") from error

    def _insist_on_seal(self) -> None:
        with self.file.open("rb") as source:
            if not _is_ours(source.read(BLOCK)):
                raise Problem(f"{self.file} is no backup of Folkmoot.")
            size = self.file.stat().st_size
            source.seek(0)
            digest, left = hashlib.sha256(), size - TAIL
            while left > 0:
                chunk = source.read(min(CHUNK, left))
                digest.update(chunk)
                left -= len(chunk)
            tail = source.read()
        at = _moment(tail)
        if size <= TAIL or tail != _tail(digest.hexdigest(), at):
            raise Problem(f"{self.file} is broken or cut off: its seal does not fit. Use another backup.")

    def _read_manifest(self) -> dict[str, Any]:
        with tarfile.open(self.file, "r:") as tar:
            first = tar.next()
            source = tar.extractfile(first) if first and first.size < MOST_OF_MANIFEST else None
            try:
                manifest = json.loads(source.read()) if source else {}
            except ValueError:
                manifest = {}
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise Problem(f"{self.file} is no backup of Folkmoot.")
        if int(manifest.get("format_version", 0)) > VERSION:
            raise Problem(
                f"{self.file} was made by Folkmoot {manifest.get('folkmoot')}, in a form that this version does"
                " not know: upgrade Folkmoot first."
            )
        return manifest

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """A member to read from."""
        with tarfile.open(self.file, "r:") as tar:
            source = tar.extractfile(name)
            if source is None:
                raise Problem(f"{self.file} lacks {name}.")
            yield source

    def extract(self, prefix: str, folder: Path) -> int:
        """Copy the members below ``prefix`` into ``folder``, each checked by its hash; how many there were."""
        count = 0
        with tarfile.open(self.file, "r:") as tar:
            for member in tar:
                if not member.name.startswith(prefix):
                    continue
                target = (folder / member.name.removeprefix(prefix)).resolve()
                source = tar.extractfile(member) if member.isreg() else None
                if source is None or not target.is_relative_to(folder.resolve()):
                    raise Problem(f"{self.file} holds {member.name}, which is no plain file of its own.")
                target.parent.mkdir(parents=True, exist_ok=True)
                if _copy(source, target) != self.manifest["members"].get(member.name, {}).get("sha256"):
                    raise Problem(f"{member.name} in {self.file} is not the file that its manifest names.")
                count += 1
        return count


def _copy(source: IO[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("xb") as copy:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            copy.write(chunk)
    return digest.hexdigest()


def _is_ours(block: bytes) -> bool:
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "strict").name == MANIFEST
    except (tarfile.TarError, UnicodeError):
        return False


def _moment(tail: bytes) -> int:
    try:
        return int(tarfile.TarInfo.frombuf(tail[:BLOCK], "utf-8", "strict").mtime)
    except (tarfile.TarError, UnicodeError):
        return -1
