"""Owning webhooks: who may, what the pages do, and secrets that nobody is shown twice."""

import base64
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from folkmoot.activity.models import Activity
from folkmoot.domains.people.actions import make_token
from folkmoot.domains.webhooks import actions, holdings, keys, rules, tasks
from folkmoot.domains.webhooks.models import Attempt, Dispatch, Webhook
from folkmoot.domains.webhooks.posting import secrets_of
from folkmoot.kit import clock
from folkmoot.kit.answers import Overtaken, Refused
from folkmoot.kit.refs import ref

ADDRESS = "https://chat.example.org/hooks/1"


@pytest.fixture
def webhook(garden, mia):
    return actions.register(by=mia, name="Chat", address=ADDRESS, community=garden)[0]


def test_managers_register_for_their_community_and_administrators_for_all(cast, garden, workshop):
    assert {name for name, who in cast.items() if rules.may_register(who, garden)} == {"mia", "root"}
    assert {name for name, who in cast.items() if rules.may_register(who, workshop)} == {"mia", "root"}
    assert {name for name, who in cast.items() if rules.may_register(who, None)} == {"root"}


def test_a_press_on_the_page_registers_and_shows_the_secret_once(mia, garden, enter, happened):
    page = enter(mia)
    form = {"name": "Chat", "address": ADDRESS, "community": "garden", "verbs": ["ideas.idea.published"]}
    first = page.post("/webhooks/register/", form, follow=True)
    secret = re.search(r"whsec_[A-Za-z0-9+/=]+", first.text)[0]

    webhook = Webhook.objects.get()
    assert webhook.verbs == ["ideas.idea.published"]
    assert happened("webhooks.webhook.registered", actor=mia, object=webhook)
    assert 24 <= len(base64.b64decode(secret.removeprefix("whsec_"))) <= 64
    assert "whsec_" not in page.get(webhook.get_absolute_url()).text
    assert secret not in webhook.secret
    assert "no-store" in first["Cache-Control"]


def test_nobody_reads_in_the_stream_that_it_was_registered(webhook, cast):
    for who in cast.values():
        assert not Activity.objects.visible_to(who).about(ref(webhook)).exists()


@pytest.mark.parametrize(
    "address",
    [
        "http://chat.example.org/",
        "ftp://x.example.org/",
        "javascript:alert(1)",
        "https://",
        "https://user:secret@example.org/",
        "//example.org/",
        "https://[::1",
        "https://example.org:99999/",
        "https://example.org/\u0000",
        "https://example.org/" + "x" * 500,
    ],
)
def test_what_is_no_safe_address_is_not_taken(mia, garden, enter, address):
    with pytest.raises(Refused):
        actions.register(by=mia, name="x", address=address, community=garden)
    form = {"name": "Chat", "address": address, "community": "garden"}
    assert enter(mia).post("/webhooks/register/", form).status_code == 422
    assert not Webhook.objects.exists()


def test_others_do_not_find_it_and_administrators_may_stop_it(webhook, cast, enter):
    for name, who in cast.items():
        expected = 200 if name in ("mia", "root") else 404
        assert enter(who).get(webhook.get_absolute_url()).status_code == expected, name
    assert not rules.may_rotate(cast["root"], webhook)
    page = enter(cast["root"])
    page.post(f"/webhooks/{webhook.pk}/pause/")
    webhook.refresh_from_db()
    assert webhook.state == "paused"
    page.post(f"/webhooks/{webhook.pk}/remove/")
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("verb", ["rotate", "pause", "resume", "remove", "test", "replay"])
def test_nobody_else_does_anything_with_it(webhook, ada, enter, verb):
    assert enter(ada).post(f"/webhooks/{webhook.pk}/{verb}/").status_code == 404


def test_it_is_paused_and_resumed(webhook, mia, enter, happened):
    page = enter(mia)
    page.post(f"/webhooks/{webhook.pk}/pause/")
    assert happened("webhooks.webhook.paused", actor=mia, object=webhook)
    page.post(f"/webhooks/{webhook.pk}/resume/")
    assert happened("webhooks.webhook.resumed", actor=mia, object=webhook)
    webhook.refresh_from_db()
    assert webhook.is_working
    with pytest.raises(Refused, match="works already"):
        actions.resume(webhook, by=mia)


def test_what_waits_while_it_is_paused_goes_out_when_it_is_resumed(hook, receiver, publish, mia, work):
    receiver.status = 503
    publish()
    work()
    actions.pause(hook[0], by=mia)
    receiver.status, before = 200, len(receiver.taken)
    waiting = set(Dispatch.objects.filter(outcome="waiting").values_list("message", flat=True))
    publish("Not told")
    work()
    assert len(receiver.taken) == before
    tasks.queue(actions.resume(hook[0], by=mia))
    work()
    assert {headers["webhook-id"] for headers, _ in receiver.taken[before:]} == waiting
    assert waiting


def test_two_secrets_sign_for_a_day_after_a_rotation(hook, receiver, publish, mia, enter, work):
    webhook, old = hook
    page = enter(mia).post(f"/webhooks/{webhook.pk}/rotate/", follow=True).text
    new = re.search(r"whsec_[A-Za-z0-9+/=]+", page)[0]
    publish()
    work()

    headers, body = receiver.taken[-1]
    assert len(headers["webhook-signature"].split()) == 2
    for secret in (old, new):
        Verifier(secret).verify(body, headers)
    webhook.refresh_from_db()
    with clock.set_to(clock.now() + timedelta(hours=24, minutes=1)):
        later = keys.headers("msg_1", clock.now() - timedelta(hours=24), b"{}", secrets_of(webhook))
    assert len(later["webhook-signature"].split()) == 1
    with pytest.raises(WebhookVerificationError):
        Verifier(old).verify(b"{}", later)


def test_a_change_in_another_tab_is_not_overwritten(webhook, mia, enter, happened):
    words = {"name": "Mine", "address": ADDRESS, "verbs": (), "has_words": True}
    actions.change(webhook, by=mia, after=1, **words)
    assert happened("webhooks.webhook.changed", actor=mia, object=webhook)
    with pytest.raises(Overtaken):
        actions.change(webhook, by=mia, after=1, **words)
    form = {"name": "Another", "address": ADDRESS, "after": "1"}
    answer = enter(mia).post(f"/webhooks/{webhook.pk}/change/", form)
    assert (answer.status_code, "Another" in answer.text) == (422, True)
    webhook.refresh_from_db()
    assert webhook.name == "Mine"


def test_a_test_arrives_signed_and_one_at_a_time(hook, receiver, mia, enter, work, happened):
    page = enter(mia)
    page.post(f"/webhooks/{hook[0].pk}/test/")
    with pytest.raises(Refused, match="under way"):
        actions.test(Webhook.objects.get(), by=mia)
    work()
    headers, body = receiver.taken[-1]
    assert Verifier(hook[1]).verify(body, headers)["type"] == "webhooks.webhook.tested"
    assert happened("webhooks.webhook.tested", actor=mia, object=hook[0])
    assert "taken (204)" in page.get(f"/webhooks/{hook[0].pk}/log/").text


def test_what_failed_is_replayed_with_the_same_ids(hook, receiver, publish, mia, enter, work):
    receiver.status = 400
    publish()
    work()
    Dispatch.objects.update(outcome="failed", ended_at=clock.now())
    first = {headers["webhook-id"] for headers, _ in receiver.taken}
    receiver.taken.clear()
    receiver.status = 200
    tomorrow = (clock.now() + timedelta(days=1)).date().isoformat()
    page = enter(mia)
    page.post(f"/webhooks/{hook[0].pk}/replay/", {"since": tomorrow})
    work()
    assert not receiver.taken
    page.post(f"/webhooks/{hook[0].pk}/replay/", {"since": "no day"})
    work()
    assert not receiver.taken

    page.post(f"/webhooks/{hook[0].pk}/replay/")
    work()
    assert {headers["webhook-id"] for headers, _ in receiver.taken} == first
    assert not Dispatch.objects.exclude(outcome="delivered").exists()


def test_one_delivery_is_replayed_and_none_of_another_webhook(
    hook, receiver, publish, garden, root, mia, enter, work
):
    publish()
    work()
    one = Dispatch.objects.filter(verb="ideas.idea.published").get()
    count = len(receiver.taken)
    page = enter(mia)
    page.post(f"/webhooks/{hook[0].pk}/replay/", {"delivery": one.pk})
    work()
    assert len(receiver.taken) == count + 1
    other, _secret = actions.register(by=mia, name="Other", address=receiver.address, community=garden)
    assert page.post(f"/webhooks/{other.pk}/replay/", {"delivery": one.pk}).status_code == 404


def test_attempts_are_never_changed(hook, publish, work):
    publish()
    work()
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.update(status=200)
    assert Attempt.objects.exists()


def test_the_log_goes_after_thirty_days(hook, publish, work):
    publish()
    work()
    count = Dispatch.objects.count()
    with clock.set_to(clock.now() + timedelta(days=29)):
        assert actions.forget() == 0
    with clock.set_to(clock.now() + timedelta(days=31)):
        assert actions.forget() == count
    assert not Attempt.objects.exists()


@pytest.mark.usefixtures("nothing_grows_old")
@pytest.mark.parametrize("path", ["/webhooks/", "/webhooks/{pk}/", "/webhooks/{pk}/log/"])
def test_pages_ask_no_more_often_when_there_is_more(hook, receiver, garden, publish, mia, enter, work, path):
    page, path = enter(mia), path.format(pk=hook[0].pk)
    publish()
    work()
    before = statements(page, path)
    for number in range(5):
        actions.register(by=mia, name=f"Hook {number}", address=receiver.address, community=garden)
        publish(f"Idea {number}")
    work()
    assert statements(page, path) <= before


def statements(page, path):
    page.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert page.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    "query", ["outcome=nonsense", "since=x", "page=0", "verb=%00", "page=x&since=0001-01-01"]
)
def test_filters_that_are_none_are_left_out(webhook, mia, enter, query):
    assert enter(mia).get(f"/webhooks/{webhook.pk}/log/?{query}").status_code == 200


def test_lists_that_are_empty_say_what_to_do(webhook, root, mia, enter):
    assert "Nothing was sent yet" in enter(mia).get(f"/webhooks/{webhook.pk}/log/").text
    assert "Nothing fits" in enter(mia).get(f"/webhooks/{webhook.pk}/log/?outcome=failed").text
    actions.remove(webhook, by=mia)
    assert "No webhook yet" in enter(mia).get("/webhooks/").text


def test_whoever_manages_nothing_is_told_why(ada, garden, enter):
    assert enter(ada).get("/webhooks/").status_code == 403


def test_what_is_held_about_its_owner_holds_no_secret(hook, mia):
    (held,) = holdings.registered(mia)
    assert held["leads_to"] == hook[0].address
    assert "secret" not in " ".join(held)
    holdings.forget(mia, by=mia, takes_texts=True)
    assert not Webhook.objects.exists()


def test_twenty_are_the_most(garden, mia):
    for number in range(rules.MOST):
        actions.register(by=mia, name=f"{number}", address=ADDRESS, community=garden)
    with pytest.raises(Refused, match="twenty"):
        actions.register(by=mia, name="x", address=ADDRESS, community=garden)


@pytest.mark.parametrize("since", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_program_that_names_a_moment_beyond_all_clocks_is_refused(webhook, mia, since):
    token = make_token(mia, name="A script", scopes=["write"], days=1)[1]
    answer = Client().post(
        f"/api/v1/webhooks/{webhook.pk}/replay/",
        {"since": since},
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 403
