"""The table of limits names pages that exist, and forgets none that guards an account or sends a mail."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from folkmoot.domains.people import actions
from folkmoot.site.limits import LIMITS

#: Pages at which something could be guessed, sent or poured in. All of allauth's that take a form are among them.
GUARDED = re.compile(
    r"login|signup|code|password|reauth|authenticate|email$|:(enter|confirm|accept|invite|upload)$"
)
#: These take nothing that could be guessed, or are behind a page that is limited.
FREE = {
    "intelligence:stop_encoder",  # a button of administrators: nothing to guess
    "intelligence:resume_encoder",
    "channels:confirm",  # a manager's yes to a claim: nothing to guess
    "account_confirm_email",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_signup_by_passkey",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
}


def names(patterns=None, space=""):
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns, space + (f"{one.namespace}:" if one.namespace else ""))
        elif isinstance(one, URLPattern) and one.name:
            yield space + one.name


def test_every_page_of_the_table_exists():
    assert set(LIMITS) <= set(names())


def test_every_page_at_which_something_could_be_guessed_has_a_limit():
    guarded = {name for name in names() if GUARDED.search(name)}
    assert guarded - set(LIMITS) - FREE == set()


def test_what_guards_an_account_never_fails_open():
    assert {limit.action for limits in LIMITS.values() for limit in limits if limit.fails_open} == {
        "search",
        "look-alikes",
    }


@pytest.mark.parametrize("spelling", ["victim@example.org", "VICTIM@example.org", "v.ictim+7@example.org"])
def test_a_visitor_sends_nobody_more_than_five_mails_an_hour(garden, mailoutbox, spelling):
    form = {"title": "A bench", "body": "", "email": "victim@example.org"}
    for n in range(9):
        Client(REMOTE_ADDR=f"192.0.2.{n}").post("/ideas/in/garden/draft/", form)
    answer = Client(REMOTE_ADDR="198.51.100.1").post("/ideas/in/garden/draft/", form | {"email": spelling})
    assert answer.status_code == 429
    assert len(mailoutbox) == 5


def test_who_is_signed_in_may_keep_drafts_as_they_type(garden, ada):
    browser = Client()
    browser.post(actions.sign_in_link(ada))
    answers = {
        browser.post("/ideas/in/garden/draft/", {"title": f"{n}", "body": ""}).status_code for n in range(30)
    }
    assert 429 not in answers


def test_a_name_is_changed_ten_times_an_hour(ada):
    browser = Client()
    browser.post(actions.sign_in_link(ada))
    answers = [browser.post("/me/name/", {"name": f"Otter {n}"}).status_code for n in range(11)]
    assert answers == [302] * 10 + [429]
