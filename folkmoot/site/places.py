"""Where things lie: the data directory, the database's socket, the secret key."""

import hashlib
import os
import secrets
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("FOLKMOOT_VAR") or ROOT / "var").resolve()
DATABASE_URL = os.environ.get("DATABASE_URL", "")
EMAIL_URL = os.environ.get("EMAIL_URL", "")

APPLICATION_ROLE = "folkmoot"  # reads and writes rows, owns nothing
OWNER_ROLE = "folkmoot_owner"  # owns the tables; migrations only
DATABASE_NAME = "folkmoot"
CONNECT_WITHIN = 5  # seconds
#: A page's statement is long, and planning it takes longer than answering it: the server keeps what it planned.
PREPARING = {"server_side_binding": True, "prepare_threshold": 2}


@cache
def version() -> str:
    """Folkmoot's version, as pyproject.toml says."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])


def socket_folder() -> Path:
    """The folder of the embedded server's socket: short, for a path may have 107 bytes at most (sun_path)."""
    name = hashlib.sha256(str(VAR).encode()).hexdigest()[:12]
    return Path("/tmp") / f"folkmoot-{name}"


def database() -> dict[str, Any]:
    """Django's DATABASES entry: the server that DATABASE_URL names, else the embedded one by its socket.

    With FOLKMOOT_AS_OWNER=1 the connection is made as the owner of the tables, for migrations.
    """
    shared = {"ENGINE": "folkmoot.kit.database", "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    # A machine that does not answer at all must not hold a page for two minutes.
    options = {"connect_timeout": CONNECT_WITHIN, **PREPARING}
    is_owner = os.environ.get("FOLKMOOT_AS_OWNER") == "1"
    if DATABASE_URL:
        url = os.environ.get("DATABASE_OWNER_URL", DATABASE_URL) if is_owner else DATABASE_URL
        found = _outside(url)
        return {**found, **shared, "OPTIONS": options | found["OPTIONS"]}
    return {
        **shared,
        "NAME": DATABASE_NAME,
        "USER": OWNER_ROLE if is_owner else APPLICATION_ROLE,
        "HOST": str(socket_folder()),
        "OPTIONS": options,
    }


def _outside(url: str) -> dict[str, Any]:
    """What libpq reads in this URL (a socket as ``%2Frun%2Fpostgresql``, ``?sslmode=verify-full``), for Django."""
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415  (the launcher needs this file before packages)

    found = conninfo_to_dict("postgresql://" + url.split("://", 1)[-1])
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    known = {ours: str(found.pop(theirs)) for theirs, ours in names.items() if theirs in found}
    return {**known, "OPTIONS": found}


def secret_key() -> str:
    """The key that signs sessions and links: from the environment, else made once and kept (mode 0600)."""
    if key := os.environ.get("FOLKMOOT_SECRET_KEY"):
        return key
    file = VAR / "secret-key"
    if not file.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        # Two processes may start at once: the first to link wins, the other reads what is there.
        try:
            os.link(fresh, file)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text()
