"""Tokens for programs: shown once, kept as a digest, with scopes, an end and a way to revoke them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.activity.models import AuditEntry
from folkmoot.domains.people import actions, rules
from folkmoot.domains.people.models import ApiToken, Person, digest
from folkmoot.domains.people.tokens import person_with
from folkmoot.kit.answers import Refused

FORM = {"name": "A script", "scopes": ["read"], "days": "30"}


def come_in(person):
    browser = Client()
    browser.post(actions.sign_in_link(person))
    return browser


def test_make_token_shows_the_secret_once_and_keeps_its_digest(ada):
    browser = come_in(ada)
    assert browser.post("/me/make-token/", FORM).url == "/me/tokens/"
    token = ApiToken.objects.get()
    first, second = browser.get("/me/tokens/"), browser.get("/me/tokens/")
    secret = next(
        word for word in first.text.replace("<", " ").replace(">", " ").split() if word.startswith("fm_")
    )

    assert "fm_" not in second.text
    assert f"…{token.last_four}" in second.text
    assert "no-store" in first["Cache-Control"]
    assert token.digest == digest(secret)
    assert secret not in str(list(ApiToken.objects.values()))
    assert person_with(secret, "read") == ada
    assert browser.session.get("people.fresh_token") is None


def test_a_secret_cannot_be_guessed():
    assert len(actions.secrets.token_urlsafe(32)) >= 43  # 256 bits


def test_a_token_opens_only_what_it_was_made_for(ada):
    _, secret = actions.make_token(ada, name="x", scopes=["read"], days=1)
    assert person_with(secret, "read") == ada
    assert person_with(secret, "write") is None
    assert person_with(secret, "moderate") is None


def test_revoke_token_ends_it_at_once(ada):
    token, secret = actions.make_token(ada, name="x", scopes=["read"], days=1)
    come_in(ada).post(f"/me/revoke-token/{token.pk}/")
    assert person_with(secret) is None
    with pytest.raises(Refused, match="already"):
        actions.revoke_token(token, by=ada)


def test_nobody_sees_or_revokes_the_token_of_another(ada, ben):
    token, secret = actions.make_token(ada, name="x", scopes=["read"], days=1)
    assert come_in(ben).post(f"/me/revoke-token/{token.pk}/").status_code == 404
    with pytest.raises(Refused, match="somebody else"):
        actions.revoke_token(token, by=ben)
    assert person_with(secret) == ada


def test_a_token_runs_out(ada):
    token, secret = actions.make_token(ada, name="x", scopes=["read"], days=1)
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert person_with(secret) is None


def test_the_token_of_a_closed_account_opens_nothing(ada):
    _, secret = actions.make_token(ada, name="x", scopes=["read"], days=1)
    Person.objects.filter(pk=ada.pk).update(is_active=False)
    assert person_with(secret) is None


@pytest.mark.parametrize(
    "token", ["", "fm_", "fm_wrong", "nonsense", "fm_" + "x" * 5000, "fm_\x00", "fm_\ud800"]
)
def test_what_is_no_token_opens_nothing(db, token):
    assert person_with(token) is None


def test_the_token_of_another_place_opens_nothing_here(ada):
    _, secret = actions.make_token(ada, name="x", scopes=["read"], days=1)
    ApiToken.objects.all().delete()  # the same person, the same form, another database
    actions.make_token(ada, name="x", scopes=["read"], days=1)
    assert person_with(secret) is None


def test_use_is_written_at_most_every_ten_minutes(ada, django_assert_num_queries):
    _, secret = actions.make_token(ada, name="x", scopes=["read"], days=1)
    with django_assert_num_queries(2):
        person_with(secret)
    with django_assert_num_queries(1):
        person_with(secret)


@pytest.mark.parametrize(
    ("scopes", "days", "reason"),
    [
        ([], 1, "what the token is for"),
        (["root"], 1, "what the token is for"),
        (["read"], 366, "a year"),
        (["read"], 0, "a year"),
    ],
)
def test_a_token_without_bounds_is_refused(ada, scopes, days, reason):
    with pytest.raises(Refused, match=reason):
        actions.make_token(ada, name="x", scopes=scopes, days=days)


def test_who_has_twenty_tokens_revokes_one_first(ada):
    for _ in range(rules.MOST_TOKENS):
        actions.make_token(ada, name="x", scopes=["read"], days=1)
    assert "Revoke one" in str(rules.may_make_token(ada).because)


def test_a_form_without_a_scope_says_so(ada):
    answer = come_in(ada).post("/me/make-token/", {"name": "x", "days": "30"})
    assert answer.status_code == 422


def test_tokens_are_noted_and_no_secret_with_them(ada):
    token, secret = actions.make_token(ada, name="x", scopes=["write", "read"], days=7)
    entry = AuditEntry.objects.get(what="people.token.made")
    assert (entry.who, entry.about) == (f"people.person/{ada.pk}", f"people.apitoken/{token.pk}")
    assert entry.facts == {"scopes": "read,write", "days": 7}
    assert secret not in str(entry.__dict__)
