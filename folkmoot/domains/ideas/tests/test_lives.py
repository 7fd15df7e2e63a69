"""New versions, withdrawal, and the moves of the organisation."""

import pytest
from django.db import DatabaseError, connection, transaction

from folkmoot.domains.ideas import actions, rules
from folkmoot.domains.ideas.fates import fate_of
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.ideas.states import NEXT, State, may_follow
from folkmoot.kit.answers import Refused


@pytest.fixture
def idea(ada, garden):
    return actions.publish(actions.draft(garden, by=ada, title="A bee hotel", body="Wood."), by=ada)


def test_a_new_version_keeps_the_earlier_words(idea, ada, happened):
    actions.revise(idea, by=ada, title="A bee hotel", body="Wood and reed.")

    assert [(v.number, v.body) for v in idea.versions.order_by("number")] == [
        (1, "Wood."),
        (2, "Wood and reed."),
    ]
    assert happened("ideas.idea.revised", object=idea, actor=ada)


def test_the_same_words_are_no_new_version(idea, ada):
    with pytest.raises(Refused, match="Nothing has changed"):
        actions.revise(idea, by=ada, title="A bee hotel", body="Wood.")


def test_only_the_author_revises_and_withdraws(idea, cast):
    for name, person in cast.items():
        assert bool(rules.may_revise(person, idea)) is (name == "ada")
        assert bool(rules.may_withdraw(person, idea)) is (name == "ada")


def test_a_withdrawal_needs_a_reason_and_leaves_the_lists(idea, ada, dan, happened):
    with pytest.raises(Refused, match="why"):
        actions.withdraw(idea, by=ada, reason=" ")

    idea = actions.withdraw(idea, by=ada, reason="The school does it.")

    assert idea not in Idea.objects.visible_to(dan)
    assert idea in Idea.objects.visible_to(ada)
    assert fate_of(idea, idea.state_changes.select_related("by"))[-1].note.endswith(". The school does it.")
    assert happened("ideas.idea.withdrawn", object=idea)


def test_what_is_answered_cannot_be_withdrawn(idea, ada, fay):
    actions.move(idea, by=fay, state="accepted", reason="Yes.")
    with pytest.raises(Refused, match="has its answer"):
        actions.withdraw(idea, by=ada, reason="No more.")


def test_managers_and_decision_owners_move_an_idea(idea, cast):
    may = {name for name, person in cast.items() if rules.may_move(person, idea, "in_review")}
    assert may == {"fay", "mia", "root"}


def test_an_idea_goes_only_where_its_state_allows(idea, fay):
    with pytest.raises(Refused, match="cannot go there"):
        actions.move(idea, by=fay, state="draft")


@pytest.mark.parametrize("state", State)
def test_no_state_follows_itself_and_every_state_has_its_answer(state):
    assert state in NEXT
    assert not may_follow(state, state)


def test_states_are_written_once(idea):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("update ideas_statechange set reason = 'x'")


def test_words_that_are_too_long_are_refused_with_a_sentence(ada, garden):
    with pytest.raises(Refused, match="too long"):
        actions.draft(garden, by=ada, title="Long", body="x" * 20_001)


def test_a_script_in_an_idea_stays_text(ada, garden, client):
    idea = actions.draft(
        garden, by=ada, title="<script>alert(1)</script>", body="<img src=x onerror=alert(1)>"
    )
    idea = actions.publish(idea, by=ada)

    page = client.get(idea.get_absolute_url()).text

    assert "<script>alert" not in page
    assert "<img src=x" not in page
