"""What opens above a page: named, it holds the focus while it is open, and gives it back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.accessibility.conftest import Come
from tests.accessibility.keys import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]


@pytest.fixture
def page(come: Come) -> Page:
    page = come("fay")
    page.goto("/ideas/")
    return page


def holds_the_focus(dialog: Locator, page: Page) -> None:
    """Wherever Tab leads, it is in the dialog, or in the browser's own bars."""
    for key in ("Tab", "Shift+Tab"):
        for _ in range(8):
            page.keyboard.press(key)
            assert dialog.evaluate(
                "one => one.contains(document.activeElement) || document.activeElement === document.body"
            )


@pytest.mark.parametrize(("key", "name"), [("Control+k", "Go to"), ("?", "Keys of this page")])
def test_a_key_opens_it_and_escape_gives_the_focus_back(page: Page, key: str, name: str) -> None:
    before = page.get_by_role("link", name="Communities").first
    tab_to(page, before)
    page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name=name)
    expect(dialog).to_be_visible()
    holds_the_focus(dialog, page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(before).to_be_focused()


def test_in_the_palette_each_choice_is_said(page: Page) -> None:
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="A page, a community, an idea, an insight")
    expect(field).to_be_focused()
    page.keyboard.type("rain")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("found")
    page.keyboard.press("ArrowDown")
    said = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    expect(said).to_have_role("option")
    expect(said).to_have_attribute("aria-selected", "true")
    expect(said).to_be_in_viewport()


def test_the_menu_opens_below_its_button(page: Page) -> None:
    more = page.get_by_role("button", name="More")
    tab_to(page, more)
    page.keyboard.press("Enter")
    menu = page.get_by_role("navigation", name="More")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(more).to_be_focused()
