"""The audit: written once, in keys and refs; read by administrators only."""

import csv
from io import StringIO

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.activity import audit
from folkmoot.activity.models import AuditEntry
from folkmoot.domains.people import actions, auditing, rules


def come_in(person, **more):
    browser = Client(**more)
    browser.post(actions.sign_in_link(person))
    return browser


@pytest.mark.parametrize(
    "statement",
    [
        "update activity_auditentry set what = 'x.y'",
        "delete from activity_auditentry",
        "truncate activity_auditentry",
    ],
)
def test_nobody_changes_what_was_noted(db, statement):
    audit.note("people.signed_in")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("what", ["signed in", "", "people", "people.<b>", "x" * 80])
def test_what_is_no_key_is_not_noted(db, what):
    with pytest.raises(ValueError, match="no key"):
        audit.note(what)


@pytest.mark.parametrize("fact", ["a sentence of somebody", "x" * 101, "é", "<b>"])
def test_no_words_of_people_are_noted(db, fact):
    with pytest.raises(ValueError, match="no short fact"):
        audit.note("people.signed_in", said=fact)


def test_a_sign_in_is_noted_with_its_network_only(ada):
    come_in(ada, REMOTE_ADDR="203.0.113.77")
    entry = AuditEntry.objects.get(what="people.signed_in")
    assert (entry.who, entry.network, entry.facts) == (
        f"people.person/{ada.pk}",
        "203.0.113.0/24",
        {"by": "link"},
    )


def test_a_failed_sign_in_keeps_no_address_that_was_typed(ada, client):
    client.post("/account/login/", {"login": "ada@example.org", "password": "wrong"})
    client.post("/account/login/", {"login": "nobody@example.org", "password": "wrong"})
    entries = AuditEntry.objects.filter(what="people.sign_in_failed")
    assert entries.count() == 2
    assert "example.org" not in str(list(entries.values()))
    assert len({entry.facts["account"] for entry in entries}) == 2


def test_outside_a_request_no_network_is_noted(ada):
    come_in(ada, REMOTE_ADDR="203.0.113.77")
    assert audit.note("backup.made").network == ""


def test_only_administrators_may_audit(cast):
    assert [name for name, person in cast.items() if rules.may_audit(person)] == ["root"]


@pytest.mark.parametrize("page", ["/audit/", "/audit.csv"])
def test_others_are_refused_and_visitors_sent_to_sign_in(page, ada, root, client):
    assert client.get(page).url.startswith("/account/login/")
    assert come_in(ada).get(page).status_code == 403
    answer = come_in(root).get(page)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_filters_are_in_the_address(ada, ben, root):
    come_in(ada)
    come_in(ben)
    browser = come_in(root)
    only_ada = browser.get("/audit/", {"who": "ada@example.org", "what": "people.signed_in"}).text
    rows = only_ada.partition("<tbody>")[2].partition("</tbody>")[0]
    assert "Ada" in rows
    assert "Ben" not in rows
    assert "Nothing fits" in browser.get("/audit/", {"until": "2001-01-01"}).text
    assert "Nothing fits" in browser.get("/audit/", {"who": "nobody at all"}).text


@pytest.mark.parametrize(
    "query", ["?since=x", "?page=-1", "?page=%00", "?what=%00", "?who=%27%20or%201=1", "?until=9999-12-31"]
)
def test_nonsense_in_the_address_breaks_nothing(root, query):
    assert come_in(root).get(f"/audit/{query}").status_code == 200


def test_roles_that_the_stream_tells_of_are_shown_once(garden, root):
    rows = come_in(root).get("/audit/", {"what": "people.person.made_administrator"}).text
    assert rows.partition("<tbody>")[2].count("<tr>") == 1


def test_a_page_has_fifty_and_a_bounded_number_of_statements(root, django_assert_max_num_queries):
    for _ in range(120):
        audit.note("people.signed_out", who=root, about=root)
    browser = come_in(root)
    browser.get("/audit/")
    with django_assert_max_num_queries(9):
        page = browser.get("/audit/").text
    assert page.partition("<tbody>")[2].count("<tr>") == 50
    assert "page=2" in page


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(cell):
    assert not auditing.harmless(cell).lstrip(" ").startswith(tuple("=+-@\t\r＝＋－＠"))
    text = auditing.csv_of([(auditing.datetime(2026, 1, 1), cell, "", "", "", "")])
    read = list(csv.reader(StringIO(text)))
    assert len(read) >= 2
