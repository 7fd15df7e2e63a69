"""What follows a yes: planned, under way, delivered or stopped, then measured; in public, and everybody is told."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from folkmoot.activity.models import Activity
from folkmoot.domains.discussions.models import OfficialAnswer
from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.models import Delivery, DeliveryStep, Insight, Measurement
from folkmoot.domains.notices.models import Notice
from folkmoot.kit import clock
from folkmoot.kit.answers import Refused
from folkmoot.kit.refs import ref
from folkmoot.kit.subjects import may_go


@pytest.fixture
def delivery(insight, fay) -> Delivery:
    day = clock.today() + timedelta(days=40)
    actions.answer(insight, by=fay, outcome="accepted", reason="We build ten.", promised_on=day)
    return Delivery.objects.get(insight=insight)


@pytest.fixture
def shipped(delivery, fay) -> Delivery:
    return actions.deliver(delivery, by=fay, stage="shipped", note="Ten are **built**.")


def test_a_yes_opens_a_delivery_with_its_owner_and_its_promised_day(delivery, fay):
    assert (delivery.stage, delivery.owner) == ("planned", fay)
    assert delivery.promised_on == clock.today() + timedelta(days=40)
    assert delivery.steps.count() == 1


@pytest.mark.parametrize("outcome", ["declined", "carried_over", "need_more", "already_there"])
def test_no_other_answer_does(insight, fay, outcome):
    actions.answer(insight, by=fay, outcome=outcome, reason="So.")
    assert not Delivery.objects.exists()


def test_its_owner_whoever_answered_and_managers_say_how_far_it_is(cast, delivery):
    assert {name for name, person in cast.items() if rules.may_deliver(person, delivery)} == {
        "fay",
        "mia",
        "root",
    }


def test_each_step_is_dated_public_and_stays(delivery, fay, client, happened):
    actions.deliver(
        delivery,
        by=fay,
        stage="doing",
        percent=40,
        note="The wood is *bought*.",
        link="https://example.org/bees",
    )
    page = client.get(delivery.insight.get_absolute_url()).text
    for words in ("<em>bought</em>", "40%", "https://example.org/bees", "Under way"):
        assert words in page
    assert happened("insights.insight.progressed", object=delivery.insight)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("update insights_deliverystep set note = 'x'")


def test_a_promise_that_moves_is_seen_to_have_moved(delivery, fay, client):
    later = clock.today() + timedelta(days=90)
    actions.deliver(delivery, by=fay, stage="planned", note="The wood is late.", promised_on=later)
    assert list(DeliveryStep.objects.values_list("promised_on", flat=True)) == [
        clock.today() + timedelta(days=40),
        later,
    ]
    assert client.get(delivery.insight.get_absolute_url()).text.count("promised for") >= 2


def test_shipped_the_ideas_are_delivered_by_their_own_room_and_everybody_behind_is_told(
    delivery, idea, comment, ada, ben, fay, enter, work
):
    work()
    Notice.objects.all().delete()
    enter(fay).post(
        f"/insights/{delivery.insight_id}/deliver/",
        {"stage": "shipped", "note": "Ten are built.", "owner": fay.pk, "percent": 0},
    )
    work()

    idea.refresh_from_db()
    assert idea.state == "delivered"
    assert set(OfficialAnswer.objects.filter(outcome="delivered").values_list("subject", flat=True)) == {
        ref(idea),
        ref(comment),
    }
    told = Notice.objects.filter(verb="insights.insight.shipped")
    assert {n.person for n in told} == {ada, ben}
    insight = Insight.objects.get(pk=delivery.insight_id)
    assert (insight.outcome, insight.decision) == ("delivered", "delivered")


def test_what_is_stopped_says_why_to_everybody_and_its_ideas_are_declined(delivery, idea, fay, client, work):
    work()
    with pytest.raises(Refused, match="why it was stopped"):
        actions.deliver(delivery, by=fay, stage="stopped", note=" ")

    actions.deliver(delivery, by=fay, stage="stopped", note="The wall falls down.")
    work()

    idea.refresh_from_db()
    assert idea.state == "declined"
    assert Notice.objects.filter(verb="insights.insight.stopped").count() == 2
    page = client.get(delivery.insight.get_absolute_url()).text
    assert "We did not, because" in page
    assert "The wall falls down." in page


def test_what_is_over_stays_until_a_new_answer_opens_it(delivery, fay):
    actions.deliver(delivery, by=fay, stage="stopped", note="The wall falls down.")
    with pytest.raises(Refused, match="over"):
        actions.deliver(delivery, by=fay, stage="doing")

    actions.answer(delivery.insight, by=fay, outcome="accepted", reason="There is a new wall.")
    delivery.refresh_from_db()
    assert (delivery.stage, delivery.ended_at) == ("planned", None)


def test_a_later_no_stops_what_was_promised(delivery, fay):
    actions.answer(delivery.insight, by=fay, outcome="declined", reason="No money.")
    delivery.refresh_from_db()
    assert delivery.stage == "stopped"


def test_answered_as_delivered_it_is_on_the_changelog_at_once(insight, fay, client):
    actions.answer(insight, by=fay, outcome="delivered", reason="They stand since May.")
    assert Delivery.objects.get().stage == "shipped"
    assert "They stand since May." in client.get("/changelog/").text


def test_a_trial_promises_nothing_its_ideas_stay_open_and_its_end_is_a_statement(insight, idea, fay, client):
    actions.answer(insight, by=fay, outcome="test", reason="Two, for a summer.")
    delivery = Delivery.objects.get()
    idea.refresh_from_db()
    assert (delivery.is_trial, idea.state) == (True, "carried_over")
    assert "We try it first" in client.get(insight.get_absolute_url()).text

    actions.deliver(delivery, by=fay, stage="shipped", note="Forty bees came.")

    idea.refresh_from_db()
    assert idea.state == "carried_over"
    assert OfficialAnswer.objects.filter(outcome="statement").count() == 2
    assert Insight.objects.get(pk=insight.pk).decision == "test"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"stage": "half"}, "how far"),
        ({"stage": "doing", "percent": 101}, "between 0 and 100"),
        ({"stage": "doing", "link": "http://example.org"}, "https"),
        ({"stage": "doing", "link": "javascript:alert(1)"}, "https"),
        ({"stage": "shipped", "note": ""}, "what was delivered"),
        ({"stage": "doing", "promised_on": clock.today() - timedelta(days=1)}, "passed already"),
    ],
)
def test_a_wrong_step_is_refused_in_words(delivery, fay, wrong, why):
    with pytest.raises(Refused, match=why):
        actions.deliver(delivery, by=fay, **wrong)
    assert delivery.steps.count() == 1


def test_the_table_itself_refuses_a_link_that_is_not_https(delivery):
    with pytest.raises(IntegrityError, match="links_by_https"), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(link="javascript:alert(1)")


def test_not_measured_yet_is_said_with_the_day_on_which_it_is_due(shipped, client):
    page = client.get(shipped.insight.get_absolute_url()).text
    assert "Not measured yet" in page
    assert shipped.review_on == clock.today() + timedelta(days=90)
    assert "due in 90 days" in page


def test_only_what_is_delivered_is_measured(delivery, fay):
    with pytest.raises(Refused, match="once it is delivered"):
        actions.measure(delivery, by=fay, what="Bees", after=Decimal(3), unit="bees", source="Counted")


def test_those_who_deliver_and_managers_measure(cast, shipped):
    assert {name for name, person in cast.items() if rules.may_measure(person, shipped)} == {
        "fay",
        "mia",
        "root",
    }


def test_what_was_measured_stands_with_its_interval_its_source_and_the_next_day(
    shipped, fay, enter, client, work
):
    work()
    again = clock.today() + timedelta(days=300)
    enter(fay).post(
        f"/insights/{shipped.insight_id}/measure/",
        {
            "what": "Bees in July",
            "before": "12",
            "after": "48.5",
            "low": "40",
            "high": "57",
            "unit": "bees an hour",
            "source": "Counted by six classes",
            "review_on": again.isoformat(),
        },
    )
    work()
    client.logout()
    page = client.get(shipped.insight.get_absolute_url()).text
    for words in (
        "Bees in July",
        "48.5",
        "40 to 57",
        "bees an hour",
        "Counted by six classes",
        "Measured again",
    ):
        assert words in page
    assert Notice.objects.filter(verb="insights.insight.measured").count() == 2
    shipped.refresh_from_db()
    assert shipped.review_on == again


@pytest.mark.parametrize(
    "wrong",
    [
        {"low": Decimal(1)},
        {"low": Decimal(5), "high": Decimal(9)},
        {"source": " "},
        {"unit": ""},
    ],
)
def test_a_number_without_its_unit_its_source_or_within_a_wrong_interval_is_none(shipped, fay, wrong):
    right = {"what": "Bees", "after": Decimal(3), "unit": "bees", "source": "Counted"}
    with pytest.raises(Refused):
        actions.measure(shipped, by=fay, **{**right, **wrong})
    assert not Measurement.objects.exists()


def test_the_seal_of_a_step_speaks_of_what_was_said(delivery, fay):
    actions.deliver(delivery, by=fay, stage="doing", note="Wood.")
    told = Activity.objects.of("insights.insight.progressed").get()
    assert len(told.seal) == 64
    assert "Wood" not in str(told.details)


def test_whoever_delivers_something_settles_that_before_they_leave(delivery, fay):
    assert "was promised" in str(may_go(fay).because)
