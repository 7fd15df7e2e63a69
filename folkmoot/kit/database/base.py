"""Django looks whether a connection still stands before the first statement of each request, by a statement more.

A server on this machine that ended has closed its socket, which is seen without asking it. Across a network a server
may be gone without a word, so there it is asked as ever.

A search by an index of vectors (pgvector) goes on until enough rows are found that may be shown, not only through the
first forty.
"""

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection
from psycopg.pq import TransactionStatus

_POLLED = select.POLLIN | select.POLLHUP | select.POLLERR


class DatabaseWrapper(base.DatabaseWrapper):
    def init_connection_state(self) -> None:
        super().init_connection_state()
        with self.cursor() as cursor:
            cursor.execute("set hnsw.iterative_scan = strict_order")

    def is_usable(self) -> bool:
        is_quiet = self.connection is not None and _is_local(self.connection) and _is_silent(self.connection)
        return is_quiet or bool(super().is_usable())


def _is_local(connection: Connection[Any]) -> bool:
    is_sound = not connection.closed and connection.info.transaction_status != TransactionStatus.INERROR
    return is_sound and connection.info.host.startswith("/")


def _is_silent(connection: Connection[Any]) -> bool:
    """Nothing waits to be read: an idle connection on which something comes was ended, or has something to tell."""
    watch = select.poll()
    watch.register(connection.fileno(), _POLLED)
    return not watch.poll(0)
