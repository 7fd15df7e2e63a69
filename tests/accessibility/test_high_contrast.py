"""High contrast drops backgrounds and shadows: edges, icons, words and outlines tell things apart."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.accessibility.conftest import Come

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]
PAGES = ["/kit/", "/", "/ideas/?state=live", "/insights/", "/desk/", "/moderation/", "/numbers/", "/me/"]
#: Controls without an edge that can be seen against the page.
WITHOUT_EDGE = """
() => {
  const page = getComputedStyle(document.body).backgroundColor
  const hasEdge = ({ borderBlockStartStyle, borderBlockStartWidth, borderBlockStartColor }) =>
    !["none", "hidden"].includes(borderBlockStartStyle) && parseFloat(borderBlockStartWidth) >= 1
    && borderBlockStartColor !== page
  const inputs = "input:not([type=hidden], [type=radio], [type=checkbox])"
  return [...document.querySelectorAll(`.button, .support, .tile, .status, .count, select, textarea, ${inputs}`)]
    .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".unseen"))
    .filter(one => !hasEdge(getComputedStyle(one)))
    .map(one => one.outerHTML.slice(0, 120))
}
"""
#: Whether what has the focus is outlined: itself, its tile or its row. The parts of a date are the browser's own.
OUTLINE = """
() => {
  const at = document.activeElement
  if (at === document.body) return null
  const one = at.closest(".tile") ?? (at.matches(".worklist .item-title") ? at.closest("li") : at)
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one)
  const isOutlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2
    && outlineColor !== getComputedStyle(document.body).backgroundColor
  return { name: at.outerHTML.slice(0, 120), isSeen: isOutlined || at.matches("[type=date]") }
}
"""


def looks(page: Page, selector: str, *of: str) -> list[Any]:
    """The computed styles that tell one from another, of all that are meant."""
    said = "(all, of) => all.map(one => of.map(name => getComputedStyle(one)[name]).join())"
    found: list[Any] = page.locator(selector).evaluate_all(said, list(of))
    assert found, f"{page.url} has no {selector}"
    return found


@pytest.fixture(params=["light", "dark"])
def page(come: Come, request: pytest.FixtureRequest) -> Page:
    return come("fay", forced_colors="active", color_scheme=request.param)


def test_controls_and_states_have_an_edge(page: Page) -> None:
    wrong = []
    for path in PAGES:
        page.goto(path)
        wrong += [f"{path}: {one}" for one in page.evaluate(WITHOUT_EDGE)]
    assert wrong == [], "\n".join(wrong)


def test_what_has_the_focus_is_outlined(page: Page) -> None:
    wrong = []
    for path in ("/kit/", "/ideas/?state=live", "/desk/"):
        page.goto(path)
        for _ in range(50):
            page.keyboard.press("Tab")
            seen = page.evaluate(OUTLINE)
            if seen is None:  # the last one was the end of the page
                break
            wrong += [] if seen["isSeen"] else [f"{path}: {seen['name']}"]
    assert wrong == [], "\n".join(wrong)


def test_what_is_given_chosen_or_here_differs_from_what_is_not(page: Page) -> None:
    page.goto("/kit/")
    outline = ("outlineStyle", "outlineWidth")
    for one, other in (
        (".support[aria-pressed=true]", ".support[aria-pressed=false]"),
        (".tile:has(:checked)", ".tile:not(:has(:checked))"),
    ):
        assert set(looks(page, one, *outline)).isdisjoint(looks(page, other, *outline)), one
    line = "borderBlockEndColor"
    for links in (".tabs", ".top .links"):
        page.goto("/insights/")
        here, others = (
            looks(page, f"{links} a{of}", line) for of in ("[aria-current]", ":not([aria-current])")
        )
        assert set(here).isdisjoint(others), links


def test_a_state_has_its_icon_and_the_steps_of_a_fate_differ(page: Page) -> None:
    page.goto("/kit/")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper not in looks(page, ".status > .icon, .fate-mark > .icon", "stroke")
    steps = {
        state: looks(page, f".dots > [data-state={state}]", "backgroundColor")[0]
        for state in ("done", "now", "next")
    }
    assert len(set(steps.values())) == 3, steps
    assert set(looks(page, ".dots > i", "borderBlockStartStyle")) == {"solid"}
