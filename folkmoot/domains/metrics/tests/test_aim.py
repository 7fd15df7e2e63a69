"""Aiming: a target beside its figure, set by whoever steers the place, and reached only when it surely is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from folkmoot.domains.metrics import actions, rules
from folkmoot.domains.metrics.figures import Figure
from folkmoot.domains.metrics.kpis import shelf
from folkmoot.domains.metrics.models import Target
from folkmoot.domains.metrics.targets import aim_of
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref


def in_days(days):
    return clock.today() + timedelta(days=days)


def test_managers_aim_for_their_community_and_administrators_for_the_house(cast, garden):
    assert {name for name, who in cast.items() if rules.may_aim(who, ref(garden))} == {"mia", "root"}
    assert {name for name, who in cast.items() if rules.may_aim(who, "")} == {"root"}
    assert not [name for name, who in cast.items() if rules.may_aim(who, "ideas.idea/1")]


def test_a_target_is_seen_beside_its_figure(mia, garden, enter, client, happened):
    address = f"/numbers/share_answered/aim/?community={garden.pk}"
    answer = enter(mia).post(address, {"value": "60", "by_day": in_days(30).isoformat()}, follow=True)

    target = Target.objects.get()
    assert target.value == pytest.approx(0.6)
    assert "Target: 60% by" in answer.text
    assert happened("metrics.target.aimed", actor=mia, object=target, context=garden)
    client.logout()
    assert "Target: 60% by" in client.get("/numbers/", {"community": garden.pk}).text
    assert "Target: 60% by" not in client.get("/numbers/").text


def test_without_a_value_it_is_given_up_and_the_old_one_stays_on_record(mia, garden, enter):
    actions.aim("overdue", by=mia, context=ref(garden), value=0.1, by_day=in_days(9))
    enter(mia).post(f"/numbers/overdue/aim/?community={garden.pk}", {"value": "", "by_day": ""})
    assert not Target.objects.now(ref(garden))
    assert Target.objects.count() == 2


@pytest.mark.parametrize(
    ("value", "days", "says"),
    [(1.2, 9, "at most 100%"), (0.5, -1, "still to come"), (0.5, None, "still to come")],
)
def test_what_cannot_be_aimed_at_is_said(mia, garden, value, days, says):
    by_day = None if days is None else in_days(days)
    with pytest.raises(Refused, match=says):
        actions.aim("overdue", by=mia, context=ref(garden), value=value, by_day=by_day)


def test_the_database_keeps_targets_as_they_were_set(mia, garden):
    actions.aim("overdue", by=mia, context=ref(garden), value=0.1, by_day=in_days(9))
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("update metrics_target set value = 0.9")


@pytest.mark.parametrize(
    ("kpi", "figure", "days", "word"),
    [
        ("share_answered", Figure(0.8, 0.65, 0.9), 9, "reached"),
        ("share_answered", Figure(0.7, 0.5, 0.85), 9, "reached, within chance"),
        ("share_answered", Figure(0.4, 0.3, 0.7), 9, "not yet"),
        ("share_answered", Figure(0.4, 0.3, 0.7), -1, "missed"),
        ("overdue", Figure(0.1, 0.0, 0.5), 9, "reached"),
        ("overdue", Figure(0.5, 0.3, 0.7), 9, "reached, within chance"),
        ("time_to_answer", Figure(None), 9, "no number yet"),
        ("time_to_answer", Figure(0.5, 0.2, None), 9, "reached, within chance"),
    ],
)
def test_chance_is_told_from_success(kpi, figure, days, word):
    target = Target(value=0.6, by_day=in_days(days))
    assert aim_of(target, shelf.take(kpi), figure, today=clock.today()).mark.word == word
