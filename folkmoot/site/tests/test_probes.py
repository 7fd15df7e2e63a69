"""Probes and figures: what a load balancer, a supervisor and Prometheus are answered."""

import pytest
from django.db import connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from folkmoot.domains.people.models import Person
from folkmoot.site.operations import probes

LINES = {
    "folkmoot_request_seconds",
    "folkmoot_event_stream_clients",
    "folkmoot_build_info",
    "folkmoot_database_up",
    "folkmoot_jobs",
    "folkmoot_letters_waiting",
    "folkmoot_database_bytes",
    "folkmoot_oldest_job_seconds",
    "folkmoot_worker_heartbeat_seconds",
}


@pytest.fixture(autouse=True)
def asked_anew():
    probes._kept.forget()


@pytest.fixture
def at_work(db):
    """A worker whose heart beat just now."""
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_workers")
        cursor.execute("insert into procrastinate_workers default values")


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def wait_since(moment):
    """A job that may run since then."""
    columns = "(queue_name, task_name, scheduled_at)"
    run(f"insert into procrastinate_jobs {columns} values ('default', 'x', {moment})")


def checks(client):
    answer = client.get("/readyz")
    return answer.status_code, {name: check["ok"] for name, check in answer.json()["checks"].items()}


def test_the_process_answers_without_a_database_and_whatever_the_host_is_called(client):
    answer = client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_it_is_ready_when_all_is_well(client, at_work):
    answer = client.get("/readyz", headers={"host": "10.0.0.7"})
    assert answer.status_code == 200, answer.json()
    assert set(answer.json()["checks"]) == {"database", "migrations", "worker", "jobs"}
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_it_is_not_ready_without_a_heartbeat(client, at_work):
    run("update procrastinate_workers set last_heartbeat = now() - interval '31 seconds'")
    status, found = checks(client)
    assert (status, found["worker"], found["database"]) == (503, False, True)


def test_it_is_not_ready_without_a_worker(client, db):
    run("delete from procrastinate_workers")
    assert checks(client)[1]["worker"] is False


def test_it_is_not_ready_when_a_job_waits_too_long(client, at_work):
    wait_since("now() - interval '901 seconds'")
    assert checks(client) == (503, {"database": True, "migrations": True, "worker": True, "jobs": False})


def test_a_job_that_is_planned_for_later_does_not_wait(client, at_work):
    wait_since("now() + interval '1 day'")
    assert checks(client)[0] == 200


def test_it_is_not_ready_before_its_migrations(client, at_work):
    run("delete from django_migrations where app = 'people'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "bin/folkmoot upgrade" in answer.json()["checks"]["migrations"]["says"]


def test_however_often_it_is_asked_the_database_is_asked_once_a_second(
    client, at_work, django_assert_max_num_queries
):
    client.get("/readyz")
    with django_assert_max_num_queries(0):
        client.get("/readyz")


def test_the_figures_are_in_the_format_of_prometheus(client, at_work, ada: Person):
    client.get("/account/login/")
    answer = client.get("/metrics", headers={"host": "127.0.0.1:8000"})
    assert answer.status_code == 200
    families = {family.name: family for family in text_string_to_metric_families(answer.content.decode())}
    assert set(families) >= LINES - {"folkmoot_event_stream_clients"}
    routes = {sample.labels.get("route") for sample in families["folkmoot_request_seconds"].samples}
    assert "account_login" in routes
    assert not any("/" in (route or "") for route in routes)


def test_the_figures_of_a_process_stay_when_the_database_is_away(client, monkeypatch):
    # pytest-django refuses the database to a test that did not ask for it, with an error of another kind.
    from django.db import OperationalError  # noqa: PLC0415

    def away():
        raise OperationalError("connection refused")

    monkeypatch.setattr("folkmoot.site.queue.by_task", away)
    monkeypatch.setattr(connection, "close", lambda: None)
    text = client.get("/metrics", headers={"host": "localhost"}).content.decode()
    assert "folkmoot_database_up 0.0" in text
    assert "folkmoot_build_info" in text


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "folkmoot.example.org"},
        {"host": "localhost", "x-forwarded-for": "127.0.0.1"},
        {"host": "localhost", "forwarded": "for=127.0.0.1"},
        {"host": "localhost", "via": "1.1 caddy"},
        {"host": "folkmoot.example.org", "authorization": "Bearer wrong"},
        {"host": "folkmoot.example.org", "authorization": "Bearer "},
    ],
)
def test_there_are_no_figures_for_strangers(client, db, settings, headers):
    settings.FOLKMOOT_METRICS_TOKEN = "a-long-token"
    assert client.get("/metrics", headers=headers).status_code == 404


def test_where_there_is_no_token_nobody_has_it(client, db, settings):
    settings.FOLKMOOT_METRICS_TOKEN = ""
    headers = {"host": "folkmoot.example.org", "authorization": "Bearer "}
    assert client.get("/metrics", headers=headers).status_code == 404


def test_there_are_no_figures_for_another_machine(client, db):
    assert client.get("/metrics", headers={"host": "localhost"}, REMOTE_ADDR="10.0.0.9").status_code == 404


def test_whoever_has_the_token_may_read_the_figures_from_elsewhere(client, db, settings):
    settings.FOLKMOOT_METRICS_TOKEN = "a-long-token"
    headers = {"host": "folkmoot.example.org", "authorization": "Bearer a-long-token"}
    assert client.get("/metrics", headers=headers, REMOTE_ADDR="10.0.0.9").status_code == 200


@pytest.mark.parametrize("given", ["", "a b c d e f g h", "x" * 65, "<script>1234", "short"])
def test_a_request_gets_an_id_of_ours_unless_a_proxy_gave_a_good_one(client: Client, settings, given):
    settings.FOLKMOOT_TRUSTED_PROXIES = 1
    assert client.get("/healthz", headers={"x-request-id": given})["X-Request-ID"] != given


def test_only_a_proxy_of_ours_may_name_a_request(client: Client, settings):
    given = "0123456789abcdef0123"
    settings.FOLKMOOT_TRUSTED_PROXIES = 0
    assert client.get("/healthz", headers={"x-request-id": given})["X-Request-ID"] != given
    settings.FOLKMOOT_TRUSTED_PROXIES = 1
    assert client.get("/healthz", headers={"x-request-id": given})["X-Request-ID"] == given
