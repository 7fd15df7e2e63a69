"""Tokens: whose they are, what they open, and that nothing else does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.domains.people.actions import make_token, revoke_token
from folkmoot.domains.people.models import ApiToken, Person

from .asking import HERE, ask, token_for


def test_wrong_tokens_open_nothing_not_even_what_a_visitor_sees(bench, ada):
    token, revoked = make_token(ada, name="x", scopes=["read"], days=1)
    revoke_token(token, by=ada)
    token, expired = make_token(ada, name="x", scopes=["read"], days=1)
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    for wrong in ("fm_wrong", revoked, expired, "fm_\x00", "x" * 5000):
        answer = ask(wrong, "GET", "/ideas/")
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer error="invalid_token"')
    for header in ("Basic YTpi", "Bearer", "Bearer ", token_for(ada), f"Token {token_for(ada)}"):
        assert ask("", "GET", "/ideas/", Authorization=header).status_code == 401


def test_the_token_of_somebody_inactive_opens_nothing(bench, ada):
    token = token_for(ada)
    Person.objects.filter(pk=ada.pk).update(is_active=False)
    assert ask(token, "GET", "/me/").status_code == 401
    assert ask(token, "POST", f"/ideas/{bench.pk}/support/").status_code == 401


@pytest.mark.parametrize(("scope", "method"), [("read", "POST"), ("write", "GET"), ("moderate", "GET")])
def test_a_token_without_the_scope_is_told_so(bench, ada, scope, method):
    address = "/me/" if method == "GET" else f"/ideas/{bench.pk}/support/"
    answer = ask(token_for(ada, scope), method, address)
    assert answer.status_code == 403
    assert 'error="insufficient_scope"' in answer["WWW-Authenticate"]


def test_me_says_whose_token_it_is_and_what_for(tokens, ada):
    assert ask(tokens["ada, to read"], "GET", "/me/").json() == {
        "id": ada.pk,
        "name": "Ada",
        "language": "",
        "time_zone": "",
        "scopes": ["read"],
    }


def test_a_cookie_opens_nothing(bench, lathe, mia, eva, enter):
    browser = enter(mia)
    assert browser.get(f"{HERE}/ideas/{lathe.pk}/").status_code == 404
    assert browser.post(f"{HERE}/ideas/{bench.pk}/support/").status_code == 401
    bearer = {"Authorization": f"Bearer {token_for(eva)}"}
    assert browser.get(f"{HERE}/me/", headers=bearer).json()["name"] == "Eva"


def test_what_is_for_one_is_kept_by_no_cache(tokens):
    answer = ask(tokens["eva"], "GET", "/ideas/")
    assert answer["Cache-Control"] == "private, no-cache"
    assert ask("", "GET", "/ideas/")["Cache-Control"] == "private, no-cache"
    assert ask(tokens["eva"], "GET", "/nothing/")["Cache-Control"] == "no-store"
    assert ask(tokens["eva"], "POST", "/notices/see/")["Cache-Control"] == "no-store"
    assert "Authorization" in answer["Vary"]
    assert "Authorization" in ask("", "GET", "/ideas/")["Vary"]
