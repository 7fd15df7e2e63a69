"""The clock of the machine is set back by an hour, or by a season: order, counts and one-time links hold.

The clock of this process only (time_machine): the database keeps its own. A clock set back on the whole machine is
therefore not shown here, nor jobs, whose time is the database's.
"""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from folkmoot.activity.models import Activity
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Support
from folkmoot.domains.people import actions as people
from folkmoot.kit.answers import Refused

BACK = [timedelta(hours=1), timedelta(days=100)]


@pytest.fixture
def idea(garden, ada):
    return ideas.publish(ideas.draft(garden, by=ada, title="A bench", body=""), by=ada)


@pytest.fixture(params=BACK, ids=str)
def set_back(request):
    """Set the clock back from here on."""
    traveller = time_machine.travel(timezone.now() - request.param, tick=True)
    yield traveller.start
    traveller.stop()


def test_the_last_word_of_a_person_counts(idea, ben, set_back):
    ideas.support(idea, by=ben)
    set_back()
    ideas.unsupport(idea, by=ben)

    idea.refresh_from_db()
    assert idea.support_count == 0
    assert Support.objects.standing().filter(idea=idea).count() == 0


def test_what_happens_is_written_down_in_its_order(idea, ben, garden, set_back):
    before = Activity.objects.latest("id").pk
    set_back()
    discussions.post(idea, by=ben, community=garden, body="Yes.")

    after = Activity.objects.latest("id")
    assert after.pk > before
    assert after.verb == "discussions.comment.posted"


def test_an_answer_given_after_it_is_the_state_of_the_idea(idea, fay, set_back, work):
    ideas.move(idea, by=fay, state="in_review", reason="")
    set_back()
    ideas.move(idea, by=fay, state="accepted", reason="It is right.")

    idea.refresh_from_db()
    assert idea.state == "accepted"


def test_a_link_that_was_used_stays_used(ada, set_back):
    token = people.sign_in_link(ada).strip("/").rpartition("/")[2]
    people.use_sign_in_link(token)
    set_back()
    with pytest.raises(Refused):
        people.use_sign_in_link(token)


def test_people_go_on_writing(idea, ben, enter, set_back):
    browser = enter(ben)
    set_back()
    browser.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.post("/discussions/post/", {"subject": f"ideas.idea/{idea.pk}", "body": "Still here."})
    assert answer.status_code == 302
    assert "Still here." in browser.get(f"/ideas/{idea.pk}/").content.decode()
