"""The owner of the tables: how backups reach the database, and PostgreSQL's own programs for it."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from folkmoot.site import places
from folkmoot.site.launch.home import installed_programs
from folkmoot.site.launch.problems import Problem


def parameters() -> dict[str, Any]:
    """What libpq needs to reach the database as its owner."""
    if places.DATABASE_URL:
        url = os.environ.get("DATABASE_OWNER_URL") or places.DATABASE_URL
        return conninfo_to_dict("postgresql://" + url.split("://", 1)[-1])
    return {
        "host": str(places.socket_folder()),
        "dbname": places.DATABASE_NAME,
        "user": places.OWNER_ROLE,
    }


def connect() -> psycopg.Connection[Any]:
    return psycopg.connect(**parameters(), autocommit=True)


def command(name: str, *options: str) -> list[str]:
    """The program with its options; the password goes by the environment, for others see a command line."""
    told = {key: value for key, value in parameters().items() if key != "password"}
    return [str(program(name)), "--dbname", make_conninfo(**told), "--no-password", *options]


def environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    password = parameters().get("password")
    return kept | {"LC_ALL": "C", "PGTZ": "UTC"} | ({"PGPASSWORD": str(password)} if password else {})


def program(name: str) -> Path:
    """pg_dump or psql: that of the wheel, which is newer than most servers; else the system's.

    Raises a Problem where there is none.
    """
    try:
        found = installed_programs(18) / name
        if found.exists():
            return found
    except Problem:
        pass
    system = shutil.which(name)
    if system is None:
        raise Problem(f"{name} is missing: install the client programs of PostgreSQL (postgresql-client).")
    return Path(system)


def insist_on_fitting_programs(server_version: int) -> None:
    """pg_dump refuses a server that is newer than itself; this says so in words."""
    said = subprocess.run([str(program("pg_dump")), "--version"], capture_output=True, text=True, check=True)
    major = int(said.stdout.split()[2].split(".")[0])
    if major < server_version // 10000:
        raise Problem(
            f"The database is PostgreSQL {server_version // 10000}, and pg_dump here is of version {major}:"
            " install the client programs of that version."
        )
