"""In another language every page speaks it: no English is left, times and numbers follow, text may run either way."""

import html
import re

import pytest
from django.utils import translation

from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea
from folkmoot.site import catalogues
from tests.house.routes import BACKEND, address_of, table
from tests.house.world import who

OF_PEOPLE = ("kit:kit", "notices:letter", "agreements:detail", "agreements:version")
ROLES = ("visitor", "ada", "cleo", "fay", "mia", "root")


@pytest.fixture
def things(furnished_world, db):
    return furnished_world


def english_only() -> set[str]:
    """Messages long enough to be known again, without places to fill, that read otherwise in Spanish."""
    return {
        one.id
        for one in catalogues.read("es")
        if isinstance(one.id, str)
        and len(one.id) > 14
        and not re.search(r"[%{]", one.id)
        and one.id != one.string
    }


def words_of(page: str) -> str:
    page = re.sub(r"<(script|style)\b.*?</\1>|<title>.*?</title>", " ", page, flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "\n", page)))


def test_every_page_speaks_spanish(things, client):
    english = english_only()
    left = set()
    for role in ROLES:
        client.logout()
        if role != "visitor":
            client.force_login(who(role), backend=BACKEND)
        for row in table():
            # What people wrote, examples, and a letter as it was sent stay as they are.
            if row.method == "GET" and row.route not in OF_PEOPLE:
                answer = client.get(
                    address_of(row.route, things, row.thing), headers={"Accept-Language": "es"}
                )
                if answer.headers["Content-Type"].startswith("text/html"):
                    said = words_of(answer.content.decode())
                    left |= {(row.route, message) for message in english if f" {message} " in said}
    assert left == set()


def test_a_reader_keeps_the_language_that_was_chosen(db, client):
    client.post("/language/", {"language": "es"}, headers={"Referer": "http://testserver/ideas/"})
    assert '<html lang="es"' in client.get("/").content.decode()


def test_a_language_that_is_not_there_changes_nothing(db, client):
    client.post("/language/", {"language": "xx"})
    assert '<html lang="en"' in client.get("/").content.decode()


def test_numbers_and_days_follow_the_language(db, garden, ada, client):
    idea = ideas.publish(ideas.draft(garden, by=ada, title="A bench", body=""), by=ada)
    Idea.objects.filter(pk=idea.pk).update(support_count=12345, published_at="2020-01-14T10:00:00Z")

    in_spanish = client.get(f"/ideas/{idea.pk}/", headers={"Accept-Language": "es"}).content.decode()

    assert "12.345" in in_spanish
    assert "hace" in in_spanish
    with translation.override("en"):
        assert "12,345" in client.get(f"/ideas/{idea.pk}/").content.decode()
