"""Somebody is told: on the page while they look, by mail, on their phone; they follow, and leave by one click."""

import re
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from folkmoot.site.launch.grounds import copied_to
from folkmoot.site.launch.testing import Running, running_instance, temporary_folder
from tests.axe import violations

from .conftest import Mails, mail_server, wait

pytestmark = [pytest.mark.browser, pytest.mark.server]
ADA = "ada@brightwater.example"


@pytest.fixture(scope="module")
def mails(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mails]:
    with mail_server(tmp_path_factory.mktemp("post") / "mails") as mails:
        yield mails


@pytest.fixture(scope="module")
def site(mails: Mails) -> Iterator[Running]:
    """The demo world, whose letters go out as it begins."""
    with (
        temporary_folder() as folder,
        running_instance(copied_to(folder / "var"), EMAIL_URL=mails.url) as running,
    ):
        yield running


def say(page: Page, words: str) -> None:
    form = page.locator("form").filter(has=page.get_by_role("button", name="Say it"))
    form.locator("textarea").fill(words)
    form.get_by_role("button").click()


def test_told_at_once_by_mail_and_never_again(
    enter: Callable[[str], Page], mails: Mails, look: Callable[[Page, str], None]
) -> None:
    ada, ben = enter("Ada"), enter("Ben")

    # She wants talk at once, and says so on a page that a critical eye has looked at.
    ada.goto("/notices/prefer/")
    look(ada, "notices-prefer")
    ada.get_by_label("By mail: Somebody spoke to me").select_option("at_once")
    ada.get_by_role("button", name="Keep this").click()
    expect(ada.get_by_text("Noted: so you are told from now on.")).to_be_visible()

    # While she looks at her page, Ben speaks: the bell counts up, without a press.
    ada.goto("/notices/")
    ada.get_by_role("button", name="I have seen them all").click()
    expect(ada.locator("live-bell .count")).to_have_count(0)
    ben.goto("/ideas/?q=bill+that+fits")
    ben.locator(".item-title a").first.click()
    say(ben, "Mine is four pages, too.")
    expect(ada.locator("live-bell .count")).to_be_visible(timeout=30_000)

    # The mail, on her phone.
    link = mails.wait_for(ADA, r"Ben Sorley said something about .*\n\s*http://[^/]+(/\S+)")[1]
    ada.set_viewport_size({"width": 390, "height": 844})
    ada.goto(link)
    expect(ada.get_by_text("Mine is four pages, too.")).to_be_visible()

    # She follows another idea there.
    ada.goto("/ideas/?q=fountain")
    ada.locator(".item-title a").first.click()
    ada.get_by_role("button", name="Follow", exact=True).click()
    expect(ada.get_by_role("button", name="Following")).to_be_visible()
    ada.goto("/following/")
    look(ada, "following")

    # One click of her mail program, without a cookie: no more letters of this kind.
    (mail,) = [mail for mail in mails.to(ADA) if "Ben Sorley said" in str(mail["Subject"])]
    way_out = mail["List-Unsubscribe"].strip(" <>\n")
    said = urllib.request.urlopen(way_out, data=b"List-Unsubscribe=One-Click", timeout=20)
    assert said.status == 200
    say(ben, "And no sum.")
    ada.goto("/notices/")
    expect(ada.get_by_text("Ben Sorley said something").first).to_be_visible(timeout=30_000)
    wait(8)
    assert len([m for m in mails.to(ADA) if "Ben Sorley said" in str(m["Subject"])]) == 1

    ada.goto(way_out)
    look(ada, "unsubscribe")


def test_a_letter_is_a_picture_that_can_be_read(
    enter: Callable[[str], Page], visit: Callable[[], Page], mails: Mails
) -> None:
    """The demo's own letters, as a mail program would draw them: on a phone and a desk, in light and dark."""
    mails.wait_for(ADA.replace("ada", "town3"), r"answered")
    mail = mails.to("town3@brightwater.example")[-1]
    html = next(part for part in mail.walk() if part.get_content_type() == "text/html")
    page = visit()
    for width in (700, 390):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            page.set_content(html.get_payload(decode=True).decode())
            assert not [(one["id"], one["nodes"][0]["html"]) for one in violations(page)]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert (max(map(int, re.findall(r"\d+", ground)[:3])) < 60) == (scheme == "dark")
