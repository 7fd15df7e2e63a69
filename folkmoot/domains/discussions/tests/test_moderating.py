"""Hide, restore, let pass: what a moderator does with a comment; each rule walked by the whole cast."""

from datetime import timedelta

import pytest

from folkmoot.activity.models import Activity
from folkmoot.domains.discussions import actions, rules
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.notices.models import Notice
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref


@pytest.fixture
def idea(ada, garden):
    return ideas.publish(ideas.draft(garden, by=ada, title="A bench", body="Here."), by=ada)


@pytest.fixture
def said(idea, ben):
    return actions.post(idea, by=ben, community=idea.community, body="A rude word.")


@pytest.mark.parametrize("rule", [rules.may_hide, rules.may_let_pass])
def test_moderators_managers_and_administrators_decide(cast, said, rule):
    assert {name for name, person in cast.items() if rule(person, said)} == {"cleo", "mia", "root"}


def test_nobody_decides_on_their_own(cast, idea, cleo):
    own = actions.post(idea, by=cleo, community=idea.community, body="Mine.")
    assert {name for name, person in cast.items() if rules.may_hide(person, own)} == {"mia", "root"}


def test_hidden_its_place_stays_and_its_words_are_for_its_author_and_moderators(
    cast, idea, said, cleo, enter
):
    actions.hide(said, by=cleo, reason="attack")
    seen = {name for name, person in cast.items() if said in Comment.objects.visible_to(person)}
    assert seen == {"ben", "cleo", "mia", "root"}
    for name in ("ada", "dan"):
        page = enter(cast[name]).get(f"/ideas/{idea.pk}/").content.decode()
        assert "Hidden by moderation." in page
        assert "A rude word." not in page
    assert "A rude word." in enter(cast["ben"]).get(f"/ideas/{idea.pk}/").content.decode()


def test_restore_brings_the_words_back(idea, said, cleo, client):
    before = Comment.objects.values().get(pk=said.pk)
    actions.hide(said, by=cleo, reason="attack")
    actions.restore(said, by=cleo)
    assert Comment.objects.values().get(pk=said.pk) == before
    assert "A rude word." in client.get(f"/ideas/{idea.pk}/").content.decode()
    assert Activity.objects.of("discussions.comment.posted").filter(object=ref(said)).count() == 1


def test_nobody_answers_a_hidden_or_locked_thing(idea, ben, cleo):
    ideas.lock(idea, by=cleo, reason="off_topic")
    idea.refresh_from_db()
    with pytest.raises(Refused, match="locked"):
        actions.post(idea, by=ben, community=idea.community, body="And yet.")


def test_a_link_of_somebody_new_waits_and_is_told_when_it_passes(idea, ada, ben, cleo, work, client):
    with clock.set_to(clock.now() - timedelta(hours=5)):
        said = actions.post(idea, by=ben, community=idea.community, body="See https://pumps.example")
    work()
    assert said.is_held
    assert "pumps.example" not in client.get(f"/ideas/{idea.pk}/").content.decode()
    assert not Notice.objects.filter(person=ada).exists()
    actions.let_pass(said, by=cleo)
    work()
    assert "pumps.example" in client.get(f"/ideas/{idea.pk}/").content.decode()
    assert Notice.objects.filter(person=ada, verb="discussions.comment.posted").count() == 1
    told = Activity.objects.of("discussions.comment.posted").get(object=ref(said))
    assert told.happened_at == said.said_at
