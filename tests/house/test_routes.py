"""Every own route stands in a table, route x role -> answer, which the whole cast walks."""

import pytest
from django.http import HttpResponse
from django.test import Client

from folkmoot.domains.people.models import Person
from tests.house.routes import ROLES, Row, address_of, ask, own_routes, table, word_for
from tests.house.world import BODIES


@pytest.fixture
def things(furnished_world, db):
    return furnished_world


def test_every_route_stands_in_the_table():
    assert set(own_routes()) - {row.route for row in table()} == set(), (
        "Add a row to tests/house/routes.txt for each: the walk prints what it answers."
    )


def test_the_table_names_no_route_twice_and_none_that_is_gone():
    rows = [(row.method, row.route, row.thing) for row in table()]
    assert {route for _, route, _ in rows} <= set(own_routes())
    assert [row for row in rows if rows.count(row) > 1] == []


def test_everybody_gets_the_answer_of_the_table(things, client, settings):
    """The table decides: a page, a refusal, a request to sign in, or no sign that the thing is there."""
    client.raise_request_exception = False
    wrong = []
    for row in table():
        body = BODIES.get((row.route, row.thing)) or BODIES.get(row.route, {})
        address = address_of(row.route, things, row.thing)
        given = tuple(
            word_for(ask(client, who, row.method, address, body(things) if callable(body) else body))
            for who in ROLES
        )
        if given != row.answers:
            wrong.append(str(Row(row.method, row.route, row.thing, given)))
    assert wrong == [], "\n" + "\n".join(wrong)


def is_closed(answer: HttpResponse) -> bool:
    """Not allowed; or what is sensitive asks for a fresh sign-in before it looks at the method."""
    return answer.status_code == 405 or answer.headers.get("Location", "").startswith("/me/sign-in-again/")


def test_what_is_not_in_the_table_is_not_allowed(things, client):
    """A method without a row is refused with 405, so that no door stands open unseen."""
    root = Person.objects.get(email="root@brightwater.example")
    client.force_login(root, backend="django.contrib.auth.backends.ModelBackend")
    known = {(row.method, row.route) for row in table()}
    thing_of = {row.route: row.thing for row in table()}
    open_doors = [
        (method, route)
        for route in own_routes()
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        if (method, route) not in known
        and not is_closed(client.generic(method, address_of(route, things, thing_of[route])))
    ]
    assert open_doors == []


def test_a_form_without_its_token_is_refused_everywhere(things):
    """Cross-site forms: every POST of the table, as the person who may do most."""
    browser = Client(enforce_csrf_checks=True)
    root = Person.objects.get(email="root@brightwater.example")
    browser.force_login(root, backend="django.contrib.auth.backends.ModelBackend")
    let_in = [
        row.route
        for row in table()
        if row.method == "POST"
        and browser.post(address_of(row.route, things, row.thing), {}).status_code != 403
    ]
    # A mail program ends letters by one click, without a page before (RFC 8058): its address proves itself.
    assert set(let_in) == {"notices:unsubscribe"}
