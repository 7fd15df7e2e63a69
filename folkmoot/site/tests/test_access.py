"""Who reaches the database, and what the application may do there."""

import os
import shutil
import stat
import struct
import subprocess

import psycopg
import pytest

from folkmoot.site.launch.testing import Running

pytestmark = [pytest.mark.server, pytest.mark.slow]

# Speaks the first words of PostgreSQL's protocol and prints the first letter of the answer.
KNOCK = """
import socket, sys
client = socket.socket(socket.AF_UNIX)
client.connect(sys.argv[1])
client.sendall(bytes.fromhex(sys.argv[2]))
print(client.recv(1000).decode("latin-1"))
"""


def hello(role: str) -> str:
    """A start-up message (PostgreSQL's protocol 3.0) as hexadecimal digits."""
    words = f"user\0{role}\0database\0folkmoot\0\0".encode()
    return (struct.pack("!ii", len(words) + 8, 196608) + words).hex()


def knock_as_nobody(site: Running, role: str) -> "subprocess.CompletedProcess[str]":
    python = next((p for p in ("/usr/bin/python3", "/usr/local/bin/python3") if shutil.which(p)), None)
    if os.geteuid() != 0 or python is None:
        pytest.skip("needs root and a Python that everybody may run")
    socket = str(site.socket / ".s.PGSQL.5432")
    return subprocess.run(
        [python, "-c", KNOCK, socket, hello(role)], user="nobody", capture_output=True, text=True, check=False
    )


def test_nobody_cannot_reach_the_socket(site: Running) -> None:
    done = knock_as_nobody(site, "folkmoot")
    assert "PermissionError" in done.stderr


@pytest.mark.parametrize("role", ["folkmoot", "folkmoot_owner", "postgres"])
def test_nobody_is_refused_even_if_the_folder_stood_open(site: Running, role: str) -> None:
    socket = site.socket / ".s.PGSQL.5432"
    modes = [(path, stat.S_IMODE(path.stat().st_mode)) for path in (site.socket, socket)]
    try:
        for path, _ in modes:
            path.chmod(0o777)
        done = knock_as_nobody(site, role)
    finally:
        for path, mode in modes:
            path.chmod(mode)
    assert "Peer authentication failed" in done.stdout, done.stderr


def test_the_server_listens_on_no_port(site: Running) -> None:
    with psycopg.connect(host=str(site.socket), dbname="folkmoot", user="folkmoot") as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)


def test_accented_capitals_are_letters_whatever_the_locale_says(site: Running) -> None:
    with psycopg.connect(host=str(site.socket), dbname="folkmoot", user="folkmoot") as connection:
        assert connection.execute("select lower('ÉÑ')").fetchone() == ("éñ",)


def test_neither_role_is_a_superuser_and_the_application_owns_nothing(site: Running) -> None:
    with psycopg.connect(host=str(site.socket), dbname="folkmoot", user="folkmoot") as connection:
        roles = connection.execute(
            "select rolname, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls"
            " from pg_roles where rolname like 'folkmoot%' order by 1"
        ).fetchall()
        owners = connection.execute(
            "select distinct tableowner from pg_tables where schemaname = 'public'"
        ).fetchall()
        is_member = connection.execute(
            "select pg_has_role('folkmoot', 'folkmoot_owner', 'member')"
        ).fetchone()
    assert roles == [("folkmoot", *[False] * 5), ("folkmoot_owner", *[False] * 5)]
    assert owners == [("folkmoot_owner",)]
    assert is_member == (False,)


@pytest.mark.parametrize(
    "statement",
    [
        "update activity_activity set verb = 'x'",
        "delete from activity_activity",
        "truncate activity_activity",
        "drop table activity_activity",
        "alter table activity_activity disable trigger all",
        "set session_replication_role = replica",
        "create table mine ()",
    ],
)
def test_the_application_cannot_touch_the_past_of_the_stream(site: Running, statement: str) -> None:
    with (
        psycopg.connect(host=str(site.socket), dbname="folkmoot", user="folkmoot") as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)
