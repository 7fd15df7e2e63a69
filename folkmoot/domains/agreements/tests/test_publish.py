"""What the organisation promises: written by administrators, versioned, readable for ever."""

import pytest
from django.db import DatabaseError, transaction

from folkmoot.domains.agreements import actions, rules
from folkmoot.domains.agreements.models import Edition, Kind
from folkmoot.kit.answers import Refused
from folkmoot.kit.seals import seal


def test_only_administrators_write(cast):
    assert {name for name, person in cast.items() if rules.may_publish(person)} == {"root"}


def test_a_new_version_stands_above_and_the_old_one_stays(root, client, happened):
    first = actions.publish("privacy", by=root, language="en", body="# What\n\nWe keep **names**.")
    second = actions.publish(
        "privacy", by=root, language="en", body="We keep nothing.", change="Less is kept."
    )

    assert (first.number, second.number) == (1, 2)
    assert "We keep nothing." in client.get("/promises/privacy/").content.decode()
    then = client.get("/promises/privacy/versions/en/1/").content.decode()
    assert "<h2>What</h2>" in then
    assert "<strong>names</strong>" in then
    assert "This is how it was then." in then
    assert "Less is kept." in client.get("/promises/privacy/versions/").content.decode()
    assert happened("agreements.edition.published", object=second)


def test_the_stream_holds_a_seal_that_proves_the_words(root):
    from folkmoot.activity.models import Activity  # noqa: PLC0415

    edition = actions.publish("terms", by=root, language="en", body="Everything gets an answer.")

    [told] = Activity.objects.of("agreements.edition.published")
    assert told.seal == seal(edition.content, salt=edition.salt)
    assert "answer" not in str(told.details)


def test_the_database_refuses_to_change_what_was_promised(root):
    edition = actions.publish("terms", by=root, language="en", body="We promise.")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(body="We do not.")


def test_two_writers_do_not_overwrite_each_other(root, enter):
    browser = enter(root)
    assert 'name="after" value="0"' in browser.get("/promises/imprint/publish/").content.decode()
    actions.publish("imprint", by=root, language="en", body="The first to press.")

    page = browser.post("/promises/imprint/publish/", {"body": "The second.", "after": 0}).content.decode()

    assert "Somebody published a version while you wrote." in page
    assert "The second.</textarea>" in page, "their words are still there"
    assert 'name="after" value="1"' in page, "and the next press puts them above"
    assert Edition.objects.get(kind="imprint").body == "The first to press."


def test_the_same_words_make_no_version(root):
    actions.publish("terms", by=root, language="en", body="We promise.")
    with pytest.raises(Refused, match="Nothing has changed"):
        actions.publish("terms", by=root, language="en", body="We promise.\n")


def test_a_reader_gets_their_language_or_else_the_newest(root, client):
    actions.publish("terms", by=root, language="es", body="Prometemos.")
    actions.publish("terms", by=root, language="en", body="We promise.")

    assert "We promise." in client.get("/promises/terms/").content.decode()
    in_spanish = client.get("/promises/terms/", headers={"Accept-Language": "es"}).content.decode()
    assert "Prometemos." in in_spanish
    assert 'lang="es"' in in_spanish


@pytest.mark.parametrize("kind", Kind.values)
def test_what_is_not_written_yet_says_so_and_offers_a_beginning(kind, client, root, enter):
    assert "not published it yet" in client.get(f"/promises/{kind}/").content.decode()
    assert "# " in enter(root).get(f"/promises/{kind}/publish/").content.decode()
    assert kind in client.get("/").content.decode(), "the foot of every page leads there"


def test_script_in_the_words_of_an_administrator_does_not_run(root, client):
    actions.publish(
        "imprint", by=root, language="en", body="<script>alert(1)</script><img src=x onerror=alert(1)>"
    )
    page = client.get("/promises/imprint/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
