"""Sessions: seen, ended one by one and together; renewed at sign-in; ended when the password changes."""

import time

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client

from folkmoot.activity.models import AuditEntry
from folkmoot.domains.people import actions, sessions
from folkmoot.domains.people.middleware import SEEN

PHONE = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
)
DESK = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def come_in(person, agent=DESK, **more):
    browser = Client(headers={"User-Agent": agent}, **more)
    browser.post(actions.sign_in_link(person))
    return browser


def is_in(client):
    return client.get("/me/").status_code == 200


def test_my_browsers_are_listed_in_words_and_without_their_whole_address(ada):
    come_in(ada, PHONE, REMOTE_ADDR="203.0.113.77")
    page = come_in(ada).get("/me/security/").text
    assert "Chrome on Android" in page
    assert "Firefox on Linux" in page
    assert "203.0.113.0/24" in page
    assert "203.0.113.77" not in page


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome on Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
        ("", "An unknown browser"),
        ("<script>alert(1)</script>", "An unknown browser"),
    ],
)
def test_a_browser_is_named_in_plain_words(agent, words):
    assert sessions.device(agent) == words


def test_end_session_puts_that_browser_out_at_its_next_request(ada):
    phone, desk = come_in(ada, PHONE), come_in(ada)
    one = UserSession.objects.get(session_key=phone.session.session_key)
    desk.post(f"/me/end-session/{one.pk}/")
    assert (is_in(phone), is_in(desk)) == (False, True)


def test_nobody_ends_the_session_of_another(ada, ben):
    hers = come_in(ada)
    one = UserSession.objects.get(user=ada)
    come_in(ben).post(f"/me/end-session/{one.pk}/")
    assert is_in(hers)


def test_end_other_sessions_puts_all_out_but_this(ada, ben):
    others, his, here = [come_in(ada) for _ in range(3)], come_in(ben), come_in(ada)
    unlisted = come_in(ada)
    UserSession.objects.filter(session_key=unlisted.session.session_key).delete()

    here.post("/me/end-other-sessions/")

    assert [is_in(browser) for browser in [*others, unlisted]] == [False] * 4
    assert is_in(here)
    assert is_in(his)
    assert UserSession.objects.filter(user=ada).count() == 1
    assert AuditEntry.objects.filter(
        what="people.session.ended_all_others", who=f"people.person/{ada.pk}"
    ).exists()


def test_a_session_that_was_there_before_is_not_the_one_that_is_signed_in(ada):
    """Session fixation: whoever planted a key in this browser does not come in with it."""
    browser = Client()
    browser.get("/account/login/")
    session = browser.session
    session["planted"] = True
    session.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = planted = session.session_key

    browser.post(actions.sign_in_link(ada))

    assert is_in(browser)
    assert browser.session.session_key != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert not is_in(thief)


def test_a_new_password_ends_all_other_sessions(ada):
    actions.confirm_email(ada)
    old, new = "a long bridge over the river", "another bridge, longer still"
    ada.set_password(old)
    ada.save()
    elsewhere, here = come_in(ada), come_in(ada)
    answer = here.post("/account/password/change/", {"oldpassword": old, "password1": new, "password2": new})
    assert answer.status_code == 302
    assert (is_in(elsewhere), is_in(here)) == (False, True)


def test_a_session_of_a_closed_account_is_over(ada):
    browser = come_in(ada)
    type(ada).objects.filter(pk=ada.pk).update(is_active=False)
    assert not is_in(browser)


def test_a_session_of_another_place_is_refused(ada, settings):
    """Another instance has another secret: its signed session opens nothing here, and ours nothing there."""
    browser = come_in(ada)
    settings.SECRET_KEY = "the secret of another place"
    assert not is_in(browser)


def test_reading_pages_writes_once_in_a_quarter_of_an_hour(ada, django_assert_max_num_queries):
    browser = come_in(ada)
    browser.get("/me/security/")
    before = UserSession.objects.get(user=ada).last_seen_at
    browser.get("/me/security/")
    assert UserSession.objects.get(user=ada).last_seen_at == before
    session = browser.session
    session[SEEN] = int(time.time()) - 3600
    session.save()
    browser.get("/me/security/")
    assert UserSession.objects.get(user=ada).last_seen_at > before


def test_who_signed_in_a_while_ago_signs_in_again_before_changing_the_ways_in(ada):
    browser = come_in(ada)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "link", "at": time.time() - 3600}]
    session.save()
    for page in ("/account/2fa/totp/activate/", "/account/2fa/webauthn/add/", "/account/password/set/"):
        assert browser.get(page).url.startswith("/me/sign-in-again/")
    assert browser.get("/account/email/").status_code == 200
    assert browser.post("/account/email/", {"action_add": "", "email": "a@b.example"}).url.startswith(
        "/me/sign-in-again/"
    )
    answer = browser.post("/me/sign-in-again/?next=//evil.example/")
    assert answer.url == "/account/login/code/?next=%2Fme%2Fsecurity%2F"
    assert not is_in(browser)
