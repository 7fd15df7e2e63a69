"""Opening and closing a community: who may, who sees it then, and that pages kept for strangers follow."""

import pytest
from django.test import Client

from folkmoot.activity.models import Activity
from folkmoot.domains.communities import actions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.kit.answers import Refused


@pytest.fixture
def stranger():
    """A browser of its own, not signed in."""
    return Client()


def test_an_opened_community_is_seen_by_strangers(workshop, mia, enter, stranger, happened):
    assert stranger.get("/communities/workshop/").status_code == 404
    assert "The workshop" not in stranger.get("/communities/").text

    answer = enter(mia).post("/communities/workshop/open/", follow=True)

    assert "The workshop is open to all now." in answer.text
    assert happened("communities.community.opened", actor=mia, object=workshop, context=workshop)
    assert stranger.get("/communities/workshop/").status_code == 200
    assert "The workshop" in stranger.get("/communities/").text


def test_a_closed_community_is_hidden_with_all_that_was_public(garden, ada, mia, enter, stranger, happened):
    idea = ideas.publish(ideas.draft(garden, by=ada, title="A bench", body=""), by=ada)
    places = ["/communities/garden/", idea.get_absolute_url()]
    assert [stranger.get(place).status_code for place in places] == [200, 200]
    assert "The garden" in stranger.get("/communities/").text

    enter(mia).post("/communities/garden/close/")

    assert happened("communities.community.closed", actor=mia, object=garden, context=garden)
    assert [stranger.get(place).status_code for place in places] == [404, 404]
    assert "The garden" not in stranger.get("/communities/").text
    assert enter(ada).get("/communities/garden/").status_code == 200


def test_a_door_that_stands_so_already_says_nothing(workshop, garden, mia):
    before = Activity.objects.count()
    actions.open_door(garden, by=mia)
    actions.close_door(workshop, by=mia)
    assert Activity.objects.count() == before


@pytest.mark.parametrize("door", [actions.open_door, actions.close_door])
def test_only_managers_move_a_door(cast, garden, door):
    refused = set()
    for name, person in cast.items():
        try:
            door(garden, by=person)
        except Refused:
            refused.add(name)
    assert refused == set(cast) - {"mia", "root"}


def test_the_page_has_a_button_for_managers_and_says_what_closing_hides(
    garden, workshop, mia, eva, ada, enter
):
    opened, closed = (enter(mia).get(f"/communities/{slug}/").text for slug in ("garden", "workshop"))
    assert "Close it: by invitation" in opened
    assert "only its members see it" in opened
    assert "/communities/garden/close/" in opened
    assert "Open it to all" not in opened
    assert "Open it to all" in closed
    assert "/communities/workshop/open/" in closed
    assert "/close/" not in enter(ada).get("/communities/garden/").text
    assert "/open/" not in enter(eva).get("/communities/workshop/").text


@pytest.mark.parametrize("verb", ["open", "close"])
def test_strangers_and_members_are_turned_away(garden, ada, enter, stranger, verb):
    assert stranger.post(f"/communities/garden/{verb}/").url.startswith("/account/login/")
    refused = enter(ada).post(f"/communities/garden/{verb}/", follow=True)
    assert "Only managers of this community may do this." in refused.text
    garden.refresh_from_db()
    assert garden.is_open


@pytest.mark.parametrize("slug", ["found", "playbooks", "programmes", "invitations"])
def test_no_community_has_the_address_of_another_page(root, slug):
    with pytest.raises(Refused, match="Another page"):
        actions.found(by=root, name="A place", slug=slug)
    assert actions.found(by=root, name=slug.capitalize()).slug == f"{slug}-community"
