"""Figures in Prometheus' format at /metrics.

What matters to all comes from the database and is the same from every process. What a process counts itself (requests,
open event streams) bears its ``pid``: with several web processes a scrape meets one of them. Nothing is shared by files
in memory: on a full disk they would end the process.
"""

import hmac
import os
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from folkmoot.site import places, queue

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds
NEAR = {"127.0.0.1", "::1", "::ffff:127.0.0.1"}
NEAR_NAMES = {"127.0.0.1", "localhost", "[::1]"}
# Any of them says that a proxy passed this on, so that it may come from anywhere.
PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")

_own = CollectorRegistry()
_requests = Histogram(
    "folkmoot_request_seconds",
    "Requests by route and class of status, and how long they took.",
    ["pid", "route", "status"],
    buckets=BUCKETS,
    registry=_own,
)
_streams = Gauge("folkmoot_event_stream_clients", "Open event streams.", ["pid"], registry=_own)


def count_request(route: str, status: int, seconds: float) -> None:
    _requests.labels(str(os.getpid()), route, f"{status // 100}xx").observe(seconds)


def count_stream(change: int) -> None:
    """A client began (1) or ended (-1) to watch."""
    _streams.labels(str(os.getpid())).inc(change)


class FromDatabase:
    """A collector of prometheus-client: one statement each."""

    def collect(self) -> Iterator[Metric]:
        version = GaugeMetricFamily("folkmoot_build_info", "What runs here.", labels=["version"])
        version.add_metric([places.version()], 1)
        yield version
        try:
            found = list(self._of_work())
        except DatabaseError:
            connection.close()
            found = []
        yield GaugeMetricFamily("folkmoot_database_up", "1 if the database answers.", value=int(bool(found)))
        yield from found

    def _of_work(self) -> Iterator[Metric]:
        jobs = GaugeMetricFamily("folkmoot_jobs", "Jobs by state and task.", labels=["task", "state"])
        for task, state, count in queue.by_task():
            jobs.add_metric([task, state], count)
        yield jobs
        for name, says, statement in SINGLE:
            with connection.cursor() as cursor:
                cursor.execute(statement)
                yield GaugeMetricFamily(name, says, value=float(cursor.fetchone()[0] or 0))
        age = queue.oldest_waiting()
        yield GaugeMetricFamily("folkmoot_oldest_job_seconds", "Age of the oldest job that waits.", value=age)
        heartbeat = queue.seconds_since_heartbeat()
        if heartbeat is not None:
            says = "Since the last sign of a worker."
            yield GaugeMetricFamily("folkmoot_worker_heartbeat_seconds", says, value=heartbeat)


SINGLE = [
    (
        "folkmoot_letters_waiting",
        "Mail that is to be sent.",
        "select count(*) from notices_letter where sent_at is null and not is_kept",
    ),
    (
        "folkmoot_database_bytes",
        "Size of the database.",
        "select pg_database_size(current_database())",
    ),
]


def metrics(request: HttpRequest) -> HttpResponse:
    """For this machine, and for whoever has the token; to others there is no such page."""
    if not may_read(request):
        return HttpResponseNotFound("Not found.\n", content_type="text/plain; charset=utf-8")
    registry = CollectorRegistry()
    registry.register(FromDatabase())
    text = generate_latest(_own) + generate_latest(registry)
    response = HttpResponse(text, content_type=CONTENT_TYPE_LATEST)
    response["Cache-Control"] = "no-store"
    return response


def may_read(request: HttpRequest) -> bool:
    token = settings.FOLKMOOT_METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    host = request.headers.get("Host", "").lower()
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    return (
        request.META.get("REMOTE_ADDR") in NEAR
        and name in NEAR_NAMES
        and not any(header in request.headers for header in PASSED_ON)
    )
