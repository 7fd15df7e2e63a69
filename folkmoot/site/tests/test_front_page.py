"""The front page: a stranger sees what this is, what came of what others gave, and one thing to do."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.activity import keeping
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.people.models import Person


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def told(demo_world, db):
    """The demo world."""


def test_a_stranger_sees_what_it_is_what_came_of_it_and_what_is_asked(told, client):
    shown = text_of(client.get("/"))

    order = [
        shown.index(part)
        for part in (
            "<h1",
            "button--main",
            'data-kpi="share_answered',
            "You said, and what came of it",
            "What do you think of these?",
            "Who you can talk to",
        )
    ]
    assert order == sorted(order)
    assert "We did not, because" in shown
    assert "Fay Lindqvist" in shown
    assert "to 56%" in shown  # no number without its interval


def test_there_is_one_main_button(told, client):
    assert len(re.findall(r"\bbutton--main\b", text_of(client.get("/")))) == 1


def test_the_main_button_leads_into_the_only_community_there_is(client, garden):
    assert 'href="/ideas/in/garden/draft/"' in text_of(client.get("/"))


def test_it_takes_a_bounded_number_of_statements(told, client):
    client.get("/")
    keeping.shelf.clear()
    keeping.remembered.clear()
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    ben = Person.objects.get(email="ben@brightwater.example")
    ada = Person.objects.get(email="ada@brightwater.example")
    place = ada.ideas.first().community
    for number in range(12):
        one = ideas.publish(ideas.draft(place, by=ada, title=f"One more, number {number}"), by=ada)
        ideas.support(one, by=ben)
    with CaptureQueriesContext(connection) as many:
        client.get("/")

    assert len(few) <= 12
    assert len(many) == len(few)


def test_an_idea_that_is_not_for_everybody_is_not_asked_of_a_stranger(client, workshop, eva, enter):
    ideas.publish(ideas.draft(workshop, by=eva, title="A secret lathe"), by=eva)

    assert "A secret lathe" not in text_of(client.get("/"))
    assert "A secret lathe" in text_of(enter(eva).get("/"))


def test_where_nothing_is_yet_a_visitor_is_told_so_and_an_administrator_what_to_do(client, db, root, enter):
    seen = text_of(client.get("/"))
    assert "Nothing is asked here yet" in seen
    assert "button--main" not in seen  # nothing can be given yet
    assert "/communities/playbooks/" not in seen

    seen = text_of(enter(root).get("/"))
    assert "/communities/playbooks/" in seen
    assert "Nothing is asked here yet" not in seen


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("ada", ["/numbers/", "/me/"], ["/brand/", "/first-hour/", "/audit/"]),
        ("mia", ["/me/", "/first-hour/"], ["/brand/", "/audit/"]),
        ("root", ["/me/", "/first-hour/", "/brand/", "/audit/"], []),
    ],
)
def test_more_holds_what_somebody_has_a_use_for(garden, cast, enter, who, shown, hidden):
    page = text_of(enter(cast[who]).get("/ideas/"))
    menu = re.search(r'<nav class="menu" id="more" popover.*?</nav>', page, re.S)[0]

    assert 'popovertarget="more"' in page
    assert [href for href in shown if f'href="{href}"' not in menu] == []
    assert [href for href in hidden if f'href="{href}"' in menu] == []


def test_a_visitor_has_all_links_in_view_and_no_menu(client, db):
    page = text_of(client.get("/ideas/"))
    assert "popovertarget" not in page
    assert re.search(r'<nav class="links".*href="/numbers/".*?</nav>', page, re.S)
