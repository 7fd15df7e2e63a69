"""Who asked for less motion gets none; and on paper stands what can be read, without what can be pressed."""

import pytest
from playwright.sync_api import expect

from tests.accessibility.conftest import Come

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]
PAGES = ["/kit/", "/", "/ideas/", "/desk/", "/imports/", "/numbers/"]
#: The longest animation or transition of all elements, in seconds, and whether one never ends.
LONGEST = """
() => {
  const inSeconds = one => parseFloat(one) * (one.trim().endsWith("ms") ? 0.001 : 1)
  const longest = given => Math.max(...given.split(",").map(inSeconds))
  const styles = [...document.querySelectorAll("*")]
    .flatMap(one => [null, "::before", "::after"].map(part => getComputedStyle(one, part)))
  return [
    Math.max(...styles.flatMap(one => [longest(one.animationDuration), longest(one.transitionDuration)])),
    styles.some(one => one.animationIterationCount.includes("infinite")),
  ]
}
"""
#: What would move in a frame of its own on a screen, and so is cut off on paper.
ON_NO_SHEET = """
() => [...document.querySelectorAll("main, main *")]
  .filter(one => getComputedStyle(one).overflowY !== "visible" && one.scrollHeight > one.clientHeight + 2)
  .filter(one => !one.matches(".unseen, .excerpt, svg"))
  .map(one => one.outerHTML.slice(0, 120))
"""
PRESSED = "nav, button:not(.support), .button, input, textarea, select, .field, dialog, details:not([open])"


def test_with_less_motion_nothing_moves_longer_than_a_hundredth_of_a_second(come: Come) -> None:
    page = come("fay", reduced_motion="reduce")
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.querySelector('main').ariaBusy = 'true'")
        longest, is_endless = page.evaluate(LONGEST)
        assert (longest <= 0.01, is_endless) == (True, False), (path, longest)


def test_without_that_wish_what_is_waited_for_moves(come: Come) -> None:
    """Else the test above would say nothing."""
    page = come("fay")
    page.goto("/kit/")
    page.evaluate("document.querySelector('main').ariaBusy = 'true'")
    assert page.evaluate(LONGEST)[0] > 0.01


@pytest.mark.parametrize("path", ["/", "/ideas/", "/ideas/6/", "/insights/5/", "/numbers/report/", "/desk/"])
def test_on_paper_there_is_nothing_to_press(come: Come, path: str) -> None:
    page = come("fay", viewport={"width": 1280, "height": 500})
    page.goto(path)
    page.emulate_media(media="print")
    for one in page.locator(PRESSED).all():
        expect(one).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate(ON_NO_SHEET) == []
