"""The first hour: each step is done when it has happened, shown to those who can do it, until it is put away."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from folkmoot.activity.stream import record
from folkmoot.activity.vocabulary import VERBS
from folkmoot.domains.communities import actions as communities
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.notices.models import Letter
from folkmoot.kit.answers import Refused
from folkmoot.site import actions, rules
from folkmoot.site.brand import Look
from folkmoot.site.first_hour import first_hour_of
from folkmoot.site.models import PutAway

pytestmark = pytest.mark.usefixtures("own_look")


def done(person) -> list[str]:
    return [str(step.label).split()[0] for step in first_hour_of(person).steps if step.is_done]


def test_an_administrator_begins_with_nothing_done(root):
    hour = first_hour_of(root)
    assert (hour.done, len(hour.steps)) == (0, 8)
    assert hour.next.href == "/brand/"
    assert {step.href for step in hour.steps} >= {"/brand/", "/communities/playbooks/", "/outbox/"}


def test_each_step_is_done_when_it_has_happened_and_not_before(root, mia, ada):
    seen = [done(root)]

    actions.rebrand(by=root, look=Look(name="Brightwater"))
    seen.append(done(root))
    place = communities.found(by=root, name="The garden", slug="garden")
    seen.append(done(root))
    communities.invite(place, by=root, email="somebody@example.org")
    seen.append(done(root))
    idea = ideas.publish(ideas.draft(place, by=ada, title="A bench"), by=ada)
    seen.append(done(root))
    for verb in ("insights.insight.given", "insights.insight.answered"):
        record(VERBS[verb], actor=root, object=idea, context=place)
        seen.append(done(root))
    record(
        VERBS["notices.round.told"], actor="", object=idea, target="insights.insight.answered",
        context=place, people=1,
    )  # fmt: skip
    seen.append(done(root))
    Letter.objects.create(to="ada@example.org", subject="x", text="x", message_id="1", sent_at=timezone.now())
    seen.append(done(root))

    words = ["Say", "Found", "Invite", "Bring", "Make", "Give", "Those", "Send"]
    assert seen == [words[:number] for number in range(9)]
    assert first_hour_of(root).is_over


def test_being_told_of_something_else_than_an_answer_or_nobody_is_not_enough(root, garden, ada):
    told = VERBS["notices.round.told"]
    record(told, actor="", object=ada, target="ideas.idea.published", context=garden, people=4)
    record(told, actor="", object=ada, target="insights.insight.answered", context=garden, people=0)

    assert "Those" not in done(root)


def test_a_manager_sees_what_happened_where_they_manage_and_nothing_of_administrators(
    garden, workshop, mia, eva, ben
):
    steps = first_hour_of(mia).steps
    assert len(steps) == 5
    assert not {"/brand/", "/outbox/", "/communities/playbooks/"} & {step.href for step in steps}

    elsewhere = communities.found(by=_root(), name="Elsewhere", slug="elsewhere")
    ideas.publish(ideas.draft(elsewhere, by=ben, title="Not hers"), by=ben)
    assert "Bring" not in done(mia)

    ideas.publish(ideas.draft(garden, by=ben, title="Hers"), by=ben)
    assert "Bring" in done(mia)


def _root():
    from folkmoot.domains.people.models import Person  # noqa: PLC0415

    return Person.objects.get(is_administrator=True)


@pytest.mark.parametrize(
    ("who", "may"),
    [("ada", False), ("cleo", False), ("dan", False), ("fay", False), ("mia", True), ("root", True)],
)
def test_only_those_who_set_something_up_have_it(garden, cast, enter, who, may):
    page = enter(cast[who]).get("/").content.decode()
    assert ('id="steps-title"' in page) is may
    assert bool(rules.may_put_away(cast[who])) is may
    assert enter(cast[who]).get("/first-hour/").status_code == (200 if may else 403)


def test_it_is_put_away_by_one_press_and_comes_back_from_the_menu(garden, mia, enter):
    browser = enter(mia)
    assert 'action="/first-hour/put-away/"' in browser.get("/").content.decode()

    browser.post("/first-hour/put-away/")
    browser.post("/first-hour/put-away/")  # a second press changes nothing
    assert 'id="steps-title"' not in browser.get("/").content.decode()
    assert PutAway.objects.get().person == mia

    page = browser.get("/first-hour/").content.decode()
    assert 'action="/first-hour/bring-back/"' in page
    browser.post("/first-hour/bring-back/")
    assert 'id="steps-title"' in browser.get("/").content.decode()


def test_whoever_manages_nothing_cannot_put_away_or_bring_back(garden, ada):
    with pytest.raises(Refused, match="managers"):
        actions.put_away(by=ada)
    with pytest.raises(Refused, match="managers"):
        actions.bring_back(by=ada)


def test_it_leaves_the_front_page_when_all_of_it_has_happened(root, garden, ada, enter, monkeypatch):
    from folkmoot.site.views import front  # noqa: PLC0415

    hour = first_hour_of(root)
    over = type(hour)([type(one)(one.label, one.href, True) for one in hour.steps])
    monkeypatch.setattr(front, "first_hour_of", lambda person: over)
    assert 'id="steps-title"' not in enter(root).get("/").content.decode()


def test_it_asks_as_often_however_much_happened(root, garden, ada):
    with CaptureQueriesContext(connection) as few:
        first_hour_of(root)
    for number in range(5):
        communities.found(by=root, name=f"Place {number}", slug=f"place-{number}")
        ideas.publish(ideas.draft(garden, by=ada, title=f"Idea {number}"), by=ada)
    with CaptureQueriesContext(connection) as many:
        first_hour_of(root)
    assert len(few) == len(many) == 2


def test_a_done_step_says_so_to_whoever_does_not_see_the_tick(garden, root, enter):
    page = enter(root).get("/").content.decode()
    assert re.search(r'<span class="unseen">Done: </span>Found the first community', page)
