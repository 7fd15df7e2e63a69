"""One style sheet and one script, joined from small files."""

import gzip
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from folkmoot.kit import assets

KIT = Path(assets.__file__).parent / "static/kit"


@pytest.fixture
def collected(tmp_path: Path):
    storages = {"staticfiles": {"BACKEND": "folkmoot.kit.assets.JoinedStorage"}}
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES=storages, DEBUG=False):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield tmp_path


def test_one_style_sheet_and_one_script_are_served_under_hashed_names(collected: Path) -> None:
    style, script = assets.stylesheet(), assets.script()
    assert re.fullmatch(r'<link rel="stylesheet" href="/static/folkmoot\.[0-9a-f]{12}\.css">', style)
    assert re.fullmatch(r'<script defer src="/static/folkmoot\.[0-9a-f]{12}\.js"></script>', script)
    for tag in (style, script):
        file = collected / re.search(r"/static/([^\"]+)", tag)[1]
        assert gzip.decompress(file.with_name(file.name + ".gz").read_bytes()) == file.read_bytes()
    assert not list(collected.rglob("*.br"))


def test_the_joined_files_hold_every_part_and_the_layers_come_first(collected: Path) -> None:
    style, script = (collected / "folkmoot.css").read_text(), (collected / "folkmoot.js").read_text()
    assert style.index("@layer reset, tokens, base, layout, components, rooms, utilities;") < style.index(
        "@layer reset {"
    )
    for file in (KIT / "css").glob("*.css"):
        assert file.read_text().strip() in style
    for file in (KIT / "js").glob("*.js"):
        assert f'customElements.define("{file.stem}"' in script
    assert "htmx" in script[:2000]


def test_before_anything_is_collected_the_files_come_singly(tmp_path: Path) -> None:
    storages = {"staticfiles": {"BACKEND": "folkmoot.kit.assets.JoinedStorage"}}
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES=storages):
        tags = assets.stylesheet()
        assert tags.startswith('<link rel="stylesheet" href="/static/kit/css/tokens.css">')
        assert "/static/kit/css/button.css" in tags
        assert assets.script().startswith('<script defer src="/static/django_htmx/htmx-2.min.js">')


def test_a_room_adds_its_style_and_its_elements_by_their_places_alone() -> None:
    names = [
        "ideas/ideas.css",
        "ideas/other.css",
        "account/js/x.js",
        "kit/css/base.css",
        "kit/css/tokens.css",
    ]
    names += ["a.css", "ideas/js/drag-list.js", "django_htmx/htmx-2.js", "django_htmx/htmx-2.min.js"]
    assert assets.style_parts(names) == ["kit/css/tokens.css", "kit/css/base.css", "ideas/ideas.css"]
    assert assets.script_parts(names)[0] == "django_htmx/htmx-2.min.js"
    assert "ideas/js/drag-list.js" in assets.script_parts(names)


def test_all_css_of_the_kit_stays_under_45_kilobytes() -> None:
    assert sum(file.stat().st_size for file in (KIT / "css").glob("*.css")) <= 45_000


def test_whatever_is_drawn_has_a_colour_of_the_page() -> None:
    """A shape without one is black, on dark pages too."""
    house = KIT.parents[2]  # folkmoot
    styles = "".join(file.read_text() for file in house.rglob("static/**/*.css"))
    pages = "".join(file.read_text() for file in house.rglob("templates/**/*.html"))
    shapes = set(re.findall(r'<(?:rect|circle)\b[^>]*?class="([\w-]+)"', pages))
    assert {"yes", "no", "point"} <= shapes
    assert {name for name in shapes if not re.search(rf"\.{name} {{ fill:", styles)} == set()


@pytest.mark.parametrize("file", sorted((KIT / "css").glob("*.css")), ids=lambda file: file.name)
def test_every_rule_lies_in_a_layer_and_every_token_that_is_used_exists(file: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.S)
    outside = re.sub(r"@layer [\w ,]+;", "", text)
    depth = 0
    for part in re.split(r"([{}])", outside):
        if depth == 0 and part.strip(" \n{}"):
            assert part.strip().startswith("@layer"), part
        depth += {"{": 1, "}": -1}.get(part, 0)
    known = "".join(one.read_text() for one in (KIT / "css").glob("*.css"))
    used = set(re.findall(r"var\((--[\w-]+)\)", text))
    assert not [token for token in used if not re.search(rf"{token}\s*:", known)]
