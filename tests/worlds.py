"""Worlds that take seconds to tell, kept from one test of a file to the next that asks for the same."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import connection, transaction
from pytest_django import DjangoDbBlocker


class Kept:
    """The newest world, in a transaction around those of the tests: each undoes only what it did itself."""

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self.blocker = blocker
        self.name = ""
        self._told: Any = None
        self._around = ExitStack()

    def told(self, name: str, tell: Callable[[], Any]) -> Any:
        """What ``tell`` returned, now or for an earlier test. RuntimeError where a test has its transaction already."""
        if name != self.name:
            self.end()
            self._tell(name, tell)
        return self._told

    def _tell(self, name: str, tell: Callable[[], Any]) -> None:
        with self.blocker.unblock():
            if connection.in_atomic_block:
                raise RuntimeError(f"Ask for {name} before anything of the database: put it first.")
            self._around.enter_context(transaction.atomic())
            self.name = name
            try:
                self._told = tell()
            except BaseException:
                self.end()
                raise

    def end(self) -> None:
        """For a test that asks for another world, or for none."""
        if self.name:
            with self.blocker.unblock():
                transaction.set_rollback(True)
                self._around.close()
            self.name = ""
