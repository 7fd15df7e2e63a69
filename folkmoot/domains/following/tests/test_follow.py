"""Following: a button on what can be followed, told of what happens, and no door that was closed."""

import pytest

from folkmoot.domains.communities import actions as communities
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.following import actions, rules
from folkmoot.domains.following.models import Follow
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.notices.models import Letter, Notice
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref


@pytest.fixture
def idea(ada, garden):
    return ideas.publish(ideas.draft(garden, by=ada, title="A bee hotel"), by=ada)


@pytest.fixture
def secret(eva, workshop):
    return ideas.publish(ideas.draft(workshop, by=eva, title="A secret"), by=eva)


def test_everybody_follows_what_they_see_and_nothing_else(cast, idea, secret):
    assert {name for name, who in cast.items() if rules.may_follow(who, idea)} == set(cast)
    assert {name for name, who in cast.items() if rules.may_follow(who, secret)} == {"eva", "mia", "root"}


def test_a_press_on_the_page_follows_and_another_lets_go(dan, idea, enter, happened):
    page = enter(dan)
    answer = page.post("/following/follow/", {"thing": ref(idea)}, follow=True)
    assert "Following" in answer.text
    assert happened("following.thing.followed", actor=dan, object=idea)

    page.post("/following/unfollow/", {"thing": ref(idea)})

    assert not Follow.objects.exists()
    assert happened("following.thing.unfollowed", actor=dan, object=idea)


@pytest.mark.parametrize(
    "thing", ["", "ideas.idea/0", "people.person/1", "x", "ideas.idea/²", "ideas.idea/1e3"]
)
def test_what_cannot_be_followed_is_not_there(dan, enter, thing):
    assert enter(dan).post("/following/follow/", {"thing": thing}).status_code == 404


def test_twice_is_once(dan, idea):
    actions.follow(idea, by=dan)
    with pytest.raises(Refused, match="already"):
        actions.follow(idea, by=dan)


def test_a_follower_is_told_of_what_is_said_under_an_idea(dan, ben, idea, garden, work):
    actions.follow(idea, by=dan)
    discussions.post(idea, by=ben, community=garden, body="Yes.")
    work()

    notice = Notice.objects.get(person=dan)
    assert (notice.occasion, notice.pace) == ("following", "weekly")


def test_a_follower_of_a_community_hears_of_ideas_but_not_of_every_word(dan, ada, ben, garden, work):
    actions.follow(garden, by=dan)
    idea = ideas.publish(ideas.draft(garden, by=ada, title="A pond"), by=ada)
    discussions.post(idea, by=ben, community=garden, body="Yes.")
    work()

    assert [notice.verb for notice in Notice.objects.of(dan)] == ["ideas.idea.published"]


def test_whoever_does_it_is_not_told_though_they_follow(ada, idea, garden, work):
    actions.follow(idea, by=ada)
    discussions.post(idea, by=ada, community=garden, body="My own.")
    work()
    assert not Notice.objects.of(ada).exists()


def test_who_has_a_stronger_reason_is_told_by_that_one(ada, ben, idea, garden, work):
    """Ada follows her own idea: what Ben says to her is talk, not a weekly digest."""
    actions.follow(idea, by=ada)
    discussions.post(idea, by=ben, community=garden, body="Yes.")
    work()
    assert Notice.objects.get(person=ada).occasion == "talk"


def test_following_opens_no_door_that_was_closed_since(eva, mia, secret, workshop, work):
    actions.follow(secret, by=eva)
    communities.leave(workshop, by=eva)
    discussions.post(secret, by=mia, community=workshop, body="Hush.")
    work()
    assert not Notice.objects.of(eva).filter(occasion="following").exists()
    assert not Letter.objects.filter(person=eva).exists()


def test_what_one_sees_no_more_can_still_be_let_go(eva, secret, workshop):
    actions.follow(secret, by=eva)
    communities.leave(workshop, by=eva)
    actions.unfollow(ref(secret), by=eva)
    assert not Follow.objects.exists()


def test_who_may_see_a_place_is_asked_both_ways_alike(cast, garden, workshop):
    people = {person.pk for person in cast.values()}
    for community in (garden, workshop):
        one_by_one = {
            person.pk
            for person in cast.values()
            if type(community).objects.visible_to(person).filter(pk=community.pk).exists()
        }
        assert type(community).objects.who_may_see(community.pk, people) == one_by_one
    assert type(garden).objects.who_may_see(0, people) == set()
