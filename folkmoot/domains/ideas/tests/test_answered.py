"""Whoever stands behind an idea is told of its answer, once."""

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions
from folkmoot.domains.notices.models import Notice


def test_supporters_and_commenters_are_told_of_an_answer_once(ada, ben, eva, dan, fay, garden, work):
    idea = actions.publish(actions.draft(garden, by=ada, title="A tap", body=""), by=ada)
    for person in (ben, dan, eva):
        actions.support(idea, by=person)
    actions.unsupport(idea, by=eva)
    discussions.post(idea, by=ben, community=garden, body="Yes.")
    discussions.answer(idea, community=garden, by=fay, outcome="accepted", reason="It is right.")
    work()

    told = Notice.objects.filter(verb="discussions.subject.answered").values_list("person__name", flat=True)
    assert sorted(told) == ["Ada", "Ben", "Dan"]
