"""Going through a page by keyboard alone."""

from playwright.sync_api import Locator, Page, expect


def tab_to(page: Page, meant: Locator, *, most: int = 90, key: str = "Tab") -> None:
    """Press Tab until that has the focus; fails where it is not among the next ``most`` stops."""
    for _ in range(most):
        page.keyboard.press(key)
        if meant.evaluate("one => one === document.activeElement"):
            return
    expect(meant).to_be_focused()


def press(page: Page, meant: Locator, key: str = "Enter") -> None:
    tab_to(page, meant)
    page.keyboard.press(key)


def write(page: Page, meant: Locator, words: str) -> None:
    tab_to(page, meant)
    page.keyboard.type(words)
