"""The desk of moderators in a real browser: by the keyboard, and looked at in light, dark, wide and narrow."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from folkmoot.site.launch.grounds import demo_copied_to
from folkmoot.site.launch.testing import Running, running_instance, temporary_folder

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture(scope="module")
def demo() -> Iterator[Running]:
    with temporary_folder() as folder, running_instance(demo_copied_to(folder / "var")) as running:
        yield running


@pytest.fixture
def site(demo: Running) -> Running:
    return demo


def test_its_pages_please_a_critical_eye(
    enter: Callable[[str], Page], look: Callable[[Page, str], None]
) -> None:
    page = enter("Mia")
    for name in ("", "appeals/", "blocks/", "log/"):
        page.goto(f"/moderation/{name}")
        look(page, f"moderation-{name.strip('/') or 'desk'}")
    page.goto("/moderation/appeals/")
    page.get_by_role("link", name="The thing and all decisions").first.click()
    look(page, "moderation-about")
    page.get_by_role("link", name=re.compile("^Block ")).first.click()
    look(page, "moderation-block")
    page.goto("/ideas/")
    page.locator(".item-title a").first.click()
    page.get_by_role("link", name="Flag", exact=True).first.click()
    look(page, "moderation-flag")


def test_a_queue_is_cleared_with_the_keyboard(enter: Callable[[str], Page]) -> None:
    page = enter("Cleo")
    page.goto("/moderation/")
    rows = page.locator(".worklist > li")
    expect(rows.first).to_be_visible()
    count = rows.count()
    assert count >= 2
    expect(page.locator(".worklist a[aria-current]")).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1).locator("a")).to_be_focused()
    second = rows.nth(1).locator("a").inner_text()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_have_attribute("open", "")
    page.keyboard.press("h")
    expect(page.locator("#hide-together select")).to_be_focused()
    page.locator("#hide-together select").select_option("spam")
    page.locator("#hide-together").get_by_role("button", name=re.compile("Hide all")).click()
    expect(page.locator("#messages")).to_contain_text("1 thing hidden")
    expect(page.locator(".worklist")).not_to_contain_text(second)
    page.locator(".worklist a.item-title").first.focus()
    first = page.locator(".worklist a.item-title").first.inner_text()
    page.keyboard.press("p")
    expect(page.locator("#messages")).to_contain_text("1 thing passed")
    expect(page.locator("main")).not_to_contain_text(first)
