"""Sign-in by another provider: a real one runs beside, and the whole flow of codes is walked."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from folkmoot.domains.people import actions
from folkmoot.domains.people.models import Person
from folkmoot.site.launch import processes
from folkmoot.site.launch.testing import free_port

CALLBACK = "/account/oidc/oidc/login/callback/"
START = "/account/oidc/oidc/login/"


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    port, folder = free_port(), tmp_path_factory.mktemp("provider")
    program = Path(__file__).parent / "provider" / "__main__.py"
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "FOLKMOOT"))
    }
    with (folder / "log").open("w") as log:
        running = subprocess.Popen(
            [sys.executable, str(program), str(port), str(folder / "db"), f"http://testserver{CALLBACK}"],
            env=environment,
            stdout=log,
            stderr=log,
        )
    url = f"http://127.0.0.1:{port}/o"

    def is_up():
        with contextlib.suppress(requests.ConnectionError):
            return requests.get(f"{url}/.well-known/openid-configuration", timeout=5).ok
        return False

    try:
        assert processes.wait_until(is_up, seconds=60), (folder / "log").read_text()
        yield url
    finally:
        running.terminate()
        running.wait(10)


@pytest.fixture
def configured(provider, settings, db):
    app = {
        "provider_id": "oidc",
        "name": "The Works",
        "client_id": "folkmoot",
        "secret": "a secret between the two",
        "settings": {"server_url": provider},
    }
    ours = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**ours, "APPS": [app]}}
    settings.FOLKMOOT_SIGN_IN_ORIGINS = [provider.rpartition("/")[0]]
    return provider


def asked(browser, query=""):
    """Press the button: what our place asks of the provider, as the address to which the browser is sent."""
    answer = browser.post(START + query)
    assert answer.status_code == 302, answer.text
    return answer.url


def answered(address, who):
    """What the provider answers to the one who sits there: the query of our callback."""
    said = requests.get(address, headers={"X-Who": who}, allow_redirects=False, timeout=10)
    assert said.status_code == 302, said.text
    return urlsplit(said.headers["Location"]).query


def come_in(who, browser=None):
    browser = browser or Client()
    return browser, browser.get(f"{CALLBACK}?{answered(asked(browser), who)}")


def is_in(browser):
    return browser.get("/me/").status_code == 200


def test_without_a_provider_there_is_no_button(db, client):
    assert "Sign in with The Works" not in client.get("/account/login/").text
    assert client.post(START).status_code == 404


def test_the_button_leads_there_and_the_policy_lets_it(configured, client):
    page = client.get("/account/login/")
    assert "Sign in with The Works" in page.text
    assert f"form-action 'self' {configured.rpartition('/')[0]}" in page["Content-Security-Policy"]


def test_it_asks_with_state_nonce_and_a_challenge(configured, client):
    query = parse_qs(urlsplit(asked(client)).query)
    assert query["code_challenge_method"] == ["S256"]
    assert len(query["state"][0]) >= 16
    assert len(query["nonce"][0]) >= 32
    assert query["redirect_uri"] == [f"http://testserver{CALLBACK}"]


def test_what_is_asked_is_not_decided_by_the_address(configured, client):
    query = parse_qs(urlsplit(asked(client, "?scope=admin&auth_params=nonce%3Dmine%26prompt%3Dnone")).query)
    assert set(query["scope"][0].split()) == {"openid", "profile", "email"}
    assert query["nonce"] != ["mine"]
    assert "prompt" not in query


def test_somebody_new_comes_in_by_the_whole_flow(configured, happened):
    browser, answer = come_in("nora")
    nora = Person.objects.filter(email="nora@example.org").first()
    assert is_in(browser), (answer.status_code, answer.get("Location"))
    assert nora.name == "Nora Berg"
    assert happened("people.person.arrived", object=nora)
    again, _ = come_in("nora")
    assert is_in(again)
    assert SocialAccount.objects.count() == 1


def test_an_address_that_nobody_confirmed_links_to_no_account(ada, configured):
    actions.confirm_email(ada)
    browser, _ = come_in("mallory")
    assert not is_in(browser)
    assert not SocialAccount.objects.filter(user=ada).exists()


def test_nor_does_one_that_the_provider_confirmed(ada, configured):
    """The provider's word is not ours: who has an account here connects it from inside."""
    actions.confirm_email(ada)
    browser, _ = come_in("double")
    assert not is_in(browser)
    assert not SocialAccount.objects.filter(user=ada).exists()


def test_from_inside_it_is_connected_and_opens_from_then_on(ada, configured, client):
    client.post(actions.sign_in_link(ada))
    client.get(f"{CALLBACK}?{answered(asked(client, '?process=connect'), 'double')}")
    assert SocialAccount.objects.get().user == ada
    assert "Connected." in client.get("/me/security/").text
    browser, _ = come_in("double")
    assert is_in(browser)


def test_a_closed_account_stays_closed(configured):
    come_in("nora")
    Person.objects.filter(email="nora@example.org").update(is_active=False)
    browser, _ = come_in("nora")
    assert not is_in(browser)


def test_who_is_known_by_a_number_only_is_asked_for_an_address_and_proves_it(configured, mailoutbox):
    browser, answer = come_in("silent")
    assert answer.url == "/account/3rdparty/signup/"
    assert "Your e-mail address" in browser.get(answer.url).text
    browser.post(answer.url, {"email": "silent@example.org"})
    assert not is_in(browser)
    code = next(
        line
        for line in mailoutbox[-1].body.splitlines()
        if line and line.replace("-", "").isupper() and " " not in line
    )
    browser.post("/account/confirm-email/", {"code": code})
    assert is_in(browser)


@pytest.mark.parametrize("change", [{"state": "another"}, {"state": ""}, {"code": "made up"}])
def test_an_answer_with_a_changed_state_or_code_opens_nothing(configured, client, change):
    query = {name: values[0] for name, values in parse_qs(answered(asked(client), "nora")).items()}
    assert client.get(f"{CALLBACK}?{urlencode(query | change)}").status_code in (200, 401, 403)
    assert not is_in(client)


def test_an_answer_for_another_browser_opens_nothing(configured, client):
    stolen = answered(asked(client), "nora")
    other = Client()
    asked(other)
    other.get(f"{CALLBACK}?{stolen}")
    assert not is_in(other)


def test_an_answer_without_the_nonce_of_this_browser_opens_nothing(configured, client):
    answer = answered(asked(client), "nora")
    session = client.session
    session["people.oidc.nonce"] = "of another browser"
    session.save()
    assert client.get(f"{CALLBACK}?{answer}").status_code in (401, 403)
    assert not is_in(client)


def test_an_answer_opens_once(configured, client):
    answer = answered(asked(client), "nora")
    client.get(f"{CALLBACK}?{answer}")
    client.logout()
    client.get(f"{CALLBACK}?{answer}")
    assert not is_in(client)


def test_it_does_not_send_people_to_another_place_afterwards(configured, client):
    answer = client.get(f"{CALLBACK}?{answered(asked(client, '?next=//evil.example/'), 'nora')}")
    assert "evil" not in answer.get("Location", "")


def test_a_name_from_there_is_a_text_and_nothing_else(configured):
    browser, _ = come_in("marked")
    page = browser.get("/me/").text
    assert "<script>x" not in page
    assert "{user.password}" in page
