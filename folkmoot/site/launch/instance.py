"""An instance: a data directory that is locked, its database up and prepared."""

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg

from folkmoot.site import places

from . import outside, preparation
from .database import EmbeddedServer
from .home import find_home
from .lock import Lock
from .problems import Problem


class Instance:
    """Use as ``with Instance(say).opened(purpose=...)``."""

    def __init__(self, say: preparation.Say):
        self.say = say
        self.lock = Lock()
        self.server: EmbeddedServer | None = None
        self.patience = 10.0  # seconds for the database to end in order

    @contextlib.contextmanager
    def opened(
        self, *, purpose: str, seconds: float = 0, is_dev: bool = False, is_prepared: bool = True
    ) -> Iterator["Instance"]:
        """Hold the lock and have the database up and prepared (or just up); the end of the block stops it."""
        if not self.lock.take(purpose=purpose, seconds=seconds):
            facts = self.lock.facts()
            raise Problem(
                f"Folkmoot already runs on {places.VAR} ({facts.get('purpose')}, process {facts.get('pid')}):"
                " stop it with bin/down, or name another data directory in FOLKMOOT_VAR."
            )
        try:
            self._start_database()
            if is_prepared:
                preparation.prepare(self.connect_as_owner, say=self.say, is_dev=is_dev)
            yield self
        finally:
            if self.server:
                self.server.stop(seconds=self.patience)
            self.lock.release()

    def _start_database(self) -> None:
        if places.DATABASE_URL:
            outside.check()
            return
        self.server = EmbeddedServer(find_home(), say=self.say)
        if self.server.home.data.parent != places.VAR:
            self.say(f"The database lies in {self.server.home.data}, for its user cannot enter {places.VAR}.")
        self.server.start(pass_fds=(self.lock.descriptor,))

    def connect_as_owner(self) -> psycopg.Connection[Any]:
        if places.DATABASE_URL:
            return outside.connect_as_owner()
        return psycopg.connect(
            host=str(places.socket_folder()),
            dbname=places.DATABASE_NAME,
            user=places.OWNER_ROLE,
            autocommit=True,
        )

    def has_people(self) -> bool:
        """Whether anybody is here: the demo world comes into an empty database only."""
        with self.connect_as_owner() as connection:
            found = connection.execute("select to_regclass('people_person') is not null").fetchone()
            if not found or not found[0]:
                return False
            row = connection.execute("select exists(select 1 from people_person)").fetchone()
            return bool(row and row[0])
