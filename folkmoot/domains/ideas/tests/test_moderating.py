"""Hide, restore, let pass, lock, unlock: what a moderator does with an idea; each rule walked by the whole cast."""

from datetime import timedelta

import pytest

from folkmoot.activity.models import Activity
from folkmoot.domains.ideas import actions, rules
from folkmoot.domains.ideas.models import Idea, StateChange, Support, Version
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref

LINK = "Look at https://pumps.example/buy"


@pytest.fixture
def idea(ada, garden):
    return actions.publish(actions.draft(garden, by=ada, title="A bench", body="Here."), by=ada)


def of_the_cast(cast, rule, *things):
    return {name for name, person in cast.items() if rule(person, *things)}


@pytest.mark.parametrize("rule", [rules.may_hide, rules.may_let_pass, rules.may_lock])
def test_moderators_managers_and_administrators_decide(cast, idea, rule):
    assert of_the_cast(cast, rule, idea) == {"cleo", "mia", "root"}


@pytest.mark.parametrize("rule", [rules.may_hide, rules.may_let_pass, rules.may_lock])
def test_nobody_decides_on_their_own(cast, garden, cleo, rule):
    own = actions.publish(actions.draft(garden, by=cleo, title="Mine"), by=cleo)
    assert of_the_cast(cast, rule, own) == {"mia", "root"}


def test_hidden_it_is_seen_by_its_author_and_those_who_moderate(cast, idea, cleo):
    actions.hide(idea, by=cleo, reason="spam")
    seen = {name for name, person in cast.items() if idea in Idea.objects.visible_to(person)}
    assert seen == {"ada", "cleo", "mia", "root"}
    assert idea not in Idea.objects.published()
    assert of_the_cast(cast, rules.may_restore, Idea.objects.get(pk=idea.pk)) == {"cleo", "mia", "root"}


def test_hide_and_restore_change_nothing_else(idea, ben, cleo, client):
    actions.support(idea, by=ben)
    before = Idea.objects.values().get(pk=idea.pk)
    kept = [model.objects.count() for model in (Version, StateChange, Support)]
    actions.hide(idea, by=cleo, reason="spam")
    assert client.get(f"/ideas/{idea.pk}/").status_code == 404
    actions.restore(idea, by=cleo)
    assert Idea.objects.values().get(pk=idea.pk) == before
    assert [model.objects.count() for model in (Version, StateChange, Support)] == kept
    assert client.get(f"/ideas/{idea.pk}/").status_code == 200


def test_hide_wants_a_reason_of_the_list(idea, cleo):
    with pytest.raises(Refused, match="reason"):
        actions.hide(idea, by=cleo, reason="because")


def test_a_hidden_idea_takes_no_support_and_no_new_version(idea, ada, mia, cleo):
    actions.hide(idea, by=cleo, reason="spam")
    idea.refresh_from_db()
    assert not rules.may_support(mia, idea)
    assert not rules.may_revise(ada, idea)


def test_a_locked_idea_says_why_on_its_buttons(idea, ada, ben, cleo, enter):
    actions.lock(idea, by=cleo, reason="off_topic")
    page = enter(ben).get(f"/ideas/{idea.pk}/").content.decode()
    assert page.count("A moderator locked this: Not about this subject") >= 2, "support and comment"
    with pytest.raises(Refused, match="locked"):
        actions.support(idea, by=ben)
    with pytest.raises(Refused, match="locked"):
        actions.revise(idea, by=ada, title="Another", body="word")
    actions.unlock(idea, by=cleo)
    actions.support(idea, by=ben)


def test_the_first_link_of_somebody_new_waits(garden, ben, cast, work, happened):
    idea = actions.publish(actions.draft(garden, by=ben, title="Pumps", body=LINK), by=ben)
    assert idea.is_held
    seen = {name for name, person in cast.items() if idea in Idea.objects.visible_to(person)}
    assert seen == {"ben", "cleo", "mia", "root"}
    assert happened("ideas.idea.held", object=idea)
    assert not happened("ideas.idea.published", object=idea)


@pytest.mark.parametrize("name", ["cleo", "mia", "fay", "root"])
def test_links_of_those_with_an_office_do_not_wait(garden, cast, name):
    by = cast[name]
    assert actions.publish(actions.draft(garden, by=by, title="Pumps", body=LINK), by=by).is_clear


def test_links_of_those_who_are_known_do_not_wait(garden, ben):
    Person.objects.filter(pk=ben.pk).update(arrived_at=clock.now() - timedelta(days=9))
    ben.refresh_from_db()
    for number in range(3):
        actions.publish(actions.draft(garden, by=ben, title=f"Idea {number}"), by=ben)
    assert actions.publish(actions.draft(garden, by=ben, title="Pumps", body=LINK), by=ben).is_clear


def test_a_link_that_is_put_in_later_waits_too(garden, ben):
    idea = actions.publish(actions.draft(garden, by=ben, title="Pumps"), by=ben)
    assert actions.revise(idea, by=ben, title="Pumps", body=LINK).is_held


def test_let_pass_it_appears_with_its_own_moment(garden, ben, cleo, client):
    with clock.set_to(clock.now() - timedelta(hours=5)):
        idea = actions.publish(actions.draft(garden, by=ben, title="Pumps", body=LINK), by=ben)
    given_at = idea.published_at
    actions.let_pass(idea, by=cleo)
    told = Activity.objects.of("ideas.idea.published").get(object=ref(idea))
    assert (told.happened_at, told.actor) == (given_at, ref(ben))
    assert Idea.objects.published().get().published_at == given_at
    actions.let_pass(idea, by=cleo)
    assert Activity.objects.of("ideas.idea.published").count() == 1


def test_restored_after_it_was_hidden_while_it_waited_it_is_announced_once(garden, ben, cleo):
    idea = actions.publish(actions.draft(garden, by=ben, title="Pumps", body=LINK), by=ben)
    actions.hide(idea, by=cleo, reason="spam")
    actions.restore(idea, by=cleo)
    actions.hide(idea, by=cleo, reason="spam")
    actions.restore(idea, by=cleo)
    assert Activity.objects.of("ideas.idea.published").filter(object=ref(idea)).count() == 1


def test_the_author_sees_that_it_waits(garden, ben, enter):
    idea = actions.publish(actions.draft(garden, by=ben, title="Pumps", body=LINK), by=ben)
    assert "waits for a moderator" in enter(ben).get(f"/ideas/{idea.pk}/").content.decode()
