"""What the real processes write: one JSON line for each request and job, and nothing that people gave."""

import json
from pathlib import Path

import psycopg
import pytest

from folkmoot.site.launch import processes
from folkmoot.site.launch.testing import Running

from .asking import EventStream, ask

pytestmark = [pytest.mark.server, pytest.mark.slow]

CANARY = "canary9q"
FORM = "application/x-www-form-urlencoded"


def lines(site: Running) -> list[dict]:
    return [json.loads(line) for line in site.log.read_text().splitlines() if line.startswith("{")]


def test_requests_and_jobs_are_lines_and_what_people_gave_is_in_none(site: Running, place: Path) -> None:
    answer = ask(site.port, "GET", f"/enter/{CANARY}/?q={CANARY}", X_Request_ID=f"{CANARY}-12345678")
    ask(site.port, "GET", f"/no/{CANARY}/", User_Agent=CANARY)
    ask(site.port, "GET", f"/events/?topic={CANARY}")
    ask(site.port, "GET", "/", Host=f"{CANARY}.example.org")
    page = ask(site.port, "GET", "/account/login/code/")
    body = f"csrfmiddlewaretoken={page.field('csrfmiddlewaretoken')}&email={CANARY}%40example.org"
    cookie = f"csrftoken={page.cookie('csrftoken')}"
    ask(site.port, "POST", "/account/login/code/", body, Content_Type=FORM, Cookie=cookie)
    diary = place / CANARY
    done = site.run("folkmoot.site.tests.testbed.take_time", "0", str(diary))
    assert done.returncode == 0, done.stderr

    def has_job() -> bool:
        return any(line.get("task") == "testbed.take_time" and "state" in line for line in lines(site))

    assert processes.wait_until(has_job, seconds=20), site.log.read_text()
    found = lines(site)
    mine = [line for line in found if line.get("request_id") == answer.headers["X-Request-ID"]]
    assert [(line["route"], line["status"]) for line in mine if "route" in line] == [("people:enter", 410)]
    job = next(line for line in found if line.get("task") == "testbed.take_time" and "state" in line)
    assert (job["state"], job["attempt"]) == ("succeeded", 1)
    assert CANARY not in site.log.read_text()


def test_a_job_that_fails_is_told_by_kind_and_place(site: Running, place: Path) -> None:
    nowhere = place / "none" / CANARY
    site.run("folkmoot.site.tests.testbed.take_time", "0", str(nowhere))

    def has_failed() -> bool:
        return any(line.get("state") == "failed" for line in lines(site))

    assert processes.wait_until(has_failed, seconds=20), site.log.read_text()
    errors = [line for line in lines(site) if line.get("error") == "FileNotFoundError"]
    assert any("testbed/tasks.py" in place for line in errors for place in line["at"])
    assert CANARY not in site.log.read_text()


def test_the_database_writes_no_statement_and_no_value(site: Running) -> None:
    with psycopg.connect(
        host=str(site.socket), dbname="folkmoot", user="folkmoot", autocommit=True
    ) as connection:
        with pytest.raises(psycopg.Error):
            connection.execute(f"select '{CANARY}'::int")
        assert connection.execute("show log_min_error_statement").fetchone() == ("panic",)
    log = (site.var / "log" / "database.log").read_text()
    assert "ready to accept connections" in log
    assert CANARY not in log


def test_open_event_streams_are_counted(site: Running) -> None:
    name = site.run_code("from folkmoot.kit import events; print(events.sign('ideas/1'))").stdout.strip()
    stream = EventStream(site.port, name)
    assert stream.next() == "retry: 2000"
    assert clients(site) == 1
    stream.close()
    assert processes.wait_until(lambda: clients(site) == 0, seconds=20)


def clients(site: Running) -> float:
    text = ask(site.port, "GET", "/metrics").text
    return sum(
        float(line.split()[-1])
        for line in text.splitlines()
        if line.startswith("folkmoot_event_stream_clients{")
    )


def test_the_real_instance_is_ready(site: Running) -> None:
    answer = ask(site.port, "GET", "/readyz")
    assert answer.status == 200, answer.text
