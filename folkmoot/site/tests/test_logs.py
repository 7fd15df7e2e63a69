"""Log lines: one for each request, and in none of them what people gave."""

import json
import logging
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from folkmoot.domains.people.models import Person
from folkmoot.site import urls as the_real_ones
from folkmoot.site.operations import probes
from folkmoot.site.operations.logs import JsonLines, Lines, logging_settings
from folkmoot.site.operations.outage import is_outage
from folkmoot.site.operations.requests import request_id

CANARY = "canary7x"


def break_down(request, token):
    who = request.POST.get("email", "")
    raise ValueError(f"{who} came with {token}")


def break_with_a_cause(request):
    try:
        raise KeyError(request.GET["q"])
    except KeyError as error:
        raise RuntimeError(f"because of {error}") from error


def say(request):
    logging.getLogger("folkmoot.testing").warning("Said in between.")
    return HttpResponse()


urlpatterns = [
    path("break/<token>/", break_down, name="breaks"),
    path("cause/", break_with_a_cause, name="causes"),
    path("say/", say, name="says"),
    *the_real_ones.urlpatterns,
]
handler500 = the_real_ones.handler500


class Written(logging.Handler):
    """What would be written to the log, in one of its two forms."""

    def __init__(self, form):
        super().__init__()
        made = logging_settings("DEBUG", form)
        self.formatter = {"json": JsonLines, "lines": Lines}[form]()
        self.addFilter(__import__("folkmoot.site.operations.logs", fromlist=["AddRequest"]).AddRequest())
        self.lines = []
        assert made["formatters"]["chosen"]["()"].endswith(type(self.formatter).__name__)

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture(params=["json", "lines"])
def written(request):
    """Everything that any logger says, down to the last detail but for statements."""
    handler = Written(request.param)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def browser(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def test_nothing_that_people_gave_is_in_the_log(written, browser, garden, ada: Person, cleo: Person):
    """In addresses, queries, bodies, headers, cookies, and in the text of exceptions."""
    browser.get(f"/break/{CANARY}-token/")
    browser.post(f"/break/{CANARY}-token/", {"email": f"{CANARY}@example.org"})
    browser.get("/cause/", {"q": CANARY})
    browser.get(f"/enter/{CANARY}/")
    browser.get(f"/no-such-page/{CANARY}/", {"q": CANARY})
    browser.get("/ideas/", {"q": f"{CANARY} lamps"})
    browser.get("/", headers={"host": f"{CANARY}.example.org"})
    browser.get("/", headers={"user-agent": CANARY, "referer": f"https://example.org/{CANARY}"})
    browser.get("/", headers={"x-request-id": f"{CANARY}-0123456789"}, REMOTE_ADDR="203.0.113.77")
    browser.post("/account/login/code/", {"email": f"{CANARY}@example.org"})
    browser.post("/account/login/", {"login": f"{CANARY}@example.org", "password": CANARY})
    Client(enforce_csrf_checks=True).post(f"/enter/{CANARY}/", {"name": CANARY})
    browser.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")
    browser.post("/me/name/", {"name": CANARY})
    browser.get("/me/")
    text = "\n".join(line for line in written.lines if "django.db.backends" not in line)
    assert len(written.lines) > 14
    assert "ValueError" in text
    assert CANARY not in text
    assert "203.0.113" not in text
    assert "ada@example.org" not in text


def test_each_request_is_one_line_with_what_an_operator_asks_for(written, browser, db):
    answer = browser.get("/account/login/?next=/me/")
    mine = [line for line in written.lines if "account_login" in line]
    assert len(mine) == 1
    assert answer["X-Request-ID"] in mine[0]
    if isinstance(written.formatter, JsonLines):
        line = json.loads(mine[0])
        assert line["level"] == "info"
        assert (line["method"], line["route"], line["status"]) == ("GET", "account_login", 200)
        assert 0 < line["ms"] < 60_000
        assert line["time"].endswith("+00:00")


def test_an_answer_that_says_no_is_one_line_and_no_error(written, browser, db):
    probes._kept.forget()
    assert browser.get("/readyz").status_code == 503
    assert browser.get("/no-such-page/").status_code == 404
    assert [line for line in written.lines if "django.request" in line] == []


def test_an_error_is_told_by_its_kind_and_its_place(written, browser):
    assert browser.get("/cause/?q=anything").status_code == 500
    line = next(line for line in written.lines if "RuntimeError" in line)
    assert "RuntimeError < KeyError" in line
    assert "folkmoot/site/tests/test_logs.py:" in line
    assert "break_with_a_cause" in line
    assert "anything" not in line


def test_what_code_says_in_between_bears_the_id_of_the_request(written, browser):
    answer = browser.get("/say/")
    line = next(line for line in written.lines if "Said in between." in line)
    assert answer["X-Request-ID"] in line
    assert request_id.get() == ""


def test_the_job_that_a_request_queues_bears_its_id(written, db):
    from folkmoot.activity.tasks import make_partitions  # noqa: PLC0415

    made = uuid4().hex
    token = request_id.set(made)
    make_partitions.defer(timestamp=0)
    request_id.reset(token)
    line = next(line for line in written.lines if "jobs_deferred" in line and made in line)
    if isinstance(written.formatter, JsonLines):
        assert json.loads(line)["action"] == "jobs_deferred"
        assert json.loads(line)["job"] > 0


def test_a_message_of_another_library_is_written_by_its_place_where_it_has_no_template():
    record = logging.makeLogRecord(
        {"name": "other", "msg": f"f-string with {CANARY}", "pathname": "/x/site-packages/o.py", "lineno": 3}
    )
    assert json.loads(JsonLines().format(record))["message"] == "(said at o.py:3)"


def test_the_page_of_an_outage_needs_no_database(browser, monkeypatch):
    from django.db import OperationalError  # noqa: PLC0415
    from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: PLC0415

    def away(self):
        raise OperationalError("connection refused by 10.1.2.3")

    monkeypatch.setattr(BaseDatabaseWrapper, "connect", away)
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", away)
    answer = browser.get("/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert "cannot be reached for a moment" in answer.content.decode()
    assert "10.1.2.3" not in answer.content.decode()
    fragment = browser.get("/", headers={"hx-request": "true"})
    assert (fragment.status_code, fragment["HX-Retarget"]) == (503, "#messages")
    assert "<html" not in fragment.content.decode()


def test_an_error_of_ours_is_no_outage(browser):
    answer = browser.get("/cause/?q=x")
    assert answer.status_code == 500
    assert "our fault" in answer.content.decode()


@pytest.mark.parametrize(
    ("error", "is_one"),
    [
        (OSError(28, "No space left on device"), True),
        (ConnectionRefusedError(111, "refused by the mail server"), True),
        (FileNotFoundError(2, "no such file"), False),
        (ValueError("ours"), False),
        (None, False),
    ],
)
def test_an_outage_is_told_from_a_fault_of_ours(error, is_one):
    assert is_outage(error) is is_one
