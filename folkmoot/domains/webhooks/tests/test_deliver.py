"""Delivering: signed so that the official library takes it, only what the owner may see, again until it arrives."""

import json
from datetime import timedelta

import pytest
from django.utils import translation
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from folkmoot.activity.models import Activity
from folkmoot.activity.stream import record
from folkmoot.domains.communities.models import Role
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.activities import PUBLISHED
from folkmoot.domains.moderation import actions as moderation
from folkmoot.domains.notices.models import Notice
from folkmoot.domains.webhooks import actions, schedule, tasks
from folkmoot.domains.webhooks.models import Attempt, Dispatch, Webhook
from folkmoot.domains.webhooks.showing import words_of_attempt
from folkmoot.kit import clock
from folkmoot.kit.http import Trouble
from folkmoot.kit.refs import ref


def sent(receiver, verb="ideas.idea.published"):
    return [(headers, body) for headers, body in receiver.taken if json.loads(body)["type"] == verb]


def test_the_official_library_takes_it(hook, receiver, publish, work):
    idea = publish()
    work()

    headers, body = sent(receiver)[0]
    said = Verifier(hook[1]).verify(body, headers)
    assert (said["type"], said["data"]["object"]) == ("ideas.idea.published", ref(idea))
    assert said["data"]["links"]["page"].endswith(f"/ideas/{idea.pk}/")
    assert said["data"]["links"]["api"].endswith(f"/api/v1/ideas/{idea.pk}/")
    assert headers["content-type"] == "application/json"


def test_a_body_that_was_touched_is_refused_by_it(hook, receiver, publish, work):
    publish()
    work()
    headers, body = sent(receiver)[0]
    with pytest.raises(WebhookVerificationError):
        Verifier(hook[1]).verify(body.replace(b"published", b"withdrawn"), headers)
    with pytest.raises(WebhookVerificationError):
        Verifier(hook[1]).verify(body, {**headers, "webhook-id": "msg_another"})


def test_names_and_sentences_go_out_only_where_that_was_chosen(hook, receiver, garden, mia, publish, work):
    actions.register(by=mia, name="Full", address=receiver.address, community=garden, has_words=True)
    publish("A bee hotel")
    work()
    thin, full = sorted((json.loads(body)["data"] for _, body in sent(receiver)), key=len)
    assert "bee hotel" not in json.dumps(thin)
    assert "Ada" not in json.dumps(thin)
    assert full["name"] == "A bee hotel"
    assert "Ada" in full["sentence"]


def test_only_the_chosen_verbs_go_out(receiver, garden, mia, ada, publish, work):
    actions.register(
        by=mia, name="Some", address=receiver.address, community=garden, verbs=["ideas.idea.withdrawn"]
    )
    idea = publish()
    ideas.withdraw(idea, by=ada, reason="No.")
    work()
    assert [json.loads(body)["type"] for _, body in receiver.taken] == ["ideas.idea.withdrawn"]


def test_what_happens_elsewhere_is_not_told(hook, receiver, workshop, eva, work):
    ideas.publish(ideas.draft(workshop, by=eva, title="A secret"), by=eva)
    work()
    assert not sent(receiver)


def test_an_administrator_hears_of_everything_in_communities(receiver, root, workshop, eva, work):
    actions.register(by=root, name="All", address=receiver.address)
    ideas.publish(ideas.draft(workshop, by=eva, title="A secret"), by=eva)
    work()
    assert len(sent(receiver)) == 1


def test_what_its_owner_sees_nowhere_is_not_told(receiver, root, ada, publish, work):
    """It happened in no community, so nobody reads it in the stream, administrators neither."""
    idea = publish()
    work()
    actions.register(by=root, name="All", address=receiver.address)
    record(PUBLISHED, actor=ada, object=idea)
    work()
    assert not sent(receiver)
    assert Dispatch.objects.get(verb=PUBLISHED.name).outcome == "dropped"


def test_what_moderation_hid_meanwhile_is_not_told(hook, receiver, publish, cleo, work):
    idea = publish()
    moderation.hide([ref(idea)], by=cleo, reason="spam")
    work()
    assert not sent(receiver)
    assert Dispatch.objects.get(verb="ideas.idea.published").outcome == "dropped"


def test_whoever_lost_the_role_is_told_nothing_more(hook, receiver, garden, root, mia, publish, work):
    publish()
    garden.memberships.filter(person=mia, role=Role.MANAGER).delete()
    work()

    assert not receiver.taken
    webhook = Webhook.objects.get()
    assert (webhook.state, webhook.why) == ("disabled", "no_role")
    publish("Another")
    assert not [name for name in work() if name == "webhooks.send"]


def test_a_failed_delivery_is_tried_by_the_schedule_with_the_same_id(hook, receiver, publish, work):
    receiver.status = 500
    publish()
    began = clock.now()
    with clock.set_to(began):
        work()
    waits, at = [], began
    delivery = Dispatch.objects.get(verb="ideas.idea.published")
    while delivery.outcome == "waiting":
        waits.append((delivery.next_at - at).total_seconds())
        at = delivery.next_at
        with clock.set_to(at - timedelta(seconds=1)):
            tasks.send.func(delivery.pk)
        assert delivery.attempts.count() == len(waits), "it was tried too early"
        with clock.set_to(at):
            tasks.send.func(delivery.pk)
        delivery.refresh_from_db()

    hours = [5, 300, 1800, *(3600 * hour for hour in (2, 5, 10, 14, 20, 24))]
    assert len(waits) == len(hours)
    for waited, usual in zip(waits, hours, strict=True):
        assert usual <= waited <= usual * 1.1
    assert delivery.outcome == "failed"
    ids = {headers["webhook-id"] for headers, _ in sent(receiver)}
    assert ids == {delivery.message}
    assert len(sent(receiver)) == 10


def test_jitter_differs():
    assert len({schedule.delay_after(5) for _ in range(20)}) > 1


def test_it_arrives_when_the_other_system_is_there_again(hook, receiver, publish, work, later):
    receiver.status = 503
    publish()
    work()
    receiver.status = 200
    later(minutes=1)
    delivery = Dispatch.objects.get(verb="ideas.idea.published")
    assert delivery.outcome == "delivered"
    assert [attempt.status for attempt in delivery.attempts.all()] == [503, 200]
    assert Webhook.objects.get().failing_since is None


def test_an_endpoint_that_asks_for_time_gets_it(hook, receiver, publish, work, later):
    receiver.status, receiver.headers = 429, {"Retry-After": "7200"}
    publish()
    work()
    count = len(receiver.taken)
    publish("A second")
    later(minutes=60)
    assert len(receiver.taken) == count, "it was asked while it rested"
    receiver.status, receiver.headers = 200, {}
    later(minutes=121)
    assert not Dispatch.objects.filter(outcome="waiting").exists()


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        ("999999999999", 86400),
        ("", 0),
        ("soon", 0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("²", 0),
    ],
)
def test_what_an_answer_asks_for_is_understood(said, seconds):
    assert schedule.asked_to_wait(said, clock.now()).total_seconds() == seconds


def test_gone_for_good_disables_it_and_its_owner_is_told(hook, receiver, publish, mia, work):
    receiver.status = 410
    publish()
    work()
    webhook = Webhook.objects.get()
    assert (webhook.state, webhook.why) == ("disabled", "gone")
    assert Notice.objects.get(person=mia, verb="webhooks.webhook.disabled").occasion == "duty"
    count = len(receiver.taken)
    publish("A second")
    work()
    assert len(receiver.taken) == count


def test_five_days_of_failing_disable_it_and_its_owner_is_told(hook, receiver, publish, mia, work, later):
    receiver.status = 500
    publish()
    work()
    later(days=2)
    assert Webhook.objects.get().is_working
    with clock.set_to(clock.now() + timedelta(days=5, minutes=1)):
        publish("A second")
        work()
    assert Webhook.objects.get().why == "failing"
    work()
    assert Notice.objects.filter(person=mia, verb="webhooks.webhook.disabled").count() == 1


def test_a_redirect_is_no_delivery_and_is_not_followed(hook, receiver, publish, work):
    receiver.status, receiver.headers = 302, {"Location": receiver.address}
    publish()
    work()
    count = len(receiver.taken)
    assert count == Attempt.objects.filter(status=302).count() > 0


def test_the_log_keeps_a_kilobyte_of_an_answer_as_text(hook, receiver, publish, mia, enter, work):
    receiver.status, receiver.answer = 500, b"<script>alert(1)</script>\x00" + b"x" * 5000
    publish()
    work()
    attempt = Attempt.objects.first()
    assert len(attempt.answer) <= 1024
    page = enter(mia).get(f"/webhooks/{hook[0].pk}/log/").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_an_activity_that_is_heard_twice_is_one_delivery(hook, publish):
    publish()
    activity = Activity.objects.filter(verb="ideas.idea.published").get()
    first, second = actions.enqueue(activity), actions.enqueue(activity)
    assert first == second
    assert Dispatch.objects.filter(activity_id=activity.pk).count() == 1


def test_what_a_worker_left_is_sent_by_the_clock(hook, receiver, publish, work):
    """It died after the delivery was written and before its job was."""
    publish()
    actions.enqueue(Activity.objects.filter(verb="ideas.idea.published").get())
    tasks.send_what_is_due.func(0)
    assert "webhooks.send" in work()
    assert len(sent(receiver)) == 1


def test_a_change_of_the_secret_key_is_told_in_the_log(hook, receiver, publish, work, settings):
    settings.SECRET_KEY = "another"
    publish()
    work()
    assert not receiver.taken
    assert "secret key" in Attempt.objects.first().trouble


def test_why_nothing_was_answered_is_told_in_the_language_of_whoever_reads(hook, publish, work, settings):
    settings.SECRET_KEY = "another"
    publish()
    with translation.override("es"):  # whatever language the worker happens to run in
        work()
    attempt = Attempt.objects.first()
    with translation.override("en"):
        assert words_of_attempt(attempt).startswith("Its secret cannot be read")
    with translation.override("es"):
        assert words_of_attempt(attempt).startswith("Su secreto ya no se puede leer")


def test_each_trouble_has_words_and_what_older_rows_hold_is_shown_as_it_stands():
    assert all(Attempt(error=trouble, ms=1).trouble == trouble.label for trouble in Trouble)
    assert Attempt(error="It could not be reached.", ms=1).trouble == "It could not be reached."
