"""What is told together: by the thing, never empty, and only what was not seen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.notices import tasks
from folkmoot.domains.notices.models import Letter, Notice
from folkmoot.kit import clock

from .conftest import wish


@pytest.fixture
def next_day(work):
    """Work through the letters that are due a day from now."""

    def run(days=1):
        with clock.set_to(timezone.now() + timedelta(days=days, minutes=1)):
            tasks.send_what_waits.func(timestamp=0)
        work()

    return run


def test_talk_comes_once_a_day(told, ada, next_day):
    told()
    assert not Letter.objects.filter(person=ada).exists()

    next_day()

    assert Letter.objects.get(person=ada).notices.count() == 2


def test_a_digest_reads_by_things(told, idea, ada, ben, cleo, garden, next_day):
    other = ideas.publish(ideas.draft(garden, by=ada, title="A pond"), by=ada)
    discussions.post(other, by=ben, community=garden, body="Deep?")
    discussions.post(idea, by=ben, community=garden, body="And wasps?")
    told()

    next_day()

    letter = Letter.objects.get(person=ada)
    assert letter.subject == "News about A bee hotel and A pond"
    headings = [line for line in letter.text.splitlines() if line in ("A bee hotel", "A pond")]
    assert headings == ["A bee hotel", "A pond"]
    assert letter.text.index("A pond\n") > letter.text.rindex("about A bee hotel")
    assert letter.html.count("<h2>") == 2


def test_what_was_seen_on_the_page_makes_no_digest(told, ada, enter, next_day):
    told()
    enter(ada).post("/notices/see/")

    next_day()

    assert not Letter.objects.filter(person=ada).exists()
    assert not Notice.objects.filter(person=ada, mail_at__isnull=False).exists()


def test_what_is_gone_makes_no_digest(told, idea, ada, next_day):
    told()
    Notice.objects.filter(person=ada).update(object="discussions.comment/0", target="", context="")

    next_day()

    assert not Letter.objects.filter(person=ada).exists()


def test_never_is_never_but_on_the_page(idea, ada, ben, garden, work, next_day):
    wish(ada, "never")
    discussions.post(idea, by=ben, community=garden, body="Yes.")
    work()

    next_day(days=8)

    assert not Letter.objects.filter(person=ada).exists()
    assert Notice.objects.of(ada).unseen().count() == 1


def test_a_week_of_talk_is_one_letter(idea, ada, ben, garden, work, next_day):
    wish(ada, "weekly")
    for body in ("One.", "Two.", "Three."):
        discussions.post(idea, by=ben, community=garden, body=body)
    work()

    next_day(days=8)

    assert Letter.objects.get(person=ada).notices.count() == 3
