"""A manager: brings in a table that no importer knows, mends it, puts the themes right, and makes an insight of one."""

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from folkmoot.site.launch.testing import Running

from .conftest import at_last, come_in, told

pytestmark = [pytest.mark.browser, pytest.mark.server]
PEOPLE = """
import json
from folkmoot.domains.communities import actions as communities
from folkmoot.domains.communities.models import Role
from folkmoot.domains.people import actions as people

root = people.make_administrator("root@example.org")
town = communities.found(by=root, name="The town", slug="town")
for name, role in (("mia", Role.MANAGER), ("fay", Role.DECISION_OWNER)):
    person = people.meet(f"{name}@example.org", name=name.capitalize())
    communities.appoint(town, by=root, person=person, role=role)
links = {one: people.sign_in_link(people.meet(f"{one}@example.org"), is_reusable=True) for one in ("mia", "fay")}
print("TOLD", json.dumps(links))
"""
PLACES = [
    "by the river", "at the market", "near the church", "in Mill Lane", "at the old mill", "on the hill",
    "behind the town hall", "at the harbour", "by the lock", "near the hospital", "at the school", "by the weir",
    "in the new quarter", "at the cemetery", "near the bakery", "on the green", "by the bridge", "at the fair",
    "near the chapel", "at the mine",
]  # fmt: skip
TOPICS = [
    (
        "A wooden bench {}",
        "To sit down on a bench and rest – there is no seat {}.",
    ),
    (
        "A later night bus that stops {}",
        "The last bus leaves too early; bus drivers could stop once more {}.",
    ),
    (
        "A drinking water tap {}",
        "To fill bottles with fresh drinking water from a tap, “free of charge”, {}.",
    ),
]
NAMES = ["Jörg", "Käthe", "Änne", "Björn"]
BAD = 31  # in the file: the row whose date is none


def table_of(folder: Path) -> Path:
    """Sixty voices as an office keeps them; Titel is how one addresses somebody."""
    lines = ["Vorgang;Titel;Anliegen;Begründung;Verfasser;Eingereicht am;Zustimmung"]
    for number in range(60):
        (title, body), place = TOPICS[number % 3], PLACES[number // 3]
        day = (
            "irgendwann"
            if number + 2 == BAD
            else f"{1 + number % 28}.{1 + number // 6:02}.2025 {8 + number % 9}:30"
        )
        address, name = ("Frau", "Herr", "Dr.")[number % 3], f"{NAMES[number % 4]} {number:02}"
        lines.append(
            f'B-{number:03};{address};{title.format(place)};"{body.format(place)}";{name};{day};1.{number:03}'
        )
    file = folder / "anliegen.csv"
    file.write_bytes("\r\n".join(lines).encode("cp1252"))
    return file


def test_a_manager_brings_a_table_in_and_makes_an_insight_of_what_it_says(
    site: Running, visit: Callable[[], Page], look: Callable[[Page, str], None], tmp_path: Path
) -> None:
    links = told(site, PEOPLE)
    mia = come_in(visit(), links["mia"])

    bring_the_table_in(mia, table_of(tmp_path), look)
    mend_the_row_that_was_rejected(mia, tmp_path, look)
    name_a_theme(mia, look)
    move_a_voice(mia)
    merge_two_and_undo_it(mia, look)
    make_an_insight(mia, look)

    fay = come_in(visit(), links["fay"])
    fay.goto("/desk/")
    expect(fay.get_by_role("heading", name="1 waits for your answer")).to_be_visible()
    expect(fay.locator("#thing")).to_contain_text("Mia wrote: none against benches")


def bring_the_table_in(page: Page, file: Path, look: Callable[[Page, str], None]) -> None:
    page.goto("/imports/into/town/")
    page.get_by_label("Files", exact=True).set_input_files(file)
    page.get_by_role("button", name="Show me the first rows").click()
    rows = page.get_by_role("table", name="The first rows")
    expect(rows).to_contain_text("Käthe 01")
    expect(rows.locator("strong").first).to_have_text("Frau")

    # Titel is no title here: she says so, and the rows are shown anew.
    page.get_by_text("Which column is what in anliegen.csv").click()
    page.get_by_label("Title", exact=True).select_option("Anliegen")
    expect(rows.locator("strong").first).to_have_text("A wooden bench by the river")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Anliegen")
    expect(rows).to_contain_text("there is no seat by the river")
    expect(page.locator("#report")).to_contain_text(re.compile(r"Cannot be taken\s+1\b"))
    look(page, "manager-preview")

    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_text("everything that could be taken is in")).to_be_visible(timeout=30_000)
    expect(page.locator("#report")).to_contain_text(re.compile(r"New\s+59\b"))
    expect(page.get_by_role("table", name="Rows that could not be taken")).to_contain_text("irgendwann")
    look(page, "manager-report")


def mend_the_row_that_was_rejected(page: Page, folder: Path, look: Callable[[Page, str], None]) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="Rows to mend of anliegen.csv").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        head, row = csv.reader(opened)
    assert row[:2] == [f"B-{BAD - 2:03}", "Dr."]
    row[head.index("Eingereicht am")] = "30.06.2025"
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows([head, row])

    page.get_by_role("link", name="Send the mended file").click()
    page.get_by_label("Files", exact=True).set_input_files(file)
    page.get_by_role("button", name="Show me the first rows").click()
    # What she said of the columns is remembered.
    rows = page.get_by_role("table", name="The first rows")
    expect(rows.locator("strong").first).to_have_text(re.compile("^A drinking water tap"))
    look(page, "manager-mended")
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_text("everything that could be taken is in")).to_be_visible(timeout=30_000)
    expect(page.locator("#report")).to_contain_text(re.compile(r"New\s+1\b"))
    expect(page.locator("#report")).to_contain_text(re.compile(r"Not taken\s+0\b"))


def open_theme(page: Page, word: str) -> None:
    """The theme with this word in its name, from the list of themes, once it is found."""
    theme = page.locator("article h2").get_by_role("link", name=re.compile(word))
    at_last(page, "/communities/town/themes/", theme)
    theme.first.click()
    expect(page.get_by_role("heading", name="Voices", exact=True)).to_be_visible()


def name_a_theme(page: Page, look: Callable[[Page, str], None]) -> None:
    open_theme(page, "bench")
    look(page, "manager-theme")
    form = page.locator("form", has=page.get_by_role("button", name="Give it this name"))
    form.get_by_role("textbox").fill("Somewhere to sit")
    form.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1, name="Somewhere to sit")).to_be_visible()
    expect(page.get_by_text("named by Mia")).to_be_visible()
    page.goto("/communities/town/themes/")
    expect(page.get_by_role("link", name="Somewhere to sit")).to_be_visible()
    look(page, "manager-themes")


def move_a_voice(page: Page) -> None:
    open_theme(page, "bus")
    before = voices_of(page)
    voice = page.locator(".thread > li").first
    words = voice.locator("blockquote").inner_text()
    voice.get_by_text("Not right? Correct it").click()
    voice.get_by_label("Put it into").select_option(label="Somewhere to sit")
    voice.get_by_role("button", name="Move").click()
    expect(page.get_by_text("It belongs to “Somewhere to sit” now, and stays there.")).to_be_visible()
    assert voices_of(page) == before - 1
    page.goto("/communities/town/themes/")
    page.get_by_role("link", name="Somewhere to sit").click()
    page.get_by_role("link", name="Next").click()  # there are more than one page holds, and it is not typical
    moved = page.locator(".thread > li").filter(has_text="put here by a person")
    expect(moved).to_contain_text(words)


def voices_of(page: Page) -> int:
    said = page.locator("header").get_by_text(re.compile(r"\d+ voices? of")).inner_text()
    return int(re.match(r"(\d+) voice", said.strip())[1])


def merge_two_and_undo_it(page: Page, look: Callable[[Page, str], None]) -> None:
    open_theme(page, "bus")
    buses, count = page.get_by_role("heading", level=1).inner_text(), voices_of(page)
    page.get_by_text("It says the same as another").click()
    page.get_by_label("Merge it into").select_option(label="Somewhere to sit")
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("heading", level=1, name="Somewhere to sit")).to_be_visible()
    expect(page.get_by_text(f"“{buses}” is a part of it now.")).to_be_visible()
    both = voices_of(page)

    page.get_by_role("button", name="Take them apart again").click()
    expect(page.get_by_text("They are two themes again.")).to_be_visible()
    open_theme(page, "bus")
    assert voices_of(page) == count
    page.goto("/communities/town/themes/")
    page.get_by_role("link", name="Somewhere to sit").click()
    assert voices_of(page) == both - count

    past = page.get_by_role("region", name="What happened to it").locator("li")
    steps = [re.match(r"Taken apart|Merged|Named|Found|", text)[0] for text in past.all_inner_texts()]
    assert [step for step in steps if step] == ["Taken apart", "Merged", "Named", "Found"]
    expect(past.filter(has_text="Merged, with").get_by_role("link", name=buses)).to_be_visible()
    expect(past.filter(has_text="Named")).to_contain_text("by Mia")
    expect(past.filter(has_text="Found, with")).to_contain_text("by a model")
    look(page, "manager-history")


def make_an_insight(page: Page, look: Callable[[Page, str], None]) -> None:
    page.get_by_role("link", name="Make an insight").click()
    page.get_by_label("What do these voices say").fill("People want to sit down on their way")
    page.get_by_role("button", name="Give it to them").click()
    expect(page.get_by_label("What speaks against it?")).to_be_focused()  # asked for before anything is sent
    page.get_by_label("What speaks against it?").fill("Mia wrote: none against benches; looked in all 60.")
    expect(page.get_by_label("By when?")).to_have_value(in_working_days(10).isoformat())
    page.get_by_label("By when?").fill(in_working_days(12).isoformat())
    look(page, "manager-insight-make")
    page.get_by_role("button", name="Give it to them").click()
    expect(page.get_by_role("status").get_by_text("Fay is told.")).to_be_visible()
    expect(page.get_by_text("due in 12 working days").first).to_be_visible()
    expect(page.get_by_role("region", name="What became of it")).to_contain_text("Somewhere to sit")
    expect(page.get_by_text("Mia wrote: none against benches")).to_be_visible()
    look(page, "manager-insight")


def in_working_days(count: int) -> date:
    """So many weekdays from today."""
    day = date.today()
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
