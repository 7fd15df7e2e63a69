"""An outside PostgreSQL, named by DATABASE_URL, instead of the embedded one."""

from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from folkmoot.site import places
from folkmoot.site.launch.testing import running_instance

from .asking import ask

pytestmark = [pytest.mark.server, pytest.mark.slow]


@pytest.fixture
def outside(worker_id: str) -> str:
    """A fresh database on the server of the tests, which is nothing of the instance's own."""
    name = f"outside_{worker_id}"
    with psycopg.connect(
        host=str(places.socket_folder()), user=places.OWNER_ROLE, dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(f"drop database if exists {name} with (force)")
        connection.execute(f"create database {name}")
    yield f"postgres://{places.OWNER_ROLE}@{quote(str(places.socket_folder()), safe='')}/{name}"
    with psycopg.connect(
        host=str(places.socket_folder()), user=places.OWNER_ROLE, dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(f"drop database {name} with (force)")


def test_an_instance_lives_in_it_and_starts_no_server_of_its_own(place: Path, outside: str) -> None:
    with running_instance(place / "var", "--no-demo", DATABASE_URL=outside) as site:
        assert ask(site.port, "GET", "/").status == 200
        said = site.run("folkmoot.site", "administrator", "root@example.org")
        assert "/enter/" in said.stdout, said.stderr
        assert not (place / "var" / "database").exists()

    with running_instance(place / "var", "--no-demo", DATABASE_URL=outside) as again:
        code = "from folkmoot.domains.people.models import Person; print(Person.objects.get().email)"
        assert again.run_code(code).stdout.strip() == "root@example.org"
