"""A second step: an app's code, recovery codes; who changes the ways in ends all other sessions."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import SESSION_KEY
from django.test import Client

from folkmoot.activity.models import AuditEntry
from folkmoot.domains.people import actions


def code_for(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def come_in(person, client=None):
    browser = client or Client()
    browser.post(actions.sign_in_link(person))
    return browser


def is_in(client):
    return client.get("/me/").status_code == 200


@pytest.fixture
def commits(monkeypatch):
    """allauth tells of a change at its commit, within the request; a test around it never commits."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda tell, **_options: tell())


@pytest.fixture
def guarded(ada, client, commits):
    """Ada with an app; her key, and the browser in which she set it up."""
    actions.confirm_email(ada)
    come_in(ada, client)
    page = client.get("/account/2fa/totp/activate/")
    secret = re.search(r"<code>([A-Z2-7]{16,})</code>", page.text)[1]
    answer = client.post("/account/2fa/totp/activate/", {"code": code_for(secret)})
    assert answer.status_code == 302, answer.text
    return secret


@pytest.fixture
def next_code():
    """The code of half a minute later: one code opens once."""

    def next_code(secret):
        later = time.time() + 30
        counter = int(later) // 30
        return format_hotp_value(hotp_value(secret, counter))

    return next_code


def test_the_picture_for_the_app_is_one_that_the_policy_allows(ada, client):
    actions.confirm_email(ada)
    come_in(ada, client)
    page = client.get("/account/2fa/totp/activate/")
    assert 'src="data:image/svg+xml;base64,' in page.text
    assert "img-src 'self' data:" in page["Content-Security-Policy"]


def test_without_the_code_nobody_comes_in(guarded, ada, next_code):
    browser = come_in(ada)
    assert not is_in(browser)
    browser.post("/account/2fa/authenticate/", {"code": "000000"})
    assert not is_in(browser)
    browser.post("/account/2fa/authenticate/", {"code": next_code(guarded)})
    assert is_in(browser)


def test_a_code_opens_once(guarded, ada, next_code):
    code = next_code(guarded)
    first, second = come_in(ada), come_in(ada)
    first.post("/account/2fa/authenticate/", {"code": code})
    second.post("/account/2fa/authenticate/", {"code": code})
    assert is_in(first)
    assert not is_in(second)


def test_each_recovery_code_opens_once(guarded, ada, client):
    codes = Authenticator.objects.get(user=ada, type="recovery_codes").wrap().get_unused_codes()
    assert len(codes) == 10
    first, again, other = come_in(ada), come_in(ada), come_in(ada)
    first.post("/account/2fa/authenticate/", {"code": codes[0]})
    again.post("/account/2fa/authenticate/", {"code": codes[0]})
    other.post("/account/2fa/authenticate/", {"code": codes[1]})
    assert (is_in(first), is_in(again), is_in(other)) == (True, False, True)
    assert "8 are left." in first.get("/me/security/").text


def test_guessing_codes_comes_to_an_end(guarded, ada):
    browser = come_in(ada)
    answers = [browser.post("/account/2fa/authenticate/", {"code": f"{n:06}"}) for n in range(7)]
    assert any(answer.status_code == 429 or "Too many" in answer.text for answer in answers)
    assert not is_in(browser)


def test_a_password_alone_is_half_the_way(guarded, ada):
    ada.set_password("a long bridge over the river")
    ada.save()
    browser = Client()
    answer = browser.post("/account/login/", {"login": ada.email, "password": "a long bridge over the river"})
    assert answer.url == "/account/2fa/authenticate/"
    assert not is_in(browser)


def test_a_code_by_mail_alone_is_half_the_way(guarded, ada, mailoutbox):
    browser = Client()
    browser.post("/account/login/code/", {"email": ada.email})
    code = re.search(r"\n([A-Z0-9]{3,}-?[A-Z0-9]{3,})\n", mailoutbox[-1].body)[1]
    browser.post("/account/login/code/confirm/", {"code": code})
    assert not is_in(browser)


def test_a_second_step_ends_all_other_sessions_and_keeps_this_one(ada, client, commits):
    actions.confirm_email(ada)
    elsewhere = come_in(ada)
    come_in(ada, client)
    page = client.get("/account/2fa/totp/activate/")
    secret = re.search(r"<code>([A-Z2-7]{16,})</code>", page.text)[1]
    client.post("/account/2fa/totp/activate/", {"code": code_for(secret)})
    assert not is_in(elsewhere)
    assert is_in(client)


def test_turning_it_off_asks_who_it_is_and_ends_the_others(guarded, ada, client, next_code):
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    asked = client.get("/account/2fa/totp/deactivate/")
    assert asked.url.startswith("/account/2fa/reauthenticate/")
    client.post("/account/2fa/reauthenticate/", {"code": next_code(guarded)})
    client.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=ada, type="totp").exists()


def test_what_happens_to_the_ways_in_is_noted_without_any_secret(guarded, ada):
    noted = AuditEntry.objects.filter(who=f"people.person/{ada.pk}", what="people.way_in.added")
    assert {entry.facts["type"] for entry in noted} == {"totp", "recovery_codes"}
    assert guarded not in str(list(AuditEntry.objects.values_list("facts", flat=True)))


def test_the_session_knows_nobody_before_the_second_step(guarded, ada):
    assert SESSION_KEY not in come_in(ada).session
