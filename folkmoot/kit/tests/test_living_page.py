"""The living page shows every component, and costs no query."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from jinja2 import nodes

from folkmoot.kit import showroom
from folkmoot.kit.icons import DRAWINGS, icon

TEMPLATES = Path(showroom.__file__).parent / "templates/kit"


@pytest.fixture
def shown(db: None) -> str:
    visitor = Client()
    visitor.get(reverse("kit:kit"))  # what every page shows of the house is read once
    with CaptureQueriesContext(connection) as statements:
        page = visitor.get(reverse("kit:kit")).content.decode()
    assert len(statements) == 0
    return page


def test_it_works_for_a_visitor_without_any_query(shown: str) -> None:
    assert "<h1>The kit</h1>" in shown
    assert "&lt;button" not in re.sub(r"<pre.*?</pre>", "", shown, flags=re.S)


def test_every_macro_is_shown(shown: str) -> None:
    environment = engines["jinja2"].env
    missing = []
    for file in TEMPLATES.glob("*.html"):
        for macro in environment.parse(file.read_text()).find_all(nodes.Macro):
            calls = rf"\b{macro.name}\("
            shown_calls = " ".join(one.read_text() for one in (TEMPLATES / "shown").glob("*.html"))
            if not macro.name.startswith("_") and not re.search(calls, shown_calls):
                missing.append(f"{file.name}: {macro.name}")
    assert missing == []


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    named = {
        name
        for file in TEMPLATES.parents[2].rglob("templates/**/*.html")
        for name in re.findall(r"""icon(?:_name)?(?:\(|=)["'](\w+)["']""", file.read_text())
    }
    assert named
    assert named <= set(DRAWINGS)


def test_an_icon_is_drawn_within_the_page_and_read_to_nobody() -> None:
    drawn = icon("talk", "inline")
    assert drawn == (
        '<svg class="icon inline" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5h16v11h-9l-4.5 4v-4H4z"/></svg>'
    )
    with pytest.raises(KeyError):
        icon("nothing of the kind")


def test_whatever_stands_in_the_sprite_is_drawn() -> None:
    sprite = Path(showroom.__file__).parent / "icons.svg"
    assert len(DRAWINGS) == sprite.read_text().count("<symbol ")


def test_every_template_says_first_what_it_is() -> None:
    assert [file.name for file in TEMPLATES.rglob("*.html") if not file.read_text().startswith("{# ")] == []


def test_no_template_carries_style_or_script_within() -> None:
    assert [
        file.name
        for file in TEMPLATES.rglob("*.html")
        if re.search(r"style=|<script|\son\w+=", file.read_text())
    ] == []


@pytest.mark.parametrize("family", ["button", "support"])
def test_what_is_refused_stays_in_reach_with_its_reason(shown: str, family: str) -> None:
    section = re.sub(
        r"<pre.*?</pre>", "", shown.split(f'aria-labelledby="{family}"')[1].split("</section>")[0], flags=re.S
    )
    refused = re.findall(r'<button[^>]*aria-disabled="true"[^>]*>', section)
    assert len(refused) == 2
    assert section.count("Only members of this community may support.") >= 2
    assert not re.search(r"<button[^>]*\sdisabled", section)


def test_a_wrong_field_leads_from_label_over_hint_and_error_to_the_control(shown: str) -> None:
    field = re.search(
        r'<div class="field field--wrong"><label for="wrong_title">.*?<input[^>]*>', shown, re.S
    )
    assert field
    order = [
        field[0].index(part)
        for part in ("<label", 'id="wrong_title-hint"', 'id="wrong_title-error"', "<input")
    ]
    assert order == sorted(order)
    assert 'aria-describedby="wrong_title-hint wrong_title-error"' in field[0]
    assert 'aria-invalid="true"' in field[0]
    assert 'href="#wrong_title"' in shown


def test_no_two_parts_of_the_page_share_an_id(shown: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', shown)
    assert sorted(set(ids)) == sorted(ids)


def test_a_section_without_a_title_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "99-nameless.html"
    file.write_text("<p>x</p>")
    with pytest.raises(ValueError, match="does not begin with its title"):
        showroom._section(file, {"request": None})
