"""Attacks from outside on pages and forms, by the numbers of the list of attack classes in docs/security.md."""

import logging
import re

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from folkmoot.domains.people import actions
from folkmoot.domains.people.models import Person

from .conftest import PASSWORD
from .test_attacks_on_sign_in import FORMS, come_in, is_in

NASTY = [
    "a\x00b@example.org",
    "\ud800@example.org",
    "a@example.org\r\nBcc: all@example.org",
    "x" * 5000 + "@example.org",
    "\u202ea@example.org",
]

# 27: forms of other sites


def routes(patterns=None, before=""):
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield before + str(one.pattern), one


def address(pattern):
    return "/" + re.sub(r"\(\?P<\w+>[^)]*\)+", "1-a", re.sub(r"<(\w+:)?\w+>", "1", pattern)).replace(
        "^", ""
    ).replace("$", "").replace("\\Z", "")


def test_27_no_door_takes_a_form_of_another_site(root):
    """By construction: every address that the site has, whoever made it."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(root, backend="django.contrib.auth.backends.ModelBackend")
    taken = [
        pattern
        for pattern, _ in routes()
        if not pattern.startswith("api/")  # programs come with a token and no cookie: nothing to ride on
        and browser.post(address(pattern), {"x": "1"}).status_code not in (301, 302, 403, 404, 405)
    ]
    exempt = [pattern for pattern, one in routes() if getattr(one.callback, "csrf_exempt", False)]
    # A mail program ends letters without a page before and without a cookie (RFC 8058): its address proves itself.
    by_mail = ["notices/unsubscribe/<token>/"]
    assert taken == []
    assert [pattern for pattern in exempt if not pattern.startswith("api/")] == by_mail


def test_27_nobody_is_signed_in_or_out_by_another_site(known):
    browser = Client(enforce_csrf_checks=True)
    form = {"login": "ada@example.org", "password": PASSWORD}
    assert browser.post("/account/login/", form).status_code == 403
    browser.force_login(known, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.post("/account/logout/").status_code == 403
    assert browser.get("/account/logout/").status_code == 200
    assert is_in(browser)


# 30, 32: other hosts, and caches between


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "evil-localhost",
        "testserver.evil.example",
        "127.0.0.1.evil.example",
    ],
)
def test_30_another_host_is_refused(db, client, host):
    assert client.get("/account/login/", headers={"Host": host}).status_code == 400


def test_32_a_forged_host_is_in_no_page_and_no_mail(known, client, mailoutbox):
    forged = {
        "X-Forwarded-Host": "evil.example",
        "X-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "Forwarded": "host=evil.example",
    }
    page = client.get("/account/login/", headers=forged)
    client.post("/account/password/reset/", {"email": "ada@example.org"}, headers=forged)
    assert "evil" not in page.text
    assert "evil" not in mailoutbox[-1].body


@pytest.mark.parametrize(
    "page", ["/", "/me/", "/me/security/", "/me/tokens/", "/ideas/", "/account/login/", "/audit/"]
)
def test_32_what_is_for_one_person_is_kept_by_no_cache(root, page):
    answer = come_in(root).get(page)
    assert re.search(r"private|no-store", answer.get("Cache-Control", "")), answer.headers


def test_32_what_sets_a_cookie_is_kept_by_no_cache(db, client):
    answer = client.get("/account/login/")
    assert answer.cookies
    assert re.search(r"private|no-store", answer["Cache-Control"])


# 37: secrets


@pytest.mark.parametrize("page", ["/enter/{}/", "/enter/{}/nothing", "/account/password/reset/key/1-{}/"])
def test_37_no_page_of_an_error_and_no_log_tells_a_token(ada, page, caplog, client):
    token = actions.sign_in_link(ada).split("/")[2]
    actions.use_sign_in_link(token)
    with caplog.at_level(logging.DEBUG, logger="folkmoot"):
        answer = client.get(page.format(token))
    assert token not in answer.text.replace(f"/enter/{token}/", "")
    assert token not in " ".join(
        record.getMessage() for record in caplog.records if record.name.startswith("folkmoot")
    )


# 3: another place


def test_3_a_session_of_another_place_opens_nothing(ada, settings):
    browser = come_in(ada)
    settings.SECRET_KEY = "the secret of another place"
    assert not is_in(browser)


# 11, 16: names


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7*7 }}",
        "{% debug %}",
        "{user.__class__}",
        "%(password)s",
        "${7*7}",
    ],
)
def test_11_and_16_a_name_is_a_text(ada, name):
    browser = come_in(ada)
    browser.post("/me/name/", {"name": name})
    page = browser.get("/me/").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "49" not in page.partition("<main")[2].partition("csrfmiddlewaretoken")[0]
    assert Person.objects.get(pk=ada.pk).name == name


# 46: what no form expects


@pytest.mark.parametrize("page", list(FORMS))
@pytest.mark.parametrize("value", NASTY, ids=["nul", "surrogate", "newline", "long", "right-to-left"])
def test_46_a_strange_text_is_no_fault(db, client, page, value):
    client.raise_request_exception = False
    body = "&".join(f"{name}={quoted(value)}" for name in FORMS[page])
    answer = client.post(page, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code < 500


def quoted(value):
    return "".join(f"%{byte:02x}" for byte in value.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("page", [*FORMS, "/me/name/", "/me/make-token/"])
def test_46_a_body_of_ten_megabytes_is_refused(ada, page):
    browser = come_in(ada) if page.startswith("/me/") else Client()
    browser.raise_request_exception = False
    answer = browser.post(page, {"email": "x" * 10_000_000})
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize(
    "address",
    [
        "/me/end-session/99999999999999999999/",
        "/me/revoke-token/99999999999999999999/",
        "/enter/%00/",
        "/enter/%ff/",
        "/audit/?page=99999999999999999999",
    ],
)
def test_46_a_strange_address_is_no_fault(root, address):
    browser = come_in(root)
    browser.raise_request_exception = False
    assert browser.get(address).status_code < 500
    assert browser.post(address).status_code < 500


# 47: headers of mail


@pytest.mark.parametrize(
    "email",
    [
        "a@example.org\nBcc: all@example.org",
        "a@example.org\r\nSubject: x",
        "a@example.org%0aBcc:all@example.org",
    ],
)
def test_47_an_address_adds_no_header_to_a_mail(db, client, mailoutbox, email):
    for page in FORMS:
        client.post(page, dict.fromkeys(FORMS[page], email))
    assert not EmailAddress.objects.filter(email__contains="Bcc").exists()
    for mail in mailoutbox:
        assert "Bcc" not in mail.message().as_string().partition("\n\n")[0]


def test_no_statement_names_an_address_in_a_limit(known, client):
    # The whole address: three letters of a name stand in every tenth hash.
    with CaptureQueriesContext(connection) as queries:
        client.post("/account/login/", {"login": "ada@example.org", "password": "wrong"})
    limits = [q["sql"] for q in queries if "kit_allowance" in q["sql"]]
    assert limits
    assert not [sql for sql in limits if "ada@example.org" in sql]
