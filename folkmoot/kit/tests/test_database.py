"""A connection that was ended is noticed before it is used, and one that stands is not asked for it."""

import pytest
from django.db import DatabaseError, connection

from folkmoot.kit.database.base import DatabaseWrapper


@pytest.fixture
def other(db):
    made = connection.copy()
    assert isinstance(made, DatabaseWrapper)
    made.ensure_connection()
    yield made
    made.close()


def last_statement_of(pid: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select query from pg_stat_activity where pid = %s", [pid])
        return str(cursor.fetchone()[0])


def test_one_that_stands_is_not_asked(other):
    pid = other.connection.info.backend_pid
    with other.cursor() as cursor:
        cursor.execute("select 'the last'")
    assert other.is_usable()
    assert last_statement_of(pid) == "select 'the last'"


def test_one_that_the_server_ended_is_noticed(other):
    with connection.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(%s, 5000)", [other.connection.info.backend_pid])
    assert not other.is_usable()


def test_one_whose_transaction_failed_is_of_no_use(other):
    other.set_autocommit(False)
    with pytest.raises(DatabaseError), other.cursor() as cursor:
        cursor.execute("select 1 / 0")
    assert not other.is_usable()
    other.rollback()
    assert other.is_usable()


def test_one_that_was_closed_here_is_noticed(other):
    other.connection.close()
    assert not other.is_usable()


def test_a_search_of_vectors_goes_on_until_enough_is_found(other):
    with other.cursor() as cursor:
        cursor.execute("show hnsw.iterative_scan")
        assert cursor.fetchone() == ("strict_order",)
