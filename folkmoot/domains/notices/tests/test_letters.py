"""Letters: one per person, sent by a real mail server, kept where there is none."""

import re

import pytest

from folkmoot.activity.stream import record
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.discussions.activities import POSTED
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.notices import actions, tasks
from folkmoot.domains.notices.models import Letter, Notice

from .conftest import OUTBOX, SMTP, wish


@pytest.fixture(autouse=True)
def _told_at_once(ada):
    wish(ada, "at_once")


def test_two_things_make_one_letter(told, ada, settings):
    settings.EMAIL_BACKEND = OUTBOX
    told()

    letter = Letter.objects.get(person=ada)
    assert letter.notices.count() == 2
    assert letter.subject == "Cleo said something about A bee hotel, and 1 more"
    assert letter.text.count("said something about A bee hotel") == 2
    assert "http://127.0.0.1:8000/discussions/comments/" in letter.text


def test_a_real_mail_server_takes_it_once(told, mailbox, ada):
    told()
    tasks.send_what_waits.func(timestamp=0)

    (mail,) = mailbox()
    letter = Letter.objects.get(person=ada)
    assert mail["Message-ID"] == letter.message_id
    assert mail["To"] == "ada@example.org"
    assert mail.get_body(("html",)) is not None
    assert letter.sent_at is not None


def test_a_letter_that_could_not_be_sent_waits_and_goes_later_with_the_same_message_id(
    told, ada, settings, work
):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", 1
    with pytest.raises(ConnectionRefusedError):
        told()
    letter = Letter.objects.get(person=ada)
    assert letter.sent_at is None

    settings.EMAIL_BACKEND = OUTBOX
    tasks.send_what_waits.func(timestamp=0)
    work()

    again = Letter.objects.get(person=ada)
    assert (again.message_id, again.is_kept) == (letter.message_id, True)


def test_nobody_is_told_of_what_they_did(told, ben):
    told()
    assert not Notice.objects.filter(person=ben, actor=f"people.person/{ben.pk}").exists()


def test_the_page_says_what_is_new_until_it_was_seen(told, ada, enter):
    told()
    browser = enter(ada)
    assert re.search(r'class="count">2', browser.get("/ideas/").text)

    browser.post("/notices/see/")

    assert not re.search(r'class="count">2', browser.get("/ideas/").text)
    assert "Ben said something about A bee hotel" in browser.get("/notices/").text


def test_only_administrators_read_the_outbox(told, settings, cast, root, enter):
    settings.EMAIL_BACKEND = OUTBOX
    told()
    letter = Letter.objects.first()
    for name, person in cast.items():
        for path in ("/outbox/", f"/outbox/{letter.pk}/"):
            assert (enter(person).get(path).status_code == 200) == (name == "root"), (name, path)


def test_a_verb_without_an_audience_tells_nobody(idea, ben, garden):
    activity = record(
        POSTED, actor=ben, object="discussions.comment/0", target="ideas.idea/0", context=garden
    )
    assert actions.tell(activity) == 0


def test_a_title_of_several_lines_spoils_no_letter(ada, ben, garden, work, mailbox):
    idea = ideas.publish(ideas.draft(garden, by=ada, title="A bee hotel\nBcc: all@example.org"), by=ada)
    ada.name = "Ada\nOkafor"
    ada.save()
    discussions.post(idea, by=ben, community=garden, body="Yes.")

    work()

    (mail,) = mailbox()
    assert mail["Bcc"] is None
    assert idea.title == "A bee hotel Bcc: all@example.org"
