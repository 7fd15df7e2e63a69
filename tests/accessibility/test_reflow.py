"""At twice the size, and at 320 pixels, a page is one column: nothing moves sideways, nothing is cut off."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.accessibility.conftest import EveryPage

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]
SIZES: list[Any] = [{"width": 640, "height": 400}, {"width": 320, "height": 640}]
#: What is wider than the screen, and text that is out of it or cut off. What moves in a frame of its own, as wide
#: tables do, may be wider (WCAG 1.4.10); an excerpt is cut on purpose, and leads to the whole.
LOST = """
() => {
  const page = document.scrollingElement
  const mayMove = one => one !== document.body && one.parentElement
    && (["auto", "scroll"].includes(getComputedStyle(one).overflowX) || mayMove(one.parentElement))
  const isRead = one => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !one.closest(".unseen, svg, .excerpt") && !mayMove(one)
  const holdsText = one => [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
  const isOver = one => [...one.getClientRects()].some(box => box.left < -1 || box.right > page.clientWidth + 1)
  const isCut = one => getComputedStyle(one).overflow === "hidden"
    && (one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 1)
  const texts = [...document.body.querySelectorAll("*")].filter(one => holdsText(one) && isRead(one))
  const say = (what, all) => all.slice(0, 3).map(one => `${what}: ${one.outerHTML.slice(0, 140)}`)
  const wide = page.scrollWidth - page.clientWidth
  return [
    ...(wide > 0 ? [`${wide} px too wide`] : []),
    ...say("over the edge", texts.filter(isOver)),
    ...say("cut off", texts.filter(isCut)),
  ]
}
"""


def lost(page: Page) -> list[str]:
    found = []
    for size in SIZES:
        page.set_viewport_size(size)
        found += [f"{size['width']}: {one}" for one in page.evaluate(LOST)]
    return found


def test_nothing_moves_sideways_and_nothing_is_cut_off(every_page: EveryPage) -> None:
    wrong = [f"{name}: {found}" for name, page in every_page() for found in lost(page)]
    assert wrong == [], "\n".join(wrong)
