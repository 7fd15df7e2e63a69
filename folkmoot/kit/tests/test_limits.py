"""Limits hold over processes, whatever the spelling; nobody reads from the table who asked."""

import threading
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, connections
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.kit import asking, limits
from folkmoot.kit.limits import Limit
from folkmoot.kit.models import Allowance

TABLE = {
    "guard": (Limit("guard", 60, per_address=3, per_typed=2, typed="login"),),
    "search": (Limit("find", 60, per_address=2, asks="q", fails_open=True),),
}
urlpatterns = [
    path("guard/", lambda request: HttpResponse("in"), name="guard"),
    path("search/", lambda request: HttpResponse("found"), name="search"),
    path("", include("folkmoot.site.urls")),
]
HERE = {"ROOT_URLCONF": __name__, "FOLKMOOT_LIMITS": f"{__name__}.TABLE"}


@pytest.fixture
def client(db):
    with override_settings(**HERE):
        yield Client()


def test_what_is_too_often_is_refused_in_words_with_the_time_to_wait(client):
    assert [client.post("/guard/").status_code for _ in range(3)] == [200] * 3
    refused = client.post("/guard/")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert "Please try again in " in refused.text
    assert "no-store" in refused["Cache-Control"]


def test_htmx_is_told_among_the_messages(client):
    for _ in range(3):
        client.post("/guard/")
    refused = client.post("/guard/", headers={"HX-Request": "true"})
    assert (refused.status_code, refused["HX-Retarget"]) == (429, "#messages")
    assert "<html" not in refused.text


def test_when_the_time_is_over_it_is_allowed_again(client):
    for _ in range(4):
        client.post("/guard/")
    limits.let_run_out()
    assert client.post("/guard/").status_code == 200


def test_reading_is_not_counted_unless_it_asks(client):
    assert [client.get("/guard/").status_code for _ in range(6)] == [200] * 6
    assert [client.get("/search/").status_code for _ in range(6)] == [200] * 6
    assert [client.get("/search/?q=bench").status_code for _ in range(3)] == [200, 200, 429]


def test_a_search_costs_one_statement_and_a_list_none(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/search/")
    with django_assert_num_queries(1):
        client.get("/search/?q=bench")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_method_that_writes_goes_around_it(client, method):
    for _ in range(3):
        client.post("/guard/")
    assert getattr(client, method)("/guard/").status_code == 429


def test_an_address_without_its_slash_is_no_way_around(client):
    for _ in range(3):
        client.post("/guard/")
    assert client.post("/guard").status_code == 301  # sent on to the page, where a post is counted again
    assert client.post("/guard/").status_code == 429


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "True-Client-IP"]
)
def test_a_header_does_not_make_somebody_else(client, header):
    answers = [client.post("/guard/", headers={header: f"203.0.113.{n}"}).status_code for n in range(4)]
    assert answers == [200, 200, 200, 429]


def test_behind_one_proxy_of_ours_the_last_hop_counts_and_nothing_before_it(client):
    with override_settings(FOLKMOOT_TRUSTED_PROXIES=1):
        forged = [
            client.post("/guard/", headers={"X-Forwarded-For": f"10.0.0.{n}, 198.51.100.7"}).status_code
            for n in range(4)
        ]
        other = client.post("/guard/", headers={"X-Forwarded-For": "198.51.100.8"}).status_code
    assert (forged, other) == ([200, 200, 200, 429], 200)


def test_a_household_of_ipv6_is_one(client):
    answers = [client.post("/guard/", REMOTE_ADDR=f"2001:db8:1:2::{n}").status_code for n in range(1, 5)]
    assert answers == [200, 200, 200, 429]
    assert client.post("/guard/", REMOTE_ADDR="2001:db8:1:3::1").status_code == 200


def test_an_account_is_one_from_everywhere_and_however_it_is_typed(client):
    spellings = [
        "mia.torres@example.org",
        " MIA.Torres@Example.org",
        "mía.torres+x@example.org",
        "miatorres@example.org",
    ]
    answers = [
        client.post("/guard/", {"login": typed}, REMOTE_ADDR=f"192.0.2.{n}").status_code
        for n, typed in enumerate(spellings)
    ]
    assert answers == [200, 200, 429, 429]


@given(st.text(max_size=60))
def test_an_account_is_the_same_in_capitals_and_with_dots(typed):
    assert limits.account_of(limits.account_of(typed)) == limits.account_of(typed)
    assert limits.account_of(f" {typed} ") == limits.account_of(typed)


def test_the_table_holds_no_address_and_no_account(client):
    Allowance.objects.all().delete()
    client.post("/guard/", {"login": "mia@example.org"}, REMOTE_ADDR="192.0.2.77")
    kept = " ".join(Allowance.objects.values_list("key", flat=True))
    assert len(kept.split()) == 2
    assert "192.0.2" not in kept
    assert "mia" not in kept


def broken(execute, sql, params, many, context):
    if "kit_allowance" in sql:
        raise OperationalError("the table cannot be asked")
    return execute(sql, params, many, context)


def test_what_guards_an_account_stays_shut_when_nobody_can_say(client):
    with connection.execute_wrapper(broken):
        refused = client.post("/guard/")
    assert refused.status_code == 503
    assert refused["Retry-After"]


def test_reading_goes_on_when_nobody_can_say(client):
    with connection.execute_wrapper(broken):
        assert client.get("/search/?q=bench").status_code == 200


def test_what_has_run_out_is_forgotten_and_what_runs_stays(client):
    client.post("/guard/")
    limits.let_run_out()
    client.post("/guard/", REMOTE_ADDR="192.0.2.9")
    limits.forget()
    assert Allowance.objects.count() == 1


def in_threads(number, work):
    """Each in a connection of its own, all at once; what they wrote stays, so it must be taken away again."""
    start, done = threading.Barrier(number), []

    def run():
        start.wait()
        try:
            done.append(work())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


@pytest.mark.django_db
def test_requests_that_come_at_once_are_counted_one_by_one():
    """Twenty connections ask together: as many pass as may, not one more."""
    limit = Limit(f"race {uuid4()}", 60, per_address=7)
    asked = RequestFactory().post("/", REMOTE_ADDR="192.0.2.1")
    try:
        passed = in_threads(20, lambda: limits.wait_for(limit, asked) == 0)
    finally:
        keys = list(limits._keys(limit, asked))
        gone = in_threads(1, lambda: Allowance.objects.filter(key__in=keys).delete()[0])
    assert sorted(passed) == [False] * 13 + [True] * 7
    assert gone == [1]


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2::9", "2001:db8:1::/48"), ("unknown", "unknown")],
)
def test_an_audit_keeps_an_address_without_its_last_part(address, network):
    assert asking.network_of(address) == network
