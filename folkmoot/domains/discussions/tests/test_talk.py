"""Talk, and official answers in their own lane."""

import pytest
from django.db import DatabaseError, connection, transaction

from folkmoot.domains.discussions import actions, rules
from folkmoot.domains.discussions.models import Comment, OfficialAnswer
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.notices.models import Notice
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref


@pytest.fixture
def idea(ada, garden):
    return ideas.publish(ideas.draft(garden, by=ada, title="A bee hotel"), by=ada)


def test_somebody_says_something(idea, ben, garden, happened, enter):
    enter(ben).post("/discussions/post/", {"subject": ref(idea), "body": "With a *roof*?"})

    said = Comment.objects.get()
    assert "<em>roof</em>" in said.body_html
    assert happened("discussions.comment.posted", object=said, target=idea, actor=ben, context=garden)
    assert "<em>roof</em>" in enter(ben).get(idea.get_absolute_url()).text


def test_an_answer_hangs_below_what_it_answers(idea, ben, cleo, garden):
    first = actions.post(idea, by=ben, community=garden, body="With a roof?")
    second = actions.post(idea, by=cleo, community=garden, body="Of tin.", parent=first)
    assert second.parent == first


def test_the_form_for_an_answer_is_fetched_when_it_is_wanted(idea, ben, cleo, garden, enter):
    said = actions.post(idea, by=ben, community=garden, body="With a roof?")
    form = f"/discussions/comments/{said.pk}/reply/"
    assert f'hx-get="{form}"' in enter(cleo).get(idea.get_absolute_url()).text

    whole, part = enter(cleo).get(form), enter(cleo).get(form, headers={"HX-Request": "true"})
    assert "With a roof?" in whole.text
    assert f'name="parent" value="{said.pk}"' in whole.text
    assert part.text.strip().startswith("<form")
    assert f'name="parent" value="{said.pk}"' in part.text


def test_there_is_no_form_where_nothing_can_be_answered(idea, ben, cleo, garden, enter, client):
    first = actions.post(idea, by=ben, community=garden, body="With a roof?")
    second = actions.post(idea, by=cleo, community=garden, body="Of tin.", parent=first)
    assert enter(ben).get(f"/discussions/comments/{second.pk}/reply/").status_code == 404
    ideas.lock(idea, by=cleo, reason="off_topic")
    refused = enter(ben).get(f"/discussions/comments/{first.pk}/reply/")
    assert (refused.status_code, "locked" in refused.text) == (403, True)
    assert "/reply/" not in enter(ben).get(idea.get_absolute_url()).text


def test_nothing_is_no_comment(idea, ben, garden):
    with pytest.raises(Refused, match="Write something"):
        actions.post(idea, by=ben, community=garden, body="  ")


def test_only_members_speak_in_a_community_by_invitation(cast, workshop):
    assert {name for name, person in cast.items() if rules.may_post(person, workshop)} == {
        "eva",
        "mia",
        "root",
    }


def test_what_one_said_can_be_taken_back_and_its_place_stays(idea, ben, cleo, garden, enter):
    said = actions.post(idea, by=ben, community=garden, body="Rubbish!")
    actions.post(idea, by=cleo, community=garden, body="Why?", parent=said)
    with pytest.raises(Refused, match="Only whoever said it"):
        actions.take_back(said, by=cleo)

    enter(ben).post(f"/discussions/comments/{said.pk}/take-back/")

    page = enter(cleo).get(idea.get_absolute_url()).text
    assert "Rubbish!" not in page
    assert "Why?" in page


def test_decision_owners_and_managers_speak_for_the_organisation(cast, garden):
    assert {name for name, person in cast.items() if rules.may_answer(person, garden)} == {
        "fay",
        "mia",
        "root",
    }


def test_an_official_answer_stands_above_the_earlier_one_and_none_is_lost(idea, fay, garden):
    actions.answer(idea, by=fay, community=garden, reason="We look into it.")
    actions.answer(idea, by=fay, community=garden, reason="It is ordered.")

    lane = OfficialAnswer.objects.on(ref(idea)).newest_first()
    assert [one.reason for one in lane] == ["It is ordered.", "We look into it."]
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("delete from discussions_officialanswer")


def test_an_official_answer_has_a_reason(idea, fay, garden):
    with pytest.raises(Refused, match="reason"):
        actions.answer(idea, by=fay, community=garden, reason="")


def test_those_who_took_part_are_told_of_a_statement(idea, ada, ben, fay, garden, work):
    actions.post(idea, by=ben, community=garden, body="Yes please.")
    actions.answer(idea, by=fay, community=garden, reason="We look into it.")
    work()

    told = Notice.objects.filter(verb="discussions.subject.answered")
    assert {notice.person for notice in told} == {ada, ben}


@pytest.mark.parametrize("subject", ["", "nonsense", "people.person/1", "ideas.idea/999999", "ideas.idea/x"])
def test_about_what_is_not_there_nothing_can_be_said(garden, ben, enter, subject):
    assert enter(ben).post("/discussions/post/", {"subject": subject, "body": "Hm"}).status_code == 404
