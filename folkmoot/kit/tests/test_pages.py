"""Pages, their blocks alone, and the words of the environment."""

import pytest
from django.http import HttpRequest, QueryDict
from django.template import engines
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails
from jinja2 import DictLoader, UndefinedError

from folkmoot.kit import pages, slots

PARTS = {
    "site/layout.html": "<html>{% block title %}{% endblock %}{% block main %}{% endblock %}</html>",
    "words.html": "{% macro shout(text) %}<b>{{ text }}!</b>{% endmacro %}",
    "idea.html": "{# An idea. #}\n{% extends 'site/layout.html' %}\n{% from 'words.html' import shout %}\n"
    "{% set limit = 3 %}\n{% block title %}T{% endblock %}\n"
    "{% block main %}<h1>{{ title }}</h1>{% block support %}{{ shout(title) }}{{ limit }}{{ csrf_input }}"
    "{% endblock %}{% endblock %}",
    "slotted.html": "{{ slot('a.slot', 'the thing') }}",
    "filler.html": "[{{ thing }} {{ more }} {{ request.path }}]",
}


@pytest.fixture(autouse=True)
def _parts(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = engines["jinja2"].env
    monkeypatch.setattr(environment, "loader", DictLoader(PARTS))
    monkeypatch.setattr(environment, "cache", {})


def asked(htmx: bool = False, **headers: str) -> HttpRequest:
    request = RequestFactory().get(
        "/ideas/1/", headers={**({"HX-Request": "true"} if htmx else {}), **headers}
    )
    request.htmx = HtmxDetails(request)
    request._messages = []
    return request


def test_a_block_alone_knows_what_its_page_imports_and_sets() -> None:
    alone = pages.render_block(asked(), "idea.html", "support", {"title": "<Rain>"})
    assert alone.startswith('<b>&lt;Rain&gt;!</b>3<input type="hidden" name="csrfmiddlewaretoken"')


def test_htmx_gets_the_block_and_everybody_else_the_page() -> None:
    whole = pages.page(asked(), "idea.html", {"title": "Rain"}, block="support").content.decode()
    part = pages.page(asked(htmx=True), "idea.html", {"title": "Rain"}, block="support")
    assert whole.startswith("<html>T<h1>Rain</h1>")
    assert part.content.decode().startswith("<b>Rain!</b>")
    assert part["Vary"] == "HX-Request"


def test_a_page_that_htmx_asks_for_whole_comes_whole() -> None:
    for header in ({"HX-Boosted": "true"}, {"HX-History-Restore-Request": "true"}):
        answer = pages.page(asked(htmx=True, **header), "idea.html", {"title": "Rain"}, block="support")
        assert answer.content.startswith(b"<html>")


def test_a_missing_block_and_a_missing_variable_are_errors() -> None:
    with pytest.raises(KeyError, match=r"idea\.html has no block named vote"):
        pages.render_block(asked(), "idea.html", "vote", {"title": "Rain"})
    with pytest.raises(UndefinedError):
        pages.render_block(asked(), "idea.html", "support", {})


def test_a_slot_renders_what_rooms_put_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_fillers", slots.defaultdict(dict))
    monkeypatch.setattr(slots, "_in_order", {})
    slots.fills("a.slot")(lambda request, thing: slots.Filling("filler.html", {"more": "<b>"}))
    template = engines["jinja2"].get_template("slotted.html")
    assert template.render({}, asked()) == "[the thing &lt;b&gt; /ideas/1/]"


def test_attributes_are_escaped_and_empty_ones_left_out() -> None:
    given = {"hx_post": '/a?b="1"', "checked": True, "id": "", "max": None, "open": False, "value": 0}
    assert pages.attributes(given) == ' hx-post="/a?b=&#34;1&#34;" checked value="0"'


def test_a_query_keeps_its_other_parts() -> None:
    query = QueryDict("state=live&tag=a&tag=b&page=1")
    assert pages.querystring(query, page=2) == "?state=live&tag=a&tag=b&page=2"
    assert pages.querystring(query, page=None, tag=None) == "?state=live"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Okafor", "AO"),
        ("Gentle", "G"),
        ("Jun van der Tanaka", "JT"),
        ("émile", "É"),
        ("(x) y", "Y"),
        ("?", "?"),
    ],
)
def test_a_face_has_one_or_two_letters(name: str, letters: str) -> None:
    assert pages.initials(name) == letters
