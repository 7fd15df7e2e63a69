"""The whole thread in a real browser: from the export of another system to an answer that everybody is told."""

import csv
import itertools
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Mails, at_last

REAL = Path(os.environ["FOLKMOOT_SHARED"]) / "data" / "ideascale-catalyst"
MOST = 150
TOPICS = {
    "taps": ("tap", ["at the station", "in the park", "on the school yard", "by the river", "at the market",
                     "near the church", "on the sports field", "at the bus stop", "in the museum"]),
    "bills": ("bill", ["fits on one page", "can be paid monthly", "is easy to read", "shows last year",
                       "comes by e-mail", "has bigger print", "explains each price", "is sent on time"]),
}  # fmt: skip


def made_up_export(folder: Path) -> list[Path]:
    lines = ["Date/Time,Idea ID,Author,Vote Up,Title,Details"]
    for number, place in enumerate(TOPICS["taps"][1]):
        lines.append(
            f"1{number}/Mar/24 9:00 AM,{100 + number},heron{number},3,"
            f"A drinking water tap {place},To fill bottles with tap water."
        )
    for number, how in enumerate(TOPICS["bills"][1]):
        lines.append(
            f"1{number}/May/24 9:00 AM,{200 + number},otter{number},2,"
            f"A water bill that {how},The bill is hard to understand."
        )
    (folder / "ideas.csv").write_text("\n".join(lines) + "\n")
    (folder / "comments.csv").write_text(
        "Date,Idea ID,Author,Comment\n12/Mar/24 9:00 AM,100,otter1,Yes: a tap for bottles at every stop.\n"
    )
    return [folder / "ideas.csv", folder / "comments.csv"]


def part_of_the_real_one(folder: Path) -> list[Path]:
    """All ideas, and so many comments that reading them does not take longer than everything else."""
    parts = []
    for file in sorted(REAL.glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = list(itertools.islice(csv.reader(opened), 1 + MOST))
        parts.append(folder / file.name)
        with parts[-1].open("w", encoding="utf-8", newline="") as written:
            csv.writer(written).writerows(rows)
    return parts


#: A title and a body for what somebody gives by hand, so that it falls beside what the export brings.
MADE_UP = ("A tap for bottles at the library", "Fill a bottle with drinking water from the tap.")
OF_THE_REAL_ONE = (
    "A podcast about Cardano in Africa",
    "A podcast in which people learn what Cardano and blockchain can do for them.",
)


@pytest.mark.browser
@pytest.mark.server
def test_from_an_export_to_an_answer_that_everybody_is_told(
    site, mails: Mails, visit: Callable[[], Page], look, tmp_path: Path
) -> None:
    """With a real export where it is at hand (FOLKMOOT_SHARED), else with one that is made up."""
    files = part_of_the_real_one(tmp_path) if REAL.exists() else made_up_export(tmp_path)
    title, body = OF_THE_REAL_ONE if REAL.exists() else MADE_UP

    root = visit()
    found_a_community(root, site, look)
    give_roles(root, look)
    nora = visit()
    give_an_idea_with_an_address_only(nora, mails, title, body, look)
    bring_voices_in(root, files, look)
    make_an_insight(root, nora, look)
    fay = visit()
    sign_in_by_code(fay, mails, "fay@example.org", look)
    answer_at_the_desk(fay, look)
    be_told(nora, mails, title, look)
    read_what_came_of_it(visit(), look)


def found_a_community(page: Page, site, look) -> None:
    said = site.run("folkmoot.site", "administrator", "root@example.org")
    page.goto(re.search(r"http\S+", said.stdout)[0])
    page.get_by_role("button", name="Sign in as").click()
    page.goto("/communities/found/")
    look(page, "found")
    page.get_by_label("Name").fill("Households")
    page.get_by_label("What is it for?").fill("For everybody who opens a tap.")
    page.get_by_role("button", name="Found it").click()
    expect(page.get_by_role("heading", level=1, name="Households")).to_be_visible()
    look(page, "community-new")


def give_roles(page: Page, look) -> None:
    page.get_by_role("link", name="Members and roles").click()
    form = page.locator("form", has=page.get_by_role("heading", name="Give a role"))
    form.get_by_label("E-mail address").fill("fay@example.org")
    form.get_by_label("Role").select_option("decision_owner")
    form.get_by_role("button").click()
    expect(page.get_by_role("status").get_by_text("fay has the role now.")).to_be_visible()
    look(page, "members")


def give_an_idea_with_an_address_only(page: Page, mails: Mails, title: str, body: str, look) -> None:
    page.goto("/communities/households/")
    page.get_by_role("link", name="Write an idea").first.click()
    look(page, "write-visitor")
    page.get_by_label("Your idea in one sentence").fill(title)
    page.get_by_label("Tell us more").fill(body)
    page.get_by_label("Your e-mail address").fill("nora@example.org")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    page.goto(mails.wait_for("nora@example.org", r"http\S+/ideas/confirm/\S+")[0])
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    look(page, "idea-new")


def bring_voices_in(page: Page, files: list[Path], look) -> None:
    page.goto("/imports/into/households/")
    look(page, "upload")
    page.get_by_label("Where do the files come from?").select_option("ideascale")
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Show me the first rows").click()
    expect(page.get_by_role("table", name="The first rows")).to_be_visible()
    look(page, "preview")
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_text("everything that could be taken is in")).to_be_visible(timeout=60_000)
    look(page, "report")


def make_an_insight(page: Page, nora: Page, look) -> None:
    """In three clicks: the theme, make an insight, give it."""
    understood(page)
    look(page, "themes")
    nora.reload()
    page.goto(nora.url)
    page.get_by_role("link", name=re.compile("^Theme: ")).click()
    expect(page.get_by_role("heading", name="Voices", exact=True)).to_be_visible()
    look(page, "theme")
    page.get_by_role("link", name="Make an insight").click()
    look(page, "insight-make")
    page.get_by_label("What do these voices say").fill("People want this where they live")
    page.get_by_label("What speaks against it?").fill("None found; looked in all voices of the theme.")
    page.get_by_role("button", name="Give it to them").click()
    expect(page.get_by_role("status").get_by_text("fay is told.")).to_be_visible()
    look(page, "insight-given")


def understood(page: Page) -> None:
    """Themes come by themselves, in the worker, and the page shows them as soon as they are there."""
    themes = page.get_by_role("heading", level=2).filter(has_not_text="Does not fit")
    at_last(page, "/communities/households/themes/", themes, seconds=120)
    expect(page.get_by_role("progressbar")).to_have_count(0, timeout=60_000)


def sign_in_by_code(page: Page, mails: Mails, address: str, look) -> None:
    page.goto("/account/login/code/")
    look(page, "sign-in-code")
    page.get_by_label("Email").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    code = mails.wait_for(address, r"\n([A-Z0-9]{3,}-?[A-Z0-9]{3,})\n")[1]
    look(page, "enter-code")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def answer_at_the_desk(page: Page, look) -> None:
    page.get_by_role("link", name=re.compile("My desk")).click()
    expect(page.get_by_role("heading", name="1 waits for your answer")).to_be_visible()
    look(page, "desk")
    thing = page.locator("#thing")
    thing.get_by_text("We will do it").click()
    thing.get_by_label("Because").fill("Ten of them by spring, and the first at the lock.")
    thing.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("heading", name="1 answer is on its way")).to_be_visible()
    look(page, "desk-held")
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("heading", name="Nothing waits for your answer")).to_be_visible()
    look(page, "desk-empty")


def be_told(page: Page, mails: Mails, title: str, look) -> None:
    mails.wait_for("nora@example.org", "answered People want this where they live")
    page.goto("/me/")
    expect(page.get_by_text("fay answered People want this where they live").first).to_be_visible()
    expect(page.locator("li.item", has_text=title).get_by_text("We will do it").first).to_be_visible()
    look(page, "me")
    told = [mail for mail in mails.to("nora@example.org") if "answered People want this" in mail["Subject"]]
    assert len(told) == 1, [mail["Subject"] for mail in mails.to("nora@example.org")]


def read_what_came_of_it(page: Page, look) -> None:
    page.goto("/communities/households/")
    expect(page.get_by_role("heading", name="You said, and what came of it")).to_be_visible()
    expect(page.get_by_text("Ten of them by spring").first).to_be_visible()
    look(page, "community")
    page.goto("/")
    look(page, "home")
    page.goto("/numbers/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look(page, "numbers")
