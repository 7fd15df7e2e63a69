"""Appeals: once, by whom it burdens, decided by another person; overturned, what was taken is given back."""

import pytest
from django.db import IntegrityError, transaction

from folkmoot.domains.communities.rules import may_take_part
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.moderation import actions, rules
from folkmoot.domains.moderation.models import Appeal, Decision
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref


@pytest.fixture
def hidden(idea, cleo):
    return actions.hide([ref(idea)], by=cleo, reason="spam").decisions[0]


@pytest.fixture
def appeal(hidden, ada):
    return actions.appeal(hidden, by=ada, words="It is a bench.")


def test_only_whom_it_burdens_appeals(cast, hidden):
    assert {name for name, person in cast.items() if rules.may_appeal(person, hidden)} == {"ada"}


def test_there_is_no_appeal_against_a_pass(idea, cleo, ada):
    passed = actions.let_pass([ref(idea)], by=cleo).decisions[0]
    assert not rules.may_appeal(ada, passed)


def test_once(appeal, hidden, ada):
    with pytest.raises(Refused, match="an appeal already"):
        actions.appeal(Decision.objects.get(), by=ada, words="Again.")


@pytest.mark.parametrize("verb", ["uphold", "overturn"])
def test_another_person_decides(cast, appeal, verb):
    rule = getattr(rules, f"may_{verb}")
    assert {name for name, person in cast.items() if rule(person, appeal)} == {"mia", "root"}


def test_the_database_refuses_whoever_decided_first(appeal, cleo, ada):
    for who in (cleo, ada):
        with pytest.raises(IntegrityError, match="another_person"), transaction.atomic():
            Appeal.objects.update(decided_by=who, decided_at=clock.now(), outcome="upheld")


def test_overturn_gives_back_what_was_taken(appeal, mia, cleo, idea):
    actions.overturn(appeal, by=mia, answer="Right.")
    assert Idea.objects.get().is_clear
    assert [d.verb for d in Decision.objects.newest_first()] == ["restore", "hide"]
    with pytest.raises(Refused, match="is decided"):
        actions.uphold(appeal, by=mia, answer="No.")


def test_overturn_undoes_nothing_twice(appeal, mia, cleo, idea):
    actions.restore([ref(idea)], by=cleo)
    actions.overturn(appeal, by=mia, answer="Right.")
    assert Decision.objects.filter(verb="restore").count() == 1


def test_uphold_says_why_and_leaves_it(appeal, mia, ada, work, enter):
    with pytest.raises(Refused, match="Say why"):
        actions.uphold(appeal, by=mia)
    actions.uphold(appeal, by=mia, answer="It sells benches.")
    assert Idea.objects.get().is_hidden
    work()
    assert "the decision about A bench stands" in enter(ada).get("/notices/").content.decode()
    page = enter(ada).get(f"/moderation/of/ideas.idea/{appeal.decision.subject.partition('/')[2]}/")
    assert "It sells benches." in page.content.decode()


def test_a_block_is_appealed_too(garden, ben, cleo, mia):
    blocked = actions.block(ben, by=cleo, community=garden, reason="spam")
    appeal = actions.appeal(blocked, by=ben, words="Not me.")
    assert not rules.may_overturn(cleo, appeal)
    actions.overturn(appeal, by=mia, answer="Right.")
    assert may_take_part(Person.objects.get(pk=ben.pk), garden)


def test_a_lock_is_appealed_too(idea, ada, cleo, mia):
    locked = actions.lock([ref(idea)], by=cleo, reason="spam").decisions[0]
    actions.overturn(actions.appeal(locked, by=ada, words="Why?"), by=mia, answer="Right.")
    assert not Idea.objects.get().is_locked


def test_why_is_for_whom_it_concerns_and_for_those_who_moderate(cast, hidden, idea, enter):
    page = f"/moderation/of/ideas.idea/{idea.pk}/"
    seen = {name for name, person in cast.items() if enter(person).get(page).status_code == 200}
    assert seen == {"ada", "cleo", "mia", "root"}


def test_of_a_person_nobody_else_learns_whether_they_were_blocked(cast, garden, ben, cleo, enter):
    actions.block(ben, by=cleo, community=garden, reason="spam")
    page = f"/moderation/of/people.person/{ben.pk}/"
    seen = {name for name, person in cast.items() if enter(person).get(page).status_code == 200}
    assert seen == {"ben", "cleo", "mia", "root"}
    nobody = f"/moderation/of/people.person/{cast['dan'].pk}/"
    assert enter(cast["ada"]).get(nobody).status_code == 404
