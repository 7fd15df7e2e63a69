"""In production: secure cookies, HSTS, a proxy that is believed as far as it is ours; and the settings' table."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from folkmoot.site import places
from folkmoot.site.variables import INTERNAL, VARIABLES

PRINT = """
import django; django.setup()
from django.conf import settings as s
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from django.test import RequestFactory
request = RequestFactory().get("/", headers={"x-forwarded-proto": "https"})
answer = SecurityMiddleware(lambda request: HttpResponse())(request)
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, answer.get("Strict-Transport-Security"), s.CSRF_TRUSTED_ORIGINS)
"""


def python(*arguments: str, tmp: Path, **environment: str):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FOLKMOOT_", "DATABASE_", "EMAIL_"))}
    told = {
        **kept,
        "FOLKMOOT_VAR": str(tmp),
        "DJANGO_SETTINGS_MODULE": "folkmoot.site.settings",
        **environment,
    }
    command = [sys.executable, "-P", *arguments]
    return subprocess.run(command, cwd=places.ROOT, env=told, capture_output=True, text=True, check=False)


def test_the_check_for_deployment_has_nothing_to_say(tmp_path):
    done = python(
        "-m",
        "folkmoot.site",
        "check",
        "--deploy",
        "--fail-level=WARNING",
        tmp=tmp_path,
        FOLKMOOT_URL="https://ideas.example.org",
        FOLKMOOT_TRUSTED_PROXIES="1",
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("environment", "hsts"),
    [
        ({"FOLKMOOT_TRUSTED_PROXIES": "1"}, "max-age=31536000"),
        (
            {"FOLKMOOT_TRUSTED_PROXIES": "1", "FOLKMOOT_HSTS_SUBDOMAINS": "1"},
            "max-age=31536000; includeSubDomains",
        ),
        ({}, "None"),  # a stranger's header says nothing
    ],
)
def test_behind_https_cookies_are_secure_and_the_proxy_is_believed_if_it_is_ours(tmp_path, environment, hsts):
    done = python("-c", PRINT, tmp=tmp_path, FOLKMOOT_URL="https://ideas.example.org", **environment)
    assert done.stdout.strip() == f"True True {hsts} ['https://ideas.example.org']", done.stderr


def test_on_this_machine_cookies_go_by_http(tmp_path):
    done = python("-c", PRINT, tmp=tmp_path)
    assert done.stdout.strip() == "False False None ['http://127.0.0.1:8000']", done.stderr


def test_a_form_of_the_log_that_is_not_known_is_said(tmp_path):
    done = python("-c", PRINT, tmp=tmp_path, FOLKMOOT_LOG_FORMAT="xml")
    assert "FOLKMOOT_LOG_FORMAT is xml: it may be lines or json." in done.stderr


def test_no_other_site_may_use_what_is_ours(client, db):
    answer = client.get("/account/login/")
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def read_by_code() -> set[str]:
    """The variables of the environment that our code names when it reads them."""
    pattern = re.compile(
        r"""(?:env\.\w+\(\s*|environ(?:\.get|\.setdefault)?[([]\s*|getenv\()f?["']([A-Z][A-Z_]+)"""
    )
    found: set[str] = set()
    for file in (places.ROOT / "folkmoot").rglob("*.py"):
        if "tests" not in file.parts:
            found |= set(pattern.findall(file.read_text()))
    return found


def test_every_variable_that_the_code_reads_stands_in_the_table():
    ours = {name for name in read_by_code() if name.startswith(("FOLKMOOT_", "DATABASE_", "EMAIL_"))}
    known = {one.name for one in VARIABLES}
    assert len(ours) > 15
    assert {name for name in ours - known - INTERNAL if not name.endswith("_")} == set()


def test_no_variable_of_the_table_is_one_that_nothing_reads():
    code = "\n".join(
        file.read_text()
        for pattern in ("*.py", "*.sh")
        for file in (places.ROOT / "folkmoot").rglob(pattern)
        if file.name != "variables.py"
    )
    code += '"FOLKMOOT_OIDC_NAME" "FOLKMOOT_OIDC_URL" "FOLKMOOT_OIDC_ID" "FOLKMOOT_OIDC_SECRET"'
    assert [one.name for one in VARIABLES if one.name not in code] == []
