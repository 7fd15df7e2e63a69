"""Going somewhere by its name: what may not be seen is not found; a page without script, a fragment for the element."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.insights.models import Insight

FRAGMENT = {"HX-Request": "true"}


def found(client, words="", **headers) -> str:
    return client.get("/go/", {"text": words}, headers=headers).content.decode()


@pytest.fixture
def secret(workshop, eva):
    """An idea and an insight of a community by invitation."""
    idea = ideas.publish(ideas.draft(workshop, by=eva, title="Quiet turbine"), by=eva)
    Insight.objects.create(community=workshop, title="Quiet turbines are wanted", made_by=eva)
    return idea


def test_it_finds_pages_communities_ideas_and_insights(garden, ada, client):
    idea = ideas.publish(ideas.draft(garden, by=ada, title="A garden bench"), by=ada)
    insight = Insight.objects.create(community=garden, title="The garden lacks seats", made_by=ada)

    shown = found(client, "garden")
    for address in (garden.get_absolute_url(), idea.get_absolute_url(), insight.get_absolute_url()):
        assert f'href="{address}"' in shown
    assert 'href="/numbers/"' in found(client, "numb")


@pytest.mark.parametrize("words", ["turbine", "workshop", ""])
def test_what_somebody_may_not_see_is_never_found(secret, ada, eva, enter, client, words):
    for headers in ({}, FRAGMENT):
        shown = found(client, words, **headers) + found(enter(ada), words, **headers)
        client.logout()
        assert "Quiet turbine" not in shown
        assert "The workshop" not in shown
    assert "workshop" in found(enter(eva), words)


def test_a_draft_is_not_found(garden, ada, ben, enter):
    ideas.draft(garden, by=ada, title="Still thinking")
    assert "Still thinking" not in found(enter(ben), "thinking")


@pytest.mark.parametrize(
    ("who", "path", "is_there"),
    [
        (None, "/desk/", False),
        ("ada", "/notices/", True),
        ("ada", "/brand/", False),
        ("mia", "/first-hour/", True),
        ("mia", "/outbox/", False),
        ("root", "/brand/", True),
        ("root", "/outbox/", True),
    ],
)
def test_only_pages_that_somebody_has_a_use_for_are_listed(garden, cast, enter, client, who, path, is_there):
    main = found(enter(cast[who]) if who else client).split("<main", 1)[1]
    assert (f'href="{path}"' in main) is is_there


def test_without_script_it_is_a_page_with_a_form(client, garden):
    page = found(client, "garden")
    assert "<html" in page
    assert 'action="/go/"' in page
    assert 'value="garden"' in page
    assert "role=" not in page.split("<main", 1)[1].split("<footer")[0].replace('role="search"', "").replace(
        'role="status"', ""
    )


def test_the_element_gets_a_combobox_and_its_list(client, garden):
    answer = client.get("/go/", {"text": "garden"}, headers=FRAGMENT)
    shown = answer.content.decode()
    assert "<html" not in shown
    assert answer["Vary"].startswith("HX-Request")
    controlled = re.search(r'role="combobox"[^>]*aria-controls="([^"]+)"', shown)[1]
    assert f'id="{controlled}" role="listbox"' in shown
    options = re.findall(r'role="option" id="([^"]+)"', shown)
    assert options
    assert len(set(options)) == len(options)
    assert f"{len(options)} found" in shown


def test_nothing_found_is_said(client, db):
    assert "Nothing found" in found(client, "zzzzqqq")
    assert "Nothing found" in found(client, "zzzzqqq", **FRAGMENT)


@pytest.mark.parametrize("words", ["\x00", "a" * 5000, "'; drop table", "%_", "<script>alert(1)</script>"])
def test_whatever_is_typed_is_only_words(client, garden, words):
    answer = client.get("/go/", {"text": words})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_it_asks_as_often_however_much_there_is(garden, ada, client):
    def statements() -> int:
        client.get("/go/?text=bench")
        with CaptureQueriesContext(connection) as asked:
            client.get("/go/?text=bench")
        return len(asked)

    ideas.publish(ideas.draft(garden, by=ada, title="A bench"), by=ada)
    few = statements()
    for number in range(12):
        ideas.publish(ideas.draft(garden, by=ada, title=f"A bench, number {number}"), by=ada)
    assert statements() == few
    assert few <= 10  # one for each kind; the rest is what reading meaning takes


def test_the_keys_are_a_page_and_a_fragment_that_can_be_switched_off(client, db):
    page = client.get("/keys/").content.decode()
    assert "<html" in page
    assert "<kbd>Ctrl</kbd>" in page

    fragment = client.get("/keys/", headers=FRAGMENT).content.decode()
    assert "<html" not in fragment
    assert 'id="keys-on"' in fragment


@pytest.mark.parametrize("path", ["/", "/ideas/"])
def test_every_page_leads_there_without_script(client, db, path):
    page = client.get(path).content.decode()
    assert re.search(r'<go-to><a[^>]* href="/go/" aria-keyshortcuts="Control\+K Meta\+K">', page)
    assert '<key-help><a href="/keys/">' in page
