"""Probes: does the process answer, and can it do its work? For load balancers, supervisors and people."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse

from folkmoot.site import queue

PATIENCE = 2000  # milliseconds for each statement
KEPT = 1.0  # seconds: however often strangers ask, the database is asked once a second by each process


@dataclass(frozen=True)
class Finding:
    """What one check found: is it well, and in words."""

    is_ok: bool
    says: str


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. It asks nobody else."""
    return _never_cached(HttpResponse("ok\n", content_type="text/plain; charset=utf-8"))


def readyz(request: HttpRequest) -> HttpResponse:
    """200 if all is well, else 503; JSON with each check."""
    found = _kept.findings()
    is_ready = all(finding.is_ok for finding in found.values())
    checks = {name: {"ok": finding.is_ok, "says": finding.says} for name, finding in found.items()}
    answer = {"status": "ready" if is_ready else "not ready", "checks": checks}
    return _never_cached(JsonResponse(answer, status=200 if is_ready else 503))


def _never_cached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


class Kept:
    """The findings of a moment ago, shared by all threads of the process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        self.at, self.found = float("-inf"), dict[str, Finding]()

    def findings(self) -> dict[str, Finding]:
        with self.lock:
            if time.monotonic() - self.at > KEPT:
                self.found = look()
                self.at = time.monotonic()
            return self.found


_kept = Kept()


def look() -> dict[str, Finding]:
    """All checks now. The rest cannot be asked where the database does not answer."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            began = time.perf_counter()
            cursor.execute(f"set local statement_timeout = {PATIENCE}")
            cursor.execute("select 1")
            milliseconds = (time.perf_counter() - began) * 1000
            found = {"database": Finding(True, f"It answers in {milliseconds:.0f} ms.")}
            found |= {name: check() for name, check in CHECKS}
    except (DatabaseError, OperationalError) as error:
        connection.close()
        return {"database": Finding(False, f"It does not answer ({type(error).__name__}).")}
    return found


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """What this code brings; read from the disk once."""
    loader = MigrationLoader(None)
    return frozenset(loader.disk_migrations) - {
        replaced for migration in loader.disk_migrations.values() for replaced in migration.replaces
    }


def migrations() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("select app, name from django_migrations")
        missing = _migrations() - set(cursor.fetchall())
    if missing:
        return Finding(False, f"{len(missing)} migrations are not applied: run bin/folkmoot upgrade.")
    return Finding(True, "All migrations are applied.")


def worker() -> Finding:
    seconds = queue.seconds_since_heartbeat()
    if seconds is None:
        return Finding(False, "No worker is at work.")
    return Finding(seconds <= queue.HEARTBEAT_WITHIN, f"Its last heartbeat was {seconds:.0f} s ago.")


def jobs() -> Finding:
    seconds = queue.oldest_waiting()
    most = settings.FOLKMOOT_OLDEST_JOB
    says = f"The oldest one waits {seconds:.0f} s; {most} are allowed." if seconds else "None waits."
    return Finding(seconds <= most, says)


def _checks() -> Iterator[tuple[str, Callable[[], Finding]]]:
    yield from (("migrations", migrations), ("worker", worker), ("jobs", jobs))


CHECKS = tuple(_checks())
