"""The machine: Python, packages, disk, memory, and the modes of files."""

import os
import re
import shutil
import stat
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.markers import Marker

from folkmoot.site import places
from folkmoot.site.doctor.examining import Finding, check, fine, warning, wrong

LEAST_FREE, LITTLE_FREE = 1 << 30, 5 << 30  # bytes of disk
LEAST_MEMORY = 512 << 20  # bytes
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)(?: *; *([^\\]+?))? *\\?$", re.MULTILINE)


@check("python")
def python() -> Finding:
    here = sys.version.split()[0]
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        return wrong(
            f"This is Python {here}.", "Install Python 3.11, 3.12 or 3.13, delete .venv, run bin/up."
        )
    return fine(f"Python {here}.")


@check("packages")
def packages() -> Finding:
    unlike = [
        f"{name} {installed or 'is missing'}, {wanted} is locked"
        for name, wanted in locked_packages().items()
        if (installed := _installed(name)) != wanted
    ]
    if unlike:
        return wrong(
            f"{len(unlike)} packages are not those of the lock: {'; '.join(unlike[:3])}.",
            "Delete .venv and run bin/up.",
        )
    return fine("All packages are those of the lock.")


def locked_packages() -> dict[str, str]:
    """What requirements/run.txt and models.txt want on this machine."""
    found = {}
    for name in ("run.txt", "models.txt"):
        for package, wanted, marker in LOCKED.findall((places.ROOT / "requirements" / name).read_text()):
            if not marker or Marker(marker).evaluate():
                found[package] = wanted
    return found


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@check("disk")
def disk() -> Finding:
    free = shutil.disk_usage(_existing(places.VAR)).free
    says = f"{free / (1 << 30):.1f} GB are free at {places.VAR}."
    remedy = "Make room: old backups lie in backups/, old logs in log/."
    if free < LEAST_FREE:
        return wrong(says, remedy)
    return warning(says, remedy) if free < LITTLE_FREE else fine(says)


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder


@check("memory")
def memory() -> Finding:
    try:
        text = Path("/proc/meminfo").read_text()
    except OSError:
        return fine("This system does not tell how much memory is free.")
    free = int(re.findall(r"MemAvailable:\s+(\d+)", text)[0]) * 1024
    says = f"{free >> 20} MB of memory are free."
    if free < LEAST_MEMORY:
        return warning(says, "Give it more memory, or fewer processes in FOLKMOOT_WEB_WORKERS.")
    return fine(says)


@check("data directory")
def data_directory() -> Finding:
    if not places.VAR.exists():
        return wrong(f"There is no {places.VAR}.", "Run bin/up, or name the right one in FOLKMOOT_VAR.")
    if not os.access(places.VAR, os.W_OK):
        return wrong(
            f"{places.VAR} is not writable.", f"chown -R it to the user that runs Folkmoot: {places.VAR}"
        )
    if stat.S_IMODE(places.VAR.stat().st_mode) & stat.S_IWOTH:
        return wrong(f"Everybody may write to {places.VAR}.", f"chmod o-w {places.VAR}")
    return fine(f"{places.VAR} is ours.")


@check("secret key")
def secret_key() -> Finding:
    if key := os.environ.get("FOLKMOOT_SECRET_KEY"):
        if len(key) < 50:
            return wrong("FOLKMOOT_SECRET_KEY is short.", "Use one of at least 50 random letters.")
        return fine("It is set in FOLKMOOT_SECRET_KEY.")
    file = places.VAR / "secret-key"
    if not file.exists():
        return warning("There is none yet.", "bin/up makes one.")
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & 0o077:
        return wrong(f"{file} has the mode {mode:04o}: others may read it.", f"chmod 0600 {file}")
    return fine(f"{file} is readable for its owner only.")


@check("models")
def models() -> Finding:
    from folkmoot.domains.intelligence.build import is_built  # noqa: PLC0415  (slow to import)
    from folkmoot.domains.intelligence.readers.e5 import READER  # noqa: PLC0415
    from folkmoot.domains.intelligence.weights import minilm_path  # noqa: PLC0415

    if not minilm_path().exists():
        return wrong("The language model is missing.", "Run bin/folkmoot upgrade, which makes it.")
    if not is_built():
        return wrong(f"{minilm_path()} is damaged.", f"Delete {minilm_path()} and run bin/folkmoot upgrade.")
    if not READER.is_there:
        return warning(
            "The language model for English is there. That for other languages is not: it exists for Linux on x86-64.",
            "Nothing, unless people here write in other languages: their texts go without look-alikes and themes.",
        )
    return fine("The language models are there, with the right content.")
