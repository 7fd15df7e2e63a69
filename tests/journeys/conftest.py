"""A real browser, a real mail server, a real instance; and a critical eye on each page that is passed."""

import email
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from playwright.sync_api import Browser, Error, Locator, Page, expect, sync_playwright

from folkmoot.site.launch.grounds import copied_to
from folkmoot.site.launch.testing import Running, free_port, running_instance, temporary_folder
from tests.axe import OF_COLOURS, violations

# Chromium's own errands find no network in a test, and would hold it up.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
#: What the demo command says of each instance, by its address.
ways_in: dict[str, str] = {}
LOOKS = [(1280, 900, "light"), (390, 844, "light"), (1280, 900, "dark"), (390, 844, "dark")]


class Mails:
    """A mail server on this machine; what it was given can be waited for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = Controller(Mailbox(folder), hostname="127.0.0.1", port=free_port())

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server.port}"

    def to(self, address: str) -> list[Message]:
        files = sorted((self.folder / "new").iterdir(), key=lambda file: file.stat().st_mtime)
        mails = [email.message_from_bytes(file.read_bytes()) for file in files]
        return [mail for mail in mails if address in mail["To"]]

    def wait_for(self, address: str, pattern: str, *, seconds: float = 60) -> re.Match[str]:
        """The newest mail to this address that holds the pattern, as a match; fails after a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for mail in reversed(self.to(address)):
                if match := re.search(pattern, text_of(mail)):
                    return match
            wait(0.2)
        raise AssertionError(
            f"No mail to {address} with {pattern!r}: {[text_of(m) for m in self.to(address)]}"
        )


def text_of(mail: Message) -> str:
    parts = [part for part in mail.walk() if part.get_content_type() == "text/plain"]
    return "\n".join(part.get_payload(decode=True).decode() for part in parts)


def wait(seconds: float) -> None:
    """Between two looks at something that other processes do."""
    time.sleep(seconds)


def told(site: Running, code: str, *, seconds: float = 60) -> Any:
    """Run a few lines of Python in the instance; what they print as ``TOLD`` and one JSON value."""
    done = site.run_code(code, seconds=seconds)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.partition("TOLD ")[2])


def come_in(page: Page, link: str) -> Page:
    """Sign in by a link."""
    page.goto(link)
    page.locator("main").get_by_role("button").click()
    expect(page.locator("form[action='/account/logout/']").first).to_be_visible()
    return page


def at_last(page: Page, path: str, seen: Locator, *, seconds: float = 90) -> None:
    """Open a page anew until it shows what the worker brings: what was found early may be found better later."""
    end = time.monotonic() + seconds
    page.goto(path)
    while time.monotonic() < end and not seen.first.is_visible():
        wait(1)
        try:
            page.goto(path)
        except Error as interrupted:
            # A page that heard of news comes anew by itself, perhaps just now: Chromium says so in two ways.
            if not any(sign in interrupted.message for sign in ("interrupted by another", "ERR_ABORTED")):
                raise
            page.wait_for_load_state()
    expect(seen.first).to_be_visible()


@contextmanager
def mail_server(folder: Path) -> Iterator[Mails]:
    mails = Mails(folder)
    mails.server.start()
    yield mails
    mails.server.stop()


@pytest.fixture
def mails(tmp_path: Path) -> Iterator[Mails]:
    with mail_server(tmp_path / "mails") as mails:
        yield mails


@pytest.fixture
def site(mails: Mails) -> Iterator[Running]:
    with (
        temporary_folder() as folder,
        running_instance(copied_to(folder / "var"), "--no-demo", EMAIL_URL=mails.url) as running,
    ):
        yield running


# Ended with its file: while Playwright runs, its event loop keeps Django from the database in this thread.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, site: Running) -> Iterator[Callable[[], Page]]:
    """A fresh browser of one person; whatever its console complains of fails the test."""
    complaints: list[str] = []
    contexts = []

    def visit() -> Page:
        context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None,
        )
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def enter(site: Running, visit: Callable[[], Page]) -> Callable[[str], Page]:
    """The browser of somebody of the demo world, by name."""

    def enter(name: str) -> Page:
        if site.url not in ways_in:
            ways_in[site.url] = site.run("folkmoot.site", "demo", "--links").stdout
        return come_in(visit(), re.search(rf"^{name} .*?(http\S+)", ways_in[site.url], re.M)[1])

    return enter


@pytest.fixture
def look() -> Iterator[Callable[[Page, str], None]]:
    """Look at a page at two widths, light and dark: nothing for axe to say, nothing wider than the screen."""
    wrong: list[str] = []
    pictures = os.environ.get("FOLKMOOT_PICTURES")

    def look(page: Page, name: str) -> None:
        for width, height, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            if pictures:
                page.screenshot(path=Path(pictures, f"{name}-{width}-{scheme}.png"), full_page=True)
            over = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if over > 0:
                wrong.append(f"{name} at {width}: {over} px too wide")
            for found in violations(page, only=OF_COLOURS if scheme == "dark" else ()):
                wrong.append(f"{name} at {width}, {scheme}: {found['id']}: {found['nodes'][0]['html'][:150]}")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")

    yield look
    assert wrong == []
