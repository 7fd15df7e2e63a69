"""Every list has words for when it is empty, and asks the database as often for many rows as for few."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.domains.communities import actions as communities
from folkmoot.domains.communities.models import Community
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.people import actions as people
from tests.house.routes import BACKEND, address_of, own_routes, table
from tests.house.world import who

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "folkmoot").rglob("templates/**/*.html"))
MANY = 25


@pytest.fixture
def things(furnished_world, db):
    return furnished_world


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "folkmoot")))
def test_a_list_that_is_cut_into_sheets_says_when_it_is_empty(template):
    text = template.read_text()
    if re.search(r"{% for \w+ in sheet\b", text):
        assert "empty(" in text or "{% else %}" in text, "Say what the list is for and what to do next."


def statements(client, things, person: str) -> dict[tuple[str, str], int]:
    """How many statements each page of the table takes, for this person."""
    client.force_login(who(person), backend=BACKEND)
    counts = {}
    for row in table():
        if row.method == "GET":
            address = address_of(row.route, things, row.thing)
            client.get(address)  # what is asked once and kept is not counted
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts[row.route, row.thing] = len(asked)
    return counts


def fill(things) -> None:
    """Much more of everything that people give."""
    households = Community.objects.get(slug="households")
    idea = Idea.objects.get(pk=things["idea"])
    for number in range(MANY):
        person = people.meet(f"more{number}@example.org", name=f"More {number}")
        one = ideas.draft(households, by=person, title=f"One more, number {number}", body="Some words.")
        ideas.publish(one, by=person)
        ideas.support(idea, by=person)
        discussions.post(idea, by=person, community=households, body=f"A word of {number}.")
        communities.invite(households, by=who("mia"), email=f"guest{number}@example.org")


@pytest.mark.parametrize("person", ["ada", "mia", "root"])
@pytest.mark.usefixtures("nothing_grows_old")
def test_no_page_asks_more_often_when_there_is_more(things, client, work, person):
    before = statements(client, things, person)
    fill(things)
    work()
    after = statements(client, things, person)

    # One more where a list now has a second sheet.
    grown = {page: (before[page], after[page]) for page in before if after[page] > before[page] + 1}
    assert grown == {}


def test_every_page_opens_where_nothing_is_yet(client, root):
    """An administrator alone, before anybody came: every page that needs no thing has its words."""
    client.force_login(root, backend=BACKEND)
    blank = [
        route
        for route, pattern in own_routes().items()
        if "<" not in pattern
        and route != "oembed"  # it asks for an address of ours in its query
        and any(row.route == route and row.method == "GET" for row in table())
        and client.get(f"/{pattern}").status_code not in (200, 302)
    ]
    assert blank == []
