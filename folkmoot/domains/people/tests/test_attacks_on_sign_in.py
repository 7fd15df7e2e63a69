"""Attacks on sign-in, by the numbers of the list of attack classes in docs/security.md."""

import re
from unittest.mock import patch

import pytest
from django.contrib.auth import hashers
from django.core.cache import cache
from django.test import Client

from folkmoot.domains.people import actions
from folkmoot.kit.answers import Refused

from .conftest import PASSWORD

FORMS = {
    "/account/login/": {"login": "{}", "password": "{}"},
    "/account/login/code/": {"email": "{}"},
    "/account/signup/": {"email": "{}"},
    "/account/password/reset/": {"email": "{}"},
}


def come_in(person):
    browser = Client()
    browser.post(actions.sign_in_link(person))
    return browser


def is_in(browser):
    return browser.get("/me/").status_code == 200


def shape(page, email):
    """What a page looks like to somebody who compares: without the token of the form and the address typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.text)
    return page.status_code, page.get("Location"), text.replace(email, "ADDRESS")


def asked(page, email):
    """The answer, the page it leads to, and how many passwords were hashed on the way."""
    browser, hashed, real = Client(), [], hashers.Argon2PasswordHasher.encode

    def count(self, *given):
        hashed.append(1)
        return real(self, *given)

    form = {name: value.format(email) for name, value in FORMS[page].items()}
    with patch.object(hashers.Argon2PasswordHasher, "encode", count):
        first = browser.post(page, form)
        second = browser.get(first.url) if first.status_code == 302 else first
    return shape(first, email), shape(second, email), len(hashed)


# 23: who is here is not to be found out


@pytest.mark.parametrize("page", list(FORMS))
def test_23_the_answer_is_the_same_for_known_and_unknown_addresses(page, known):
    here, nobody = asked(page, "ada@example.org"), asked(page, "bob@example.org")
    assert here[:2] == nobody[:2]


def test_23_a_wrong_password_costs_the_same_whether_the_account_is_there_or_not(known):
    """The time of an answer is the time of hashing: one either way."""
    real, checked = hashers.Argon2PasswordHasher.verify, []

    def verify(self, *given):
        checked.append("verify")
        return real(self, *given)

    encode = hashers.Argon2PasswordHasher.encode

    def count(self, *given):
        checked.append("encode")
        return encode(self, *given)

    work = {}
    with (
        patch.object(hashers.Argon2PasswordHasher, "verify", verify),
        patch.object(hashers.Argon2PasswordHasher, "encode", count),
    ):
        for email in ("ada@example.org", "bob@example.org"):
            checked.clear()
            Client().post("/account/login/", {"login": email, "password": "wrong"})
            work[email] = len(checked)
    assert work["ada@example.org"] == work["bob@example.org"] > 0


def test_23_an_invitation_is_the_same_for_known_and_unknown_addresses(garden, mia, dan):
    browser = come_in(mia)
    answers = []
    for email in ("dan@example.org", "bob@example.org"):
        answer = browser.post("/communities/garden/invite/", {"email": email})
        answers.append((answer.status_code, answer.url, browser.get(answer.url).text.count("<p")))
    assert answers[0][:2] == answers[1][:2]


# 22: no way around the limits


@pytest.mark.parametrize(
    "spelling",
    [
        "ada@example.org",
        "ADA@example.org",
        " ada@example.org ",
        "áda@example.org",
        "a.d.a@example.org",
        "ada+1@example.org",
    ],
)
def test_22_guessing_one_account_ends_however_it_is_typed(known, spelling):
    for n in range(12):
        Client(REMOTE_ADDR=f"192.0.2.{n}").post(
            "/account/login/", {"login": "ada@example.org", "password": "wrong"}
        )
    answer = Client(REMOTE_ADDR="198.51.100.1").post(
        "/account/login/", {"login": spelling, "password": PASSWORD}
    )
    assert answer.status_code == 429


def test_22_forged_headers_are_no_other_address(known):
    answers = {
        Client()
        .post(
            "/account/login/code/",
            {"email": f"x{n}@example.org"},
            headers={"X-Forwarded-For": f"203.0.{n}.1"},
        )
        .status_code
        for n in range(201)
    }
    assert 429 in answers


def test_22_a_household_of_ipv6_is_one(db):
    answers = {
        Client(REMOTE_ADDR=f"2001:db8::{n:x}")
        .post("/account/signup/", {"email": f"x{n}@example.org"})
        .status_code
        for n in range(1, 23)
    }
    assert 429 in answers


def test_22_limits_of_allauth_hold_over_processes():
    """Its counts lie in the database, where all processes see them, and not in the memory of one."""
    assert type(cache._connections[cache._alias]).__name__ == "DatabaseCache"


def test_47_a_form_is_no_machine_for_mail(db, mailoutbox):
    for _ in range(12):
        Client().post("/account/login/code/", {"email": "victim@example.org"})
    assert len(mailoutbox) <= 6


# 24: links


def test_24_a_link_opens_once_and_for_its_own_person_only(ada, ben):
    token = actions.sign_in_link(ada).split("/")[2]
    assert actions.use_sign_in_link(token) == ada
    with pytest.raises(Refused):
        actions.use_sign_in_link(token)
    assert len(token) * 6 >= 128  # bits


def test_24_a_reset_link_dies_with_the_password_it_was_for(known, mailoutbox, client):
    client.post("/account/password/reset/", {"email": "ada@example.org"})
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", mailoutbox[-1].body)[1]
    known.set_password("another one, much longer")
    known.save()
    assert "used or too old" in client.get(link, follow=True).text


# 26, 28: see test_sessions.py as well


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "https://evil.example",
        "\t//evil.example",
        "javascript:alert(1)",
    ],
)
def test_28_signing_in_leads_to_no_other_place(known, to):
    browser = Client()
    answer = browser.post("/account/login/", {"login": "ada@example.org", "password": PASSWORD, "next": to})
    assert is_in(browser)
    assert answer.url.startswith("/")
    assert "evil" not in answer.url
    assert "script" not in answer.url


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example"])
def test_28_signing_out_leads_to_no_other_place(known, to):
    assert "evil" not in come_in(known).post("/account/logout/", {"next": to}).url
