"""Decisions: a reason, one or many at once, by nobody on their own; nothing is deleted, and no decision is changed."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from folkmoot.activity.models import Activity
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.moderation import actions, rules
from folkmoot.domains.moderation.models import Case, Decision
from folkmoot.domains.people.models import Person
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref
from folkmoot.kit.seals import seal

from .conftest import publish


@pytest.fixture
def case(idea, ben):
    actions.flag(idea, by=ben, reason="spam")
    return Case.objects.select_related("community").get()


@pytest.mark.parametrize("verb", ["hide", "restore", "let_pass", "lock", "unlock"])
def test_moderators_managers_and_administrators_decide(cast, case, verb):
    rule = getattr(rules, f"may_{verb}")
    assert {name for name, person in cast.items() if rule(person, case)} == {"cleo", "mia", "root"}


def test_whoever_flagged_it_does_not_decide(cast, case, idea, cleo, mia):
    actions.flag(idea, by=cleo, reason="spam")
    with pytest.raises(Refused, match="flagged this yourself"):
        actions.hide([ref(idea)], by=cleo, reason="spam")
    actions.hide([ref(idea)], by=mia, reason="spam")


def test_nobody_decides_on_their_own(garden, cleo, ben):
    own = publish(garden, cleo, "Mine")
    actions.flag(own, by=ben, reason="spam")
    assert not rules.may_decide(cleo, Case.objects.select_related("community").get())
    with pytest.raises(Refused, match="gave themselves"):
        actions.let_pass([ref(own)], by=cleo)
    with pytest.raises(IntegrityError, match="gave_themselves"), transaction.atomic():
        Decision.objects.create(
            subject=ref(own), community=garden, about=cleo, by=cleo, verb="hide", reason="spam"
        )


def test_a_moderator_of_another_community_does_not_decide(garden, workshop, eva, cleo):
    secret = publish(workshop, eva, "A pump")
    with pytest.raises(Refused, match="Only moderators"):
        actions.hide([ref(secret)], by=cleo, reason="spam")


def test_what_is_gone_is_refused_as_what_lies_elsewhere(garden, workshop, eva, cleo):
    secret = publish(workshop, eva, "A pump")
    said = []
    odd = ["ideas.idea/0", "nothing.at_all/1", "ideas.idea/x", f"ideas.idea/{10**30}", "\x00", "", "/"]
    for subject in (ref(secret), *odd):
        with pytest.raises(Refused) as refused:
            actions.hide([subject], by=cleo, reason="spam")
        said.append(str(refused.value))
    assert len(set(said)) == 1


def test_a_decision_is_sealed_and_the_stream_holds_no_word_of_it(idea, cleo):
    decision = actions.hide([ref(idea)], by=cleo, reason="spam", words="Advertising.").decisions[0]
    told = Activity.objects.of("moderation.thing.decided").get()
    assert told.seal == seal(decision.content, salt=decision.salt)
    assert told.details == {"done": "hide", "reason": "spam"}
    assert "Advertising" not in str(list(Activity.objects.values()))


def test_a_burden_has_a_reason_of_the_list(idea, cleo):
    for verb in (actions.hide, actions.lock):
        with pytest.raises(Refused, match="reason"):
            verb([ref(idea)], by=cleo, reason="")
    assert Idea.objects.get().is_clear


def test_many_at_once_by_one_press(garden, ada, cleo, enter):
    ideas = [publish(garden, ada, f"Advert {n}") for n in range(3)] + [publish(garden, cleo, "Mine")]
    picked = {"pick": [ref(one) for one in ideas], "reason": "spam", "words": ""}
    answer = enter(cleo).post("/moderation/hide/", picked, follow=True)
    assert Idea.objects.hidden().count() == 3
    text = answer.content.decode()
    assert "3 things hidden" in text
    assert "gave themselves" in text, "what was not done is said"


def test_restore_undoes_it_from_the_page_that_the_message_leads_to(idea, cleo, enter):
    answer = enter(cleo).post("/moderation/hide/", {"pick": ref(idea), "reason": "spam"}, follow=True)
    about = f"/moderation/of/ideas.idea/{idea.pk}/"
    assert about in answer.content.decode()
    assert "/moderation/restore/" in enter(cleo).get(about).content.decode()
    enter(cleo).post("/moderation/restore/", {"pick": ref(idea), "next": about})
    assert Idea.objects.get().is_clear
    assert [d.verb for d in Decision.objects.newest_first()] == ["restore", "hide"]


def test_lock_and_unlock(idea, cleo):
    actions.lock([ref(idea)], by=cleo, reason="off_topic")
    assert Idea.objects.get().is_locked
    actions.unlock([ref(idea)], by=cleo)
    assert not Idea.objects.get().is_locked


def test_a_comment_cannot_be_locked(comment, cleo):
    with pytest.raises(Refused, match="cannot be done"):
        actions.lock([ref(comment)], by=cleo, reason="spam")


def test_no_path_of_moderation_deletes(idea, comment, ben, ada, cleo, mia, root, held, work):
    """Every action, walked through; PostgreSQL is asked what it was told to do."""
    work()
    with CaptureQueriesContext(connection) as asked:
        raised = actions.flag(idea, by=ben, reason="spam")
        actions.unflag(raised, by=ben)
        actions.suggest(ref(idea), kind="spam", score=1, model="m", version="1", words=["x"])
        hidden = actions.hide([ref(idea), ref(comment)], by=cleo, reason="spam").decisions
        mine = next(one for one in hidden if one.about == ada)
        actions.overturn(actions.appeal(mine, by=ada, words="No."), by=mia, answer="Right.")
        actions.hide([ref(held)], by=cleo, reason="spam")
        actions.restore([ref(held), ref(comment)], by=mia)
        actions.lock([ref(idea)], by=cleo, reason="spam")
        actions.unlock([ref(idea)], by=cleo)
        actions.let_pass([ref(idea)], by=cleo)
        blocked = actions.block(ben, by=cleo, community=idea.community, reason="spam")
        actions.uphold(actions.appeal(blocked, by=ben, words="No."), by=mia, answer="It stands.")
        actions.unblock(ben, by=mia, community=idea.community)
    told = [one["sql"] for one in asked.captured_queries]
    assert not [sql for sql in told if sql.lstrip().upper().startswith(("DELETE", "TRUNCATE"))]


def test_no_decision_is_changed_or_removed(idea, cleo):
    actions.hide([ref(idea)], by=cleo, reason="spam")
    for change in ("update moderation_decision set verb = 'let_pass'", "delete from moderation_decision"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(change)


def test_block_by_the_page(idea, comment, ben, cleo, enter):
    page = f"/moderation/people/{ben.pk}/block/"
    wrong = enter(cleo).post(page, {"community": "", "reason": "attack"})
    assert wrong.status_code == 422, "everywhere is for administrators"
    actions.flag(comment, by=idea.author, reason="attack")
    enter(cleo).post(page, {"community": str(idea.community_id), "reason": "attack", "until": "2099-01-31"})
    ben = Person.objects.get(pk=ben.pk)
    assert not rules.may_flag(ben, idea)
    seen = enter(ben).get("/communities/garden/").content.decode()
    assert "not take part until" in seen
    assert f"/moderation/of/people.person/{ben.pk}/" in seen
    assert "/appeal/" in enter(ben).get(f"/moderation/of/people.person/{ben.pk}/").content.decode()
    listed = enter(cleo).get("/moderation/blocks/").content.decode()
    assert "Ben" in listed
    assert "/unblock/" in listed


@pytest.mark.parametrize("name", ["ada", "ben", "dan", "eva", "fay"])
def test_the_desk_is_for_those_who_moderate(cast, garden, enter, name):
    for page in ("/moderation/", "/moderation/appeals/", "/moderation/blocks/"):
        assert enter(cast[name]).get(page).status_code == 403


def test_a_desk_shows_what_lies_in_its_own_communities(garden, workshop, eva, mia, cleo, root, enter):
    secret = publish(workshop, eva, "A secret pump")
    actions.flag(secret, by=mia, reason="spam")
    assert "A secret pump" not in enter(cleo).get("/moderation/").content.decode()
    assert "A secret pump" in enter(root).get("/moderation/").content.decode()
    assert enter(cleo).get(f"/moderation/of/ideas.idea/{secret.pk}/").status_code == 404


def test_the_desk_is_filtered_by_its_address(idea, comment, ben, ada, cleo, enter):
    actions.flag(idea, by=ben, reason="spam")
    actions.flag(comment, by=ada, reason="attack")
    actions.suggest(ref(comment), kind="toxicity", score=0.7, model="signs", version="1", words=["fools"])
    client = enter(cleo)
    only = client.get("/moderation/?kind=discussions.comment").content.decode()
    assert "You are all fools." in only
    assert "A bench</a>" not in only
    assert "Suggestion: may be an attack (0.70), by signs 1." in only
    assert "<mark>fools</mark>" in only
    assert "A bench</a>" not in client.get("/moderation/?why=toxicity").content.decode()
    assert "Nothing of this kind" in client.get("/moderation/?why=held").content.decode()
    assert "Nothing of this kind" in client.get("/moderation/?community=workshop").content.decode()


def test_the_desk_takes_as_many_statements_for_many_as_for_few(garden, ada, ben, cleo, enter):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            assert enter(cleo).get("/moderation/").status_code == 200
        return len(asked)

    actions.flag(publish(garden, ada, "First"), by=ben, reason="spam")
    statements()
    few = statements()
    for number in range(12):
        actions.flag(publish(garden, ada, f"More {number}"), by=ben, reason="spam")
    assert statements() == few
