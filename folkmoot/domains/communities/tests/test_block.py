"""Whoever is blocked reads on and takes no part, until it ends or is lifted; each rule walked by the whole cast."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from folkmoot.domains.communities import actions, rules
from folkmoot.domains.communities.models import Block, Community, position_of
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused


def again(person):
    """The same person in another request."""
    return Person.objects.get(pk=person.pk)


def test_moderators_and_managers_moderate(cast, garden):
    may = {name for name, person in cast.items() if rules.may_moderate(person, garden)}
    assert may == {"cleo", "mia", "root"}
    assert {name for name, one in cast.items() if rules.may_moderate(one, None)} == {"root"}


def test_who_may_block_ada(cast, garden):
    may = {name for name, person in cast.items() if rules.may_block(person, cast["ada"], garden)}
    assert may == {"cleo", "mia", "root"}


@pytest.mark.parametrize("name", ["cleo", "mia", "fay", "root"])
def test_whoever_has_an_office_is_not_blocked(cast, garden, name):
    blocker = cast["mia" if name != "mia" else "cleo"]
    assert not rules.may_block(blocker, cast[name], garden)


def test_nobody_blocks_or_unblocks_themselves(cast, garden):
    assert not rules.may_block(cast["cleo"], cast["cleo"], garden)
    assert not rules.may_unblock(cast["cleo"], cast["cleo"], garden)


def test_a_blocked_person_reads_and_takes_no_part(garden, workshop, ben, cleo, happened):
    actions.block(ben, by=cleo, community=garden, reason="spam", until=clock.now() + timedelta(days=9))
    ben = again(ben)
    answer = rules.may_take_part(ben, garden)
    assert not answer
    assert "until" in answer.because
    assert "Advertising or spam" in answer.because
    assert not rules.may_join(ben, garden)
    assert garden in Community.objects.visible_to(ben)
    assert happened("communities.community.blocked", object=garden, target=ben, actor=cleo)


def test_a_block_ends_by_itself(garden, ben, cleo):
    actions.block(ben, by=cleo, community=garden, reason="spam", until=clock.now() + timedelta(days=9))
    with clock.set_to(clock.now() + timedelta(days=10)):
        assert rules.may_take_part(again(ben), garden)


def test_unblock_lets_in_again_and_keeps_the_row(garden, ben, cleo, mia):
    actions.block(ben, by=cleo, community=garden, reason="spam")
    actions.unblock(ben, by=mia, community=garden)
    assert rules.may_take_part(again(ben), garden)
    assert Block.objects.get().lifted_by == mia
    with pytest.raises(Refused, match="not blocked here"):
        actions.unblock(ben, by=mia, community=garden)


def test_everywhere_is_for_administrators(garden, workshop, ben, eva, mia, root):
    with pytest.raises(Refused, match="Only administrators"):
        actions.block(ben, by=mia, community=None, reason="spam")
    actions.block(eva, by=root, community=None, reason="hate")
    assert not rules.may_take_part(again(eva), garden)
    assert not rules.may_take_part(again(eva), workshop)


def test_a_day_that_has_passed_is_refused(garden, ben, cleo):
    with pytest.raises(Refused, match="passed already"):
        actions.block(ben, by=cleo, community=garden, reason="spam", until=clock.now() - timedelta(days=1))


def test_the_database_knows_one_block_in_a_place(garden, ben, cleo, mia):
    actions.block(ben, by=cleo, community=garden, reason="spam")
    actions.block(ben, by=mia, community=garden, reason="hate")
    assert Block.objects.standing().get().reason == "hate"
    with pytest.raises(IntegrityError, match="blocked_once"), transaction.atomic():
        Block.objects.create(community=garden, person=ben, by=mia, reason="spam")


def test_roles_and_blocks_are_read_along_with_the_person(garden, ben, cleo, django_assert_num_queries):
    actions.block(ben, by=cleo, community=garden, reason="spam")
    with django_assert_num_queries(1):
        ben = again(ben)
        assert position_of(ben).roles[garden.pk] == {"member"}
        assert not rules.may_take_part(ben, garden)


def test_the_blocked_person_is_told(garden, ben, cleo, work, enter):
    actions.block(ben, by=cleo, community=garden, reason="spam")
    work()
    assert "not take part" in enter(ben).get("/notices/").content.decode()
