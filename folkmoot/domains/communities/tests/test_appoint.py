"""Appointing: whoever has a role from now on is told, by the page and as they like it by mail."""

import pytest

from folkmoot.domains.communities import actions
from folkmoot.domains.communities.models import Role
from folkmoot.domains.communities.plans import Draft
from folkmoot.domains.communities.playbooks import shelf
from folkmoot.domains.notices.models import Letter, Notice
from folkmoot.domains.notices.tests.conftest import wish

APPOINTED = "communities.community.appointed"


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.DECISION_OWNER, Role.MANAGER])
def test_whoever_is_appointed_is_told_which_role_it_is(garden, mia, ben, work, role):
    work()
    actions.appoint(garden, by=mia, person=ben, role=role)
    work()

    notice = Notice.objects.get(person=ben, verb=APPOINTED)
    assert notice.occasion == "duty"
    assert notice.letter.to == ben.email
    assert "Mia gave Ben a role in The garden" in notice.letter.text
    assert f"> {role.label}" in notice.letter.text


def test_nobody_else_is_told(garden, mia, ben, work):
    work()
    before = Notice.objects.count()
    actions.appoint(garden, by=mia, person=ben, role=Role.MODERATOR)
    actions.appoint(garden, by=mia, person=ben, role=Role.MODERATOR)  # which they have already
    work()
    assert Notice.objects.count() == before + 1


def test_whoever_wants_no_letters_of_what_waits_for_them_reads_it_on_the_page(garden, mia, ben, enter, work):
    wish(ben, "never")
    actions.appoint(garden, by=mia, person=ben, role=Role.MODERATOR)
    work()
    assert not Letter.objects.filter(person=ben).exists()
    assert "a role in The garden" in enter(ben).get("/notices/").text


def test_whoever_is_named_when_a_programme_is_set_up_is_told_once_for_each_community(root, work):
    playbook = shelf.take("challenge")
    actions.set_up(
        playbook,
        by=root,
        title="Water 2027",
        communities=[Draft(one.key, str(one.name)) for one in playbook.places],
        offices={"owner": "fay@example.org"},
        targets={},
    )
    work()

    (office,) = (one for one in playbook.offices if one.key == "owner")
    told = Notice.objects.filter(person__email="fay@example.org", verb=APPOINTED)
    assert told.count() == len(office.places) > 0
    assert Letter.objects.filter(to="fay@example.org").exists()


def test_whoever_takes_charge_of_what_they_set_up_is_not_told_of_themselves(root, work):
    actions.found(by=root, name="The pond", slug="pond")
    work()
    assert not Notice.objects.filter(person=root, verb=APPOINTED).exists()
