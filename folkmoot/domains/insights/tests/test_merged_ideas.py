"""Who answers one of two ideas that became one, answers both: nobody behind either is forgotten."""

import pytest

from folkmoot.domains.discussions.models import OfficialAnswer
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.insights import actions
from folkmoot.domains.insights.evidence import all_that_are_one, people_behind
from folkmoot.domains.notices.models import Notice
from folkmoot.kit import clock
from folkmoot.kit.refs import ref


@pytest.fixture
def pair(ada, ben, dan, cleo, garden):
    """Ada's hotel, which Dan supports, went into Ben's house, which Cleo supports."""
    hotel, house = (
        ideas.publish(ideas.draft(garden, by=by, title=title), by=by)
        for by, title in ((ada, "A bee hotel"), (ben, "A house for bees"))
    )
    ideas.support(hotel, by=dan)
    ideas.support(house, by=cleo)
    ideas.agree(ideas.propose(hotel, by=ada, into=house), by=ben)
    return hotel, house


@pytest.mark.parametrize("named", [0, 1])
def test_either_stands_for_both(pair, named, ada, ben, cleo, dan):
    assert set(all_that_are_one([ref(pair[named])])) == {ref(pair[0]), ref(pair[1])}
    assert people_behind([ref(pair[named])]) == {ada.pk, ben.pk, cleo.pk, dan.pk}


def test_the_answer_stands_on_both_and_everybody_is_told(pair, garden, mia, fay, work):
    insight = actions.make_and_give(
        garden,
        by=mia,
        title="Bees",
        voices=[(ref(pair[1]), "A house")],
        owner=fay,
        due_on=clock.today(),
    )
    actions.answer(insight, by=fay, outcome="accepted", reason="In spring.")
    work()

    assert set(OfficialAnswer.objects.values_list("subject", flat=True)) == {ref(pair[0]), ref(pair[1])}
    assert Idea.objects.get(pk=pair[1].pk).state == "accepted"
    assert Idea.objects.get(pk=pair[0].pk).state == "merged"
    told = Notice.objects.filter(verb="insights.insight.answered").values_list("person__name", flat=True)
    assert set(told) == {"Ada", "Ben", "Cleo", "Dan"}
