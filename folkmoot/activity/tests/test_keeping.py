"""A stranger's page is kept while nothing happens: never anybody's own, never stale, never with another's token."""

import json
import re
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.activity import keeping
from folkmoot.domains.discussions import actions as talk
from folkmoot.domains.ideas import actions as ideas
from folkmoot.kit.preparing import compiled

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def idea(garden, ada):
    return ideas.publish(ideas.draft(garden, by=ada, title="A tap in the park", body="For all."), by=ada)


def token_of(page) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([\w-]+)"', page.text)[1]


def test_the_next_stranger_is_shown_what_the_first_one_saw_by_one_statement(idea):
    first = Client().get("/ideas/")
    with CaptureQueriesContext(connection) as statements:
        second = Client().get("/ideas/")
    assert len(statements) == 1
    assert second.text.replace(token_of(second), "") == first.text.replace(token_of(first), "")
    assert "A tap in the park" in second.text


def test_each_has_a_token_of_their_own_that_works(idea):
    one, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    tokens = [token_of(visitor.get("/ideas/")) for visitor in (one, other)]
    assert keeping.shelf.size > 0
    form = {"language": "en", "next": "/ideas/"}
    assert one.post("/language/", form | {"csrfmiddlewaretoken": tokens[0]}).status_code == 302
    assert one.post("/language/", form | {"csrfmiddlewaretoken": tokens[1]}).status_code == 403


def test_the_page_that_says_that_nothing_is_there_has_a_token_that_works(idea):
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get("/ideas/987654/")
    assert page.status_code == 404
    form = {"language": "en", "csrfmiddlewaretoken": token_of(page)}
    assert visitor.post("/language/", form).status_code == 302


def test_what_happens_is_seen_at_once(idea, garden, ben, client):
    path = idea.get_absolute_url()
    before = client.get(path).text
    talk.post(idea, by=ben, community=garden, body="I bring cups.")
    ideas.support(idea, by=ben)
    assert "I bring cups." not in before
    assert "I bring cups." in client.get(path).text
    assert "<strong>1</strong>" in client.get("/ideas/").text
    ideas.withdraw(idea, by=idea.author, reason="Done.")
    assert client.get(path).status_code == 404
    assert "A tap in the park" not in client.get("/ideas/").text


def test_an_activity_that_was_committed_late_is_noticed(idea, ben):
    """Two transactions take their numbers in one order and end in the other."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('activity_activity_id_seq')")
        (early,) = cursor.fetchone()
        ideas.support(idea, by=ben)
        before = keeping.end_of_the_stream()
        cursor.execute(
            "insert into activity_activity select %s, recorded_at, happened_at, verb, actor, object, target, context,"
            " seal, is_imported, details from activity_activity order by id desc limit 1",
            [early],
        )
    assert keeping.end_of_the_stream() != before


def test_after_two_quiet_hours_the_end_of_the_stream_is_read_without_the_rest_of_the_month(idea, ben):
    """By the plan that the database keeps for whoever asks often, which does not know how little happened lately."""
    ideas.support(idea, by=ben)
    once, (since,) = compiled(keeping.recent())
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into activity_activity select nextval('activity_activity_id_seq'),"
            " recorded_at - interval '3 hours', happened_at, verb, actor, object, target, context,"
            " seal, is_imported, details"
            " from activity_activity, generate_series(1, 2000)"
        )
        cursor.execute("analyze activity_activity")
        cursor.execute("set local plan_cache_mode = force_generic_plan")
        cursor.execute(f"prepare quiet(timestamptz) as select {once.column.replace('%s', '$1')}")
        cursor.execute(f"explain (analyze, format json) execute quiet('{since.isoformat()}')")
        (plan,) = cursor.fetchone()
        cursor.execute("deallocate quiet")
    assert '"Index Only Scan"' in json.dumps(plan)
    assert '"Sort"' not in json.dumps(plan)
    assert '"Rows Removed by Filter"' not in json.dumps(plan)


def test_whoever_signed_in_gets_their_own_page_and_leaves_nothing_of_it(idea, ben):
    stranger, member = Client(), Client()
    stranger.get("/ideas/")
    member.force_login(ben, backend=BACKEND)
    mine = member.get("/ideas/")
    assert "Sign out" in mine.text
    assert "Sign out" not in stranger.get("/ideas/").text
    ideas.support(idea, by=ben)
    assert 'aria-pressed="true"' in member.get("/ideas/").text
    assert 'aria-pressed="true"' not in stranger.get("/ideas/").text


def test_light_language_and_fragments_are_pages_of_their_own(idea):
    english, spanish, dark = Client(), Client(headers={"Accept-Language": "es"}), Client()
    dark.cookies["scheme"] = "dark"
    assert 'lang="en"' in english.get("/ideas/").text
    assert 'lang="es"' in spanish.get("/ideas/").text
    assert 'data-scheme="dark"' in dark.get("/ideas/").text
    assert "<html" not in english.get("/ideas/", headers={"HX-Request": "true"}).text
    assert 'data-scheme="dark"' not in english.get("/ideas/").text


def test_a_word_for_one_visitor_is_not_kept_for_the_next(idea):
    told = Client()
    told.cookies["messages"] = "anything that this house does not know"
    told.get("/ideas/")
    assert keeping.shelf.size == 0


def test_it_holds_a_minute(idea, monkeypatch):
    Client().get("/ideas/")
    later = time.monotonic() + keeping.SECONDS + 1
    monkeypatch.setattr(keeping.time, "monotonic", lambda: later)
    with CaptureQueriesContext(connection) as statements:
        Client().get("/ideas/")
    assert len(statements) > 1


def test_what_is_remembered_is_made_anew_when_something_happened():
    made = iter("abcd")
    remember = lambda last: keeping.remember("alike", last, lambda: next(made))  # noqa: E731
    nothing = [None, None]
    assert [remember([2, 3]), remember([2, 3]), remember([3, 5]), remember(nothing)] == ["a", "a", "b", "c"]


def test_where_nothing_happened_the_stream_has_no_end(db):
    assert keeping.end_of_the_stream() == (None, None)
