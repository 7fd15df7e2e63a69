"""``bin/pictures``: the pictures of the documents, taken in a real browser from a demo world that is made for them."""

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from folkmoot.site import places
from folkmoot.site.launch.testing import running_instance, temporary_folder

FOLDER = places.ROOT / "docs" / "pictures"
MOST_BYTES = 120_000
COLOURS = 128  # a page has few; its picture is a third as large
PATIENCE = 90_000  # milliseconds: the worker reads and draws what a page then shows


@dataclass(frozen=True)
class Shot:
    """``name``; who looks (a first name of the cast, or nobody), where, and which link is followed from there.

    ``shows`` is a selector of what must be seen first; ``typed`` goes into the first field.
    """

    name: str
    who: str
    path: str
    shows: str
    follow: str = ""
    typed: str = ""
    width: int = 1280
    height: int = 800
    scheme: str = "light"

    @property
    def file(self) -> str:
        return f"{self.name}.png"


SHOTS = [
    Shot("front", "", "/", "main h1"),
    Shot(
        "give",
        "Ben",
        "/ideas/in/households/draft/",
        "role=link[name='A tap to fill bottles at the station']",
        typed="A tap for bottles at the railway station",
    ),
    Shot("bring", "Mia", "/imports/", "role=table[name='The first rows']", follow="umfrage.csv"),
    Shot("themes", "Mia", "/communities/households/themes/", "text=Bigger print on the water bill"),
    Shot("desk", "Fay", "/desk/", "text=wait for your answer"),
    Shot(
        "answer",
        "",
        "/insights/",
        "text=What became of it",
        follow="Tell people before a road is closed for water works",
    ),
    Shot("told", "Ada", "/me/", "text=My ideas", width=390, height=844),
    Shot("board", "", "/board/", "text=Deciding"),
    Shot("numbers", "", "/numbers/", "main svg >> nth=8", scheme="dark"),
    Shot("playbook", "Robin", "/communities/playbooks/fan_ideation/", "main h1"),
    Shot("webhook", "Mia", "/webhooks/", "main h1", follow="The town's chat"),
]


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        temporary_folder() as folder,
        running_instance(folder / "var") as site,
        sync_playwright() as playwright,
    ):
        links = site.run("folkmoot.site", "demo", "--links").stdout
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        states: dict[str, Path] = {}
        for shot in SHOTS:
            if shot.who and shot.who not in states:
                states[shot.who] = sign_in(browser, shot.who, links, folder)
            take(browser, site.url, shot, states.get(shot.who))
            print(FOLDER / shot.file)
        browser.close()
    return 0


def sign_in(browser: Browser, who: str, links: str, folder: Path) -> Path:
    """By a link of the demo, which lets in once; where the browser's state lies now."""
    found = re.search(rf"^{who} .*?(http\S+)", links, re.MULTILINE)
    assert found, f"{who} is not of the cast."
    page = browser.new_page()
    page.goto(found[1])
    page.locator("main button").click()
    page.wait_for_load_state()
    page.context.storage_state(path=folder / f"{who}.json")
    page.close()
    return folder / f"{who}.json"


def take(browser: Browser, url: str, shot: Shot, state: Path | None) -> None:
    page = browser.new_page(
        base_url=url,
        storage_state=state,
        viewport={"width": shot.width, "height": shot.height},
        color_scheme=shot.scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    patiently(page, shot, lambda: go(page, shot))
    page.screenshot(path=FOLDER / shot.file)
    page.context.close()
    make_small(FOLDER / shot.file)


def go(page: Page, shot: Shot) -> None:
    page.goto(shot.path)
    if shot.follow:
        page.get_by_role("link", name=shot.follow).first.click()
    if shot.typed:
        page.locator("main input[type=text]").first.press_sequentially(shot.typed)


def patiently(page: Page, shot: Shot, look: Callable[[], None]) -> None:
    """Look again and again, until what comes from the worker is there."""
    for _ in range(6):
        look()
        try:
            expect(page.locator(shot.shows).first).to_be_visible(timeout=PATIENCE / 6)
        except AssertionError:
            continue
        return
    raise AssertionError(f"{shot.name}: {shot.shows} was never seen.")


def make_small(file: Path) -> None:
    picture = Image.open(file).convert("RGB")
    for colours in (COLOURS, COLOURS // 2, COLOURS // 4):
        picture.quantize(colours).save(file, optimize=True)
        if file.stat().st_size <= MOST_BYTES:
            return


if __name__ == "__main__":
    sys.exit(main())
