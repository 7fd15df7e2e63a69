"""Before a word is said: whom it will reach, and by which way; and afterwards it did."""

import pytest

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.insights import actions as insights
from folkmoot.domains.notices import actions, rules
from folkmoot.domains.notices.foreseeing import foresee
from folkmoot.domains.notices.models import Notice
from folkmoot.domains.notices.tests.conftest import wish
from folkmoot.kit import clock
from folkmoot.kit.refs import ref

ANSWERED = "insights.insight.answered"


@pytest.fixture
def insight(idea, ben, cleo, mia, fay, garden):
    for person in (ben, cleo):
        ideas.support(idea, by=person)
    return insights.make_and_give(
        garden,
        by=mia,
        title="Bees",
        voices=[(ref(idea), "A bee hotel")],
        owner=fay,
        due_on=clock.today(),
    )


def reach(insight, fay):
    return foresee(ANSWERED, actor=fay, object=insight, context=insight.community)


def test_each_is_counted_by_the_way_they_want(insight, ada, ben, cleo, fay):
    wish(ben, "weekly")
    wish(cleo, "never")
    found = reach(insight, fay)
    assert (found.people, found.at_once, found.later, found.only_page) == (3, 1, 1, 1)
    assert found.sentence == "Fay answered Bees"


def test_browsers_are_counted_and_whoever_says_it_is_not(insight, ada, fay):
    keys = {"p256dh": "A" * 87, "auth": "A" * 22}
    actions.add(by=ada, endpoint="https://push.example/1", name="x", **keys)
    found = reach(insight, fay)
    assert found.pushed == 1
    assert reach(insight, ada).people == found.people - 1


def test_what_was_foreseen_is_what_happens(insight, fay, work):
    foreseen = reach(insight, fay).people
    insights.answer(insight, by=fay, outcome="accepted", reason="In spring.")
    work()
    assert Notice.objects.filter(verb=ANSWERED).count() == foreseen


def test_nothing_is_written_by_looking(insight, fay, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        reach(insight, fay)
    assert not Notice.objects.filter(verb=ANSWERED).exists()


def test_those_who_speak_for_a_community_see_it(cast, garden):
    assert {name for name, who in cast.items() if rules.may_foresee(who, garden)} == {"fay", "mia", "root"}


def test_a_letter_brings_the_answer_along(idea, ben, fay, garden, work, mailbox):
    ideas.support(idea, by=ben)
    discussions.answer(
        idea, by=fay, community=garden, outcome="accepted", reason="In **spring**, by the gate."
    )
    work()
    text = mailbox()[0].get_body(("plain",)).get_content()
    assert "> We will do it: In spring, by the gate." in text
