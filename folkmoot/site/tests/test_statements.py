"""How many statements the pages that everybody asks for cost: few, and the same with one row as with many.

Read again by a database of 50,000 ideas, with the plan of each: ``benchmarks/scaling.py``.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.activity import keeping
from folkmoot.domains.discussions import actions as talk
from folkmoot.domains.ideas import actions as ideas

pytestmark = pytest.mark.usefixtures("nothing_grows_old")
BACKEND = "django.contrib.auth.backends.ModelBackend"
TRANSACTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@pytest.fixture
def few(garden, ada, ben):
    return filled(garden, ada, ben, ideas_there=1, comments=1)


@pytest.fixture
def many(garden, ada, ben):
    return filled(garden, ada, ben, ideas_there=45, comments=200)


def filled(garden, ada, ben, *, ideas_there, comments):
    for number in range(ideas_there):
        idea = ideas.publish(ideas.draft(garden, by=ada, title=f"A tap {number}", body="For all."), by=ada)
        ideas.support(idea, by=ben)
    for number in range(comments):
        talk.post(idea, by=ben if number % 2 else ada, community=garden, body=f"Yes, {number}.")
    return idea


def statements(client: Client, path: str, form: dict[str, str] | None = None) -> int:
    """Of a visit after the first one, with nothing kept from it."""
    ask = (lambda: client.post(path, form)) if form else (lambda: client.get(path))
    ask()
    keeping.shelf.clear()
    with CaptureQueriesContext(connection) as found:
        answer = ask()
    assert answer.status_code in (200, 302)
    return sum(not one["sql"].lstrip().startswith(TRANSACTIONS) for one in found.captured_queries)


def member(person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


@pytest.mark.parametrize("size", ["few", "many"])
def test_the_list_costs_three_a_member_as_well(size, request, ben):
    request.getfixturevalue(size)
    for path in ("/ideas/", "/ideas/in/garden/", "/ideas/?sort=support", "/ideas/?page=2"):
        assert statements(Client(), path) <= 3
        assert statements(member(ben), path) <= 3


@pytest.mark.parametrize("size", ["few", "many"])
def test_an_idea_costs_three_a_member_as_well(size, request, ben):
    path = request.getfixturevalue(size).get_absolute_url()
    assert statements(Client(), path) <= 3
    assert statements(member(ben), path) <= 3


@pytest.mark.parametrize("size", ["few", "many"])
def test_a_comment_costs_five(size, request, ben):
    idea = request.getfixturevalue(size)
    form = {"subject": f"ideas.idea/{idea.pk}", "body": "One more."}
    assert statements(member(ben), "/discussions/post/", form) <= 5
