"""Finding ideas: by words, by meaning, by state; all of it in the address."""

import pytest

from folkmoot.domains.ideas import actions
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.ideas.search import search
from folkmoot.kit import finders


@pytest.fixture
def ideas(ada, garden):
    made = {}
    for title, body in (("A bee hotel", "Wood and reed"), ("Más árboles", "En la plaza"), ("Late buses", "")):
        made[title] = actions.publish(actions.draft(garden, by=ada, title=title, body=body), by=ada)
    return made


def test_words_are_found_in_title_and_text_with_accents_and_capitals(ideas):
    assert [i.title for i in Idea.objects.with_words("REED")] == ["A bee hotel"]
    assert [i.title for i in Idea.objects.with_words("ÁRBOLES")] == ["Más árboles"]
    assert [i.title for i in Idea.objects.with_words('"bee hotel"')] == ["A bee hotel"]
    assert not Idea.objects.with_words("bee -hotel")


def test_what_holds_the_words_comes_before_what_means_the_same(ideas, monkeypatch):
    near = [ideas["Late buses"].pk, ideas["A bee hotel"].pk]
    monkeypatch.setitem(finders._finders, "ideas.idea", lambda words, limit: near)

    assert [i.title for i in search(Idea.objects.published(), "bee")] == ["A bee hotel", "Late buses"]


def test_a_search_for_which_nobody_had_time_is_asked_again(ideas, client, monkeypatch):
    answers = iter([[], [ideas["Late buses"].pk]])
    monkeypatch.setitem(finders._finders, "ideas.idea", lambda words, limit: next(answers))

    first, second, third = (
        client.get(f"/ideas/?q=punctual{page}").text for page in ("", "&page=1", "&page=01")
    )

    assert "Late buses" not in first
    assert "Late buses" in second
    assert "Late buses" in third  # asked twice, and remembered then


def test_filters_stand_in_the_address(ideas, fay, client):
    actions.move(ideas["Late buses"], by=fay, state="declined", reason="Not ours.")

    page = client.get("/ideas/?state=declined").text

    assert "Late buses" in page
    assert "A bee hotel" not in page


@pytest.mark.parametrize(
    "address", ["/ideas/?page=99", "/ideas/?page=x", "/ideas/?state=nonsense", "/ideas/?q=%00"]
)
def test_a_strange_address_is_no_error(ideas, client, address):
    assert client.get(address).status_code == 200


def test_nothing_found_says_what_to_do(ideas, client, monkeypatch):
    monkeypatch.setitem(finders._finders, "ideas.idea", lambda words, limit: [])
    assert "Try other words" in client.get("/ideas/?q=zebra").text
