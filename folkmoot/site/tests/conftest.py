"""An instance for the tests of this folder: the real processes, on data of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from folkmoot.site import known
from folkmoot.site.launch.grounds import copied_to
from folkmoot.site.launch.testing import Running, running_instance, temporary_folder

TESTBED = "folkmoot.site.tests.testbed.settings"


@pytest.fixture
def own_look() -> Iterator[None]:
    """What this test sets is seen by no other: pages that ask no database find what is usual."""
    known.forget()
    yield
    known.keep(known.Known())


@pytest.fixture
def one_connection() -> Iterator[None]:
    """As for Django's own test client: a request that ends would take the connection and its transaction with it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def place() -> Iterator[Path]:
    with temporary_folder() as path:
        yield path


@pytest.fixture(scope="module")
def site() -> Iterator[Running]:
    """One for the whole file: a test must leave it running."""
    with (
        temporary_folder() as path,
        running_instance(copied_to(path / "var"), "--no-demo", DJANGO_SETTINGS_MODULE=TESTBED) as running,
    ):
        yield running


@pytest.fixture
def ended_site(site: Running) -> Iterator[Running]:
    """The same for a test that ends it: it is up again afterwards."""
    yield site
    site.stop()
    site.start("--no-demo")
