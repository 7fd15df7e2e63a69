"""Founding, joining, inviting, roles; each rule walked by the whole cast."""

import re

import pytest

from folkmoot.domains.communities import actions, rules
from folkmoot.domains.communities.models import Community, Role
from folkmoot.kit.answers import Refused


def test_only_administrators_found_communities(cast):
    assert {name for name, person in cast.items() if rules.may_found(person)} == {"root"}


def test_whoever_founds_it_manages_it(garden, root, happened):
    assert garden.has(root, Role.MANAGER)
    assert happened("communities.community.founded", object=garden, actor=root)


def test_an_address_is_taken_once(garden, root):
    with pytest.raises(Refused, match="garden"):
        actions.found(by=root, name="Another", slug="garden")


def test_everybody_joins_an_open_one_and_nobody_one_by_invitation(cast, garden, workshop):
    assert rules.may_join(cast["dan"], garden)
    assert not rules.may_join(cast["ada"], garden)
    assert rules.may_join(cast["dan"], workshop).because == "This community is by invitation."


def test_a_community_by_invitation_is_hidden_from_others(cast, workshop, client):
    seen = {name for name, person in cast.items() if workshop in Community.objects.visible_to(person)}
    assert seen == {"eva", "mia", "root"}
    assert client.get("/communities/workshop/").status_code == 404


def test_managers_invite_and_appoint(cast, garden):
    assert {name for name, person in cast.items() if rules.may_manage(person, garden)} == {"mia", "root"}


def test_an_invitation_opens_once_and_for_its_address_only(workshop, mia, ada, ben):
    token = actions.invite(workshop, by=mia, email="ada@example.org")

    with pytest.raises(Refused, match="another address"):
        actions.accept(token, by=ben)
    assert actions.accept(token, by=ada) == workshop
    with pytest.raises(Refused, match="used"):
        actions.accept(token, by=ada)


def test_the_invitation_goes_out_by_mail_and_its_link_works(workshop, mia, ada, enter, mailoutbox):
    enter(mia).post("/communities/workshop/invite/", {"email": "ada@example.org"})
    link = re.search(r"/communities/invitations/\S+", mailoutbox[-1].body)[0]

    browser = enter(ada)
    assert "Come in" in browser.get(link).text
    browser.post(link)

    assert workshop.has(ada)


def test_a_manager_hands_over_before_leaving(garden, mia, ada, happened):
    with pytest.raises(Refused, match="hands over"):
        actions.leave(garden, by=mia)
    actions.leave(garden, by=ada)
    assert not garden.has(ada)
    assert happened("communities.community.left", object=garden, actor=ada)


def test_a_role_given_by_page_counts_at_once(garden, mia, fay, enter):
    enter(mia).post("/communities/garden/appoint/", {"email": "dan@example.org", "role": "moderator"})
    assert garden.memberships.filter(person__email="dan@example.org", role="moderator").exists()
