"""What must be there before the first page: tables, static files, models; made anew only when changed."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import psycopg
from psycopg import sql

from folkmoot.site import places

from .problems import Problem

PACKAGE = places.ROOT / "folkmoot"
LOCKED = places.ROOT / "requirements" / "run.txt"
MODELS = PACKAGE / "domains" / "intelligence" / "build.py"
Say = Callable[[str], None]


def prepare(
    connect: Callable[[], "psycopg.Connection[tuple[object, ...]]"], *, say: Say, is_dev: bool = False
) -> None:
    """Bring database, static files and models up to date with the code. ``connect`` opens the database."""
    migrate(connect, say=say)
    _once("locale", _by_content(_files("locale/**/*.po")), compile_catalogues, say=say)
    if not is_dev:
        _once("static", _by_stat(_files("*/static/**/*"), LOCKED), collect_static, say=say)
    if MODELS.exists():
        sources = [MODELS, MODELS.parent / "weights.py", LOCKED.with_name("models.txt")]
        _once("models", _by_content(file for file in sources if file.exists()), build_models, say=say)


def migrate(connect: Callable[[], "psycopg.Connection[tuple[object, ...]]"], *, say: Say) -> None:
    """As the owner of the tables. What was applied is noted in the database itself, so a copy keeps it."""
    wanted = f"migrations {fingerprint_of_migrations()}"
    with connect() as connection:
        found = connection.execute(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()"
        ).fetchone()
        if found and found[0] == wanted:
            return
        say("Bringing the tables up to date.")
        run("migrate", "--noinput", "--verbosity=0", as_owner=True)
        name = connection.info.dbname
        connection.execute(sql.SQL("comment on database {} is {}").format(sql.Identifier(name), wanted))


def fingerprint_of_migrations() -> str:
    """Changes when the tables may: with our migrations, or with a package that brings its own."""
    return _by_content([*_files("**/migrations/*.py"), LOCKED])


def fingerprint_of_code() -> str:
    """Changes with all that we wrote."""
    return _by_content([*_files("**/*.py"), *_files("**/templates/**/*"), LOCKED])


def collect_static(say: Say) -> None:
    say("Collecting the static files.")
    run("collectstatic", "--noinput", "--clear", "--verbosity=0")


def compile_catalogues(say: Say) -> None:
    say("Compiling the translations.")
    python("folkmoot.site.catalogues")


def build_models(say: Say) -> None:
    say("Making the language models.")
    python("folkmoot.domains.intelligence.build")


def run(*command: str, as_owner: bool = False, environment: dict[str, str] | None = None) -> str:
    """A management command in a process of its own; its output. The database is up, so it starts none."""
    told = {"FOLKMOOT_AS_OWNER": "1" if as_owner else "0", **(environment or {})}
    return python("folkmoot.site", *command, environment=told)


def python(module: str, *arguments: str, environment: dict[str, str] | None = None) -> str:
    """``python -m module``; its output. Raises a Problem with the end of its complaint where it fails."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", module, *arguments],
        env=os.environ | {"FOLKMOOT_IS_SUPERVISED": "1"} | (environment or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        complaint = done.stderr.strip() or done.stdout.strip() or "it gave no reason"
        print(complaint, file=sys.stderr, flush=True)
        raise Problem(f"{' '.join([module, *arguments])} failed: {complaint.splitlines()[-1]}")
    return done.stdout


def _once(name: str, wanted: str, make: Callable[[Say], None], *, say: Say) -> None:
    """Make it unless it was made to its end from the same sources and is still there."""
    stamp = places.VAR / "stamps" / f"{name}.json"
    if (places.VAR / name).exists() and _read(stamp) == wanted:
        return
    stamp.unlink(missing_ok=True)
    make(say)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps({"made_from": wanted}))


def _read(stamp: Path) -> str:
    try:
        return str(json.loads(stamp.read_text()).get("made_from"))
    except (OSError, ValueError):
        return ""


def _files(pattern: str) -> list[Path]:
    return sorted(file for file in PACKAGE.glob(pattern) if file.is_file())


def _by_content(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _by_stat(files: Iterable[Path], *contents: Path) -> str:
    digest = hashlib.sha256(_by_content(contents).encode())
    for file in files:
        found = file.stat()
        digest.update(f"{file} {found.st_size} {found.st_mtime_ns}\0".encode())
    return digest.hexdigest()
