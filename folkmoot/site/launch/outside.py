"""An outside PostgreSQL, named by DATABASE_URL: is it one that Folkmoot can live in?"""

import os
from typing import Any

import psycopg

from folkmoot.site import places

from .problems import Problem

LOWEST_VERSION = 160000  # PostgreSQL 16


def check(url: str = places.DATABASE_URL) -> None:
    """Raises a Problem with the one thing that is missing."""
    try:
        with psycopg.connect(_as_postgresql(url), connect_timeout=10, autocommit=True) as connection:
            version = connection.info.server_version
            found = connection.execute(
                "select exists(select 1 from pg_extension where extname = 'vector'),"
                " exists(select 1 from pg_available_extensions where name = 'vector')"
            ).fetchone()
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        raise Problem(f"The database that DATABASE_URL names does not answer: {reason}") from error
    if version < LOWEST_VERSION:
        raise Problem(f"Folkmoot needs PostgreSQL 16 or later; DATABASE_URL names {version // 10000}.")
    is_installed, is_available = found or (False, False)
    if not is_installed:
        remedy = (
            "run `create extension vector` in it as a superuser" if is_available else "install pgvector there"
        )
        raise Problem(f"The database that DATABASE_URL names lacks the extension vector: {remedy}.")


def connect_as_owner() -> "psycopg.Connection[Any]":
    """As DATABASE_OWNER_URL says, or as DATABASE_URL where nobody else owns the tables."""
    url = os.environ.get("DATABASE_OWNER_URL") or places.DATABASE_URL
    return psycopg.connect(_as_postgresql(url), connect_timeout=10, autocommit=True)


def _as_postgresql(url: str) -> str:
    """The names that Django knows for this scheme, in the one that libpq knows."""
    return "postgresql://" + url.split("://", 1)[-1]
