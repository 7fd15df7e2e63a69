"""Not mine: the duty to answer goes on by name and with a reason, and its clock runs on."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.models import Insight
from folkmoot.domains.notices.models import Notice
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused


def test_only_whoever_owes_the_answer_hands_it_over(cast, insight):
    assert {name for name, person in cast.items() if rules.may_hand_over(person, insight)} == {"fay"}


def test_it_goes_to_decision_owners_and_managers_only(cast, insight, fay):
    may = {name for name, person in cast.items() if rules.may_hand_over(fay, insight, person)}
    assert may == {"mia", "root"}


def test_the_day_stays_and_the_next_person_is_told_and_named_in_public(
    insight, fay, mia, enter, client, work
):
    work()
    enter(fay).post(
        f"/insights/{insight.pk}/hand-over/", {"to": mia.pk, "reason": "Bees are hers.", "next": "desk"}
    )
    work()

    now = Insight.objects.get(pk=insight.pk)
    assert (now.owner, now.due_on, now.state) == (mia, insight.due_on, "given")
    assert Notice.objects.filter(person=mia, verb="insights.insight.handed_over").count() == 1
    client.logout()
    page = client.get(insight.get_absolute_url()).text
    assert "Fay to Mia" in page
    assert "Bees are hers." in page
    assert rules.may_answer(mia, now)


def test_without_a_reason_it_stays(insight, fay, mia, enter):
    page = enter(fay).post(f"/insights/{insight.pk}/hand-over/", {"to": mia.pk, "reason": " "}, follow=True)
    assert "say why it is not yours" in page.text
    with pytest.raises(Refused, match="Say why"):
        actions.hand_over(insight, by=fay, to=mia, reason="  ")
    assert Insight.objects.get(pk=insight.pk).owner == fay


def test_a_manager_gives_it_on_with_the_same_day_even_a_past_one_or_starts_the_clock_anew(insight, fay, mia):
    past = clock.today() - timedelta(days=4)
    Insight.objects.filter(pk=insight.pk).update(
        due_on=past, reminded_at=clock.now(), escalated_at=clock.now()
    )
    insight.refresh_from_db()
    actions.hand_over(insight, by=fay, to=mia, reason="Hers.")

    same = actions.give(insight, by=mia, owner=fay, due_on=past)
    assert (same.due_on, same.days_late) == (past, 4)
    assert same.escalated_at is not None
    with pytest.raises(Refused, match="passed already"):
        actions.give(insight, by=mia, owner=fay, due_on=clock.today() - timedelta(days=1))
    anew = actions.give(insight, by=mia, owner=fay, due_on=clock.today() + timedelta(days=5))
    assert (anew.reminded_at, anew.escalated_at) == (None, None)


def test_a_handover_is_history(insight, fay, mia):
    actions.hand_over(insight, by=fay, to=mia, reason="Hers.")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("update insights_handover set reason = 'x'")
