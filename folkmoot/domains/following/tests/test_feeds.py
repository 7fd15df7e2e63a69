"""What happened to what I follow, on one page; and what is public, as RSS."""

from xml.etree import ElementTree

import pytest

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.following import actions
from folkmoot.domains.following.feeds import SHEET
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.moderation import actions as moderation
from folkmoot.kit.refs import ref


def publish(by, community, title):
    return ideas.publish(ideas.draft(community, by=by, title=title), by=by)


@pytest.fixture
def idea(ada, garden):
    return publish(ada, garden, "A bee hotel")


@pytest.fixture
def secret(eva, workshop):
    return publish(eva, workshop, "A secret")


def entries(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/rss+xml")
    return [item.findtext("title") for item in ElementTree.fromstring(answer.content).iter("item")]


def test_the_page_shows_what_happened_to_what_i_follow_and_to_nothing_else(
    dan, ada, ben, idea, garden, enter
):
    other = publish(ada, garden, "A pond")
    actions.follow(idea, by=dan)
    for thing in (idea, other):
        discussions.post(thing, by=ben, community=garden, body="Yes.")

    page = enter(dan).get("/following/").text

    assert "Ben said something about A bee hotel" in page
    assert "A pond" not in page


def test_one_thing_alone_is_shown_by_the_address(dan, ada, ben, idea, garden, enter):
    other = publish(ada, garden, "A pond")
    for thing in (idea, other):
        actions.follow(thing, by=dan)
        discussions.post(thing, by=ben, community=garden, body="Yes.")

    page = enter(dan).get("/following/", {"thing": ref(other)}).text

    assert "about A pond" in page
    assert "about A bee hotel" not in page


def test_more_than_a_sheet_goes_on_where_it_ended(dan, ben, idea, garden, enter):
    actions.follow(idea, by=dan)
    for number in range(SHEET + 5):
        discussions.post(idea, by=ben, community=garden, body=f"{number}.")
    page = enter(dan)
    first = page.get("/following/").text
    before = first.partition("before=")[2].partition('"')[0]
    second = page.get("/following/", {"before": before}).text
    assert first.count("Ben said something") == SHEET
    assert second.count("Ben said something") == 5


@pytest.mark.parametrize("before", ["x", "-1", "²", "9" * 30])
def test_an_address_that_was_bent_shows_the_first_sheet(dan, idea, enter, before):
    actions.follow(idea, by=dan)
    assert enter(dan).get("/following/", {"before": before}).status_code == 200


def test_nothing_followed_says_what_to_do(dan, enter):
    assert "You follow nothing yet" in enter(dan).get("/following/").text


def test_the_feed_of_the_house_holds_what_is_public_and_nothing_else(client, idea, secret):
    assert entries(client, "/feeds/") == ["Ada published A bee hotel"]
    assert entries(client, "/feeds/ideas/") == ["Ada published A bee hotel"]
    assert entries(client, "/feeds/answers/") == []


def test_the_feed_of_an_idea_leads_to_it(client, ben, idea, garden):
    discussions.post(idea, by=ben, community=garden, body="Yes.")
    assert entries(client, f"/feeds/idea/{idea.pk}/") == [
        "Ben said something about A bee hotel",
        "Ada published A bee hotel",
    ]


@pytest.mark.parametrize("path", ["/feeds/x/", "/feeds/idea/0/", "/feeds/person/1/"])
def test_there_is_no_feed_of_anything_else(client, db, path):
    assert client.get(path).status_code == 404


def test_a_closed_room_has_no_feed(client, secret):
    assert client.get(f"/feeds/idea/{secret.pk}/").status_code == 404


def test_not_even_members_get_a_feed_of_it(secret, eva, enter):
    assert enter(eva).get(f"/feeds/idea/{secret.pk}/").status_code == 404


def test_what_moderation_hides_leaves_the_feeds(client, idea, cleo):
    moderation.hide([ref(idea)], by=cleo, reason="off_topic")
    assert entries(client, "/feeds/") == []


def test_each_page_names_the_feed_of_the_house(client, db):
    assert '<link rel="alternate" type="application/rss+xml"' in client.get("/").text
