"""Preferring: how somebody wants to be told, on one page, and by one click in a letter."""

from datetime import time

import pytest

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.notices import rules
from folkmoot.domains.notices.models import OCCASIONS, Letter, Notice
from folkmoot.domains.notices.unsubscribing import address_of
from folkmoot.domains.notices.ways import hours_of, preferred, with_letters
from folkmoot.kit.audiences import Occasion

from .conftest import wish


def filled(**changes):
    fields = {f"pace-{occasion}": "daily" for occasion, _label in OCCASIONS}
    return (
        fields
        | {"digest_hour": "18", "digest_weekday": "4", "quiet_from": "22", "quiet_until": "07"}
        | changes
    )


def test_the_page_keeps_what_was_chosen_and_shows_it_again(ada, enter):
    page = enter(ada)
    answer = page.post("/notices/prefer/", filled(**{"pace-answer": "never", "push-talk": "on"}), follow=True)

    assert answer.status_code == 200
    assert preferred([ada.pk])[ada.pk, Occasion.ANSWER] == ("never", False)
    assert preferred([ada.pk])[ada.pk, Occasion.TALK] == ("daily", True)
    hours = hours_of([ada.pk])[ada.pk]
    assert (hours.digest_hour, hours.digest_weekday) == (18, 4)
    assert (hours.quiet_from, hours.quiet_until) == (time(22), time(7))
    assert '<option value="18" selected>' in answer.text


def test_half_of_quiet_hours_is_said_and_nothing_kept(ada, enter):
    answer = enter(ada).post("/notices/prefer/", filled(quiet_until=""))
    assert answer.status_code == 422
    assert "Quiet hours have a beginning and an end." in answer.text
    assert not preferred([ada.pk])


def test_whoever_is_signed_in_chooses(cast):
    assert {name for name, who in cast.items() if rules.may_prefer(who)} == set(cast)


# one click


@pytest.fixture
def way_out(ada):
    return address_of(ada, ["talk"]).removeprefix("http://127.0.0.1:8000")


def test_one_click_without_a_cookie_ends_letters_of_this_kind(ada, client, way_out):
    """As a mail program does it (RFC 8058, 3.2): a POST with one field, and no page before."""
    client.handler.enforce_csrf_checks = True

    answer = client.post(way_out, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert preferred([ada.pk])[ada.pk, Occasion.TALK][0] == "never"
    assert (ada.pk, Occasion.ANSWER) not in preferred([ada.pk])


def test_a_look_at_the_link_changes_nothing(ada, client, way_out):
    assert client.get(way_out).status_code == 200
    assert not preferred([ada.pk])


def test_the_click_can_be_taken_back(ada, client, way_out):
    client.post(way_out, {"List-Unsubscribe": "One-Click"})
    client.post(way_out.replace("/unsubscribe/", "/resubscribe/"))
    assert preferred([ada.pk])[ada.pk, Occasion.TALK][0] == "daily"


def test_no_letters_at_all_is_a_no_of_the_person_too(told, ada, client, way_out):
    client.post(way_out, {"all": "1"})
    wish(ada, "at_once")
    told()
    assert not Letter.objects.filter(person=ada).exists()
    assert Notice.objects.of(ada).count() == 2

    client.post(way_out.replace("/unsubscribe/", "/resubscribe/"))
    assert with_letters([ada.pk]) == {ada.pk}


@pytest.mark.parametrize("token", ["x", "A" * 40, "a:b:c"])
def test_another_token_opens_nothing(client, db, token):
    assert client.post(f"/notices/unsubscribe/{token}/").status_code == 404


def test_the_letter_says_the_way_out(told, ada, mailbox):
    wish(ada, "at_once")
    told()
    (mail,) = mailbox()
    link = mail["List-Unsubscribe"].strip(" <>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in mail.get_body(("plain",)).get_content()
    assert mail["List-Id"] == "Notices <notices.127.0.0.1>"


def test_letters_about_one_thing_hang_together(idea, ada, ben, cleo, garden, work, mailbox):
    wish(ada, "at_once")
    for person in (ben, cleo):
        discussions.post(idea, by=person, community=garden, body="Yes.")
        work()
    first, second = mailbox()
    assert first["References"] == second["References"] == f"<ideas.idea.{idea.pk}@127.0.0.1>"
    assert first["Message-ID"] != second["Message-ID"]


def test_nobody_is_told_of_what_they_did(idea, ada, garden, work):
    discussions.post(idea, by=ada, community=garden, body="My own.")
    work()
    assert not Notice.objects.of(ada).exists()
