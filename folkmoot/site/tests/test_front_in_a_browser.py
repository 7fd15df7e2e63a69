"""The front door in a real Chromium: going by name, keys, support at once, high contrast, a large print, paper."""

import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from folkmoot.site.launch.grounds import demo_copied_to
from folkmoot.site.launch.testing import Running, running_instance, temporary_folder
from tests.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
Come = Callable[..., Page]


@pytest.fixture(scope="module")
def site() -> Iterator[Running]:
    with temporary_folder() as folder, running_instance(demo_copied_to(folder / "var")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def links(site: Running) -> str:
    return site.run("folkmoot.site", "demo", "--links").stdout


@pytest.fixture
def come(browser: Browser, site: Running, links: str) -> Iterator[Come]:
    """A fresh browser of somebody of the demo world, or of a visitor."""
    contexts = []

    def come(name: str = "", **options) -> Page:
        settings = {"viewport": {"width": 1280, "height": 900}} | options
        contexts.append(context := browser.new_context(base_url=site.url, **settings))
        page = context.new_page()
        if name:
            page.goto(re.search(rf"^{name} .*?(http\S+)", links, re.M)[1])
            page.locator("main").get_by_role("button").click()
            expect(page.locator("form[action='/account/logout/']").first).to_be_visible()
        return page

    yield come
    for context in contexts:
        context.close()


FONTS = """() => {
  const fonts = new Set(), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; text = texts.nextNode();) {
    if (!text.data.trim() || !text.parentElement.checkVisibility()) continue;
    const {fontFamily, fontSize, fontWeight, fontStyle} = getComputedStyle(text.parentElement);
    fonts.add([fontFamily, fontSize, fontWeight, fontStyle].join());
  }
  return [...fonts];
}"""


def nothing_is_wrong(page: Page) -> None:
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations(page)] == []


def test_a_name_leads_to_its_page_by_keys_alone(come: Come) -> None:
    page = come("Ben")
    page.goto("/ideas/")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="A page, a community")
    expect(field).to_be_focused()
    nothing_is_wrong(page)

    field.fill("rain barrel")
    expect(page.get_by_role("option").first).to_contain_text(re.compile("rain barrel", re.I))
    chosen = page.locator("[role=option][aria-selected=true]")
    first = chosen.get_attribute("id")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    assert chosen.get_attribute("id") != first
    page.keyboard.press("ArrowUp")
    expect(chosen).to_have_count(1)
    to = chosen.get_attribute("href") or "-"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{to}")


def test_escape_closes_it_and_the_focus_is_where_it_was(come: Come) -> None:
    page = come()
    page.goto("/ideas/")
    link = page.get_by_role("link", name="Go to")
    link.focus()
    link.click()
    expect(page.get_by_role("combobox", name="A page, a community")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(link).to_be_focused()


def test_no_key_does_anything_while_somebody_types(come: Come) -> None:
    page = come()
    page.goto("/ideas/")
    page.locator("#q").focus()
    page.keyboard.press("?")
    page.keyboard.press("Control+k")
    expect(page.locator("#q")).to_have_value("?")
    assert page.locator("dialog").count() == 0


def test_the_help_shows_the_keys_that_this_page_has_and_can_be_switched_off(come: Come) -> None:
    page = come()
    page.goto("/ideas/")
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="Keys of this page")
    expect(help_).to_contain_text("Go anywhere by its name")
    expect(help_).not_to_contain_text("In a list: pick it")
    nothing_is_wrong(page)

    page.get_by_role("checkbox", name="? opens this").uncheck()
    page.get_by_role("button", name="Close", exact=True).click()
    page.keyboard.press("?")
    page.keyboard.press("Control+k")  # what comes later is there: so the first would be, too
    expect(page.get_by_role("combobox", name="A page, a community")).to_be_visible()
    expect(help_).to_have_count(0)


def test_support_counts_at_the_press_and_goes_back_with_the_reason_when_it_is_refused(come: Come) -> None:
    page = come("Dan")
    held: list[Route] = []
    page.route("**/support/", lambda route: held.append(route))
    page.goto("/ideas/?state=live&sort=support")
    form = page.locator("support-now form:has([aria-pressed=false])").first
    button = page.locator(f"#{form.get_attribute('id')} button")
    number = int(button.locator("strong").inner_text())

    with page.expect_request("**/support/"):
        button.click()
    expect(button).to_have_attribute("aria-pressed", "true")  # the server has said nothing yet
    expect(button.locator("strong")).to_have_text(str(number + 1))

    refusal = {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML"}
    held.pop().fulfill(status=403, headers=refusal, body="<p>Closed since.</p>")
    expect(page.locator("#messages")).to_contain_text("Closed since.")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button.locator("strong")).to_have_text(str(number))

    page.unroute("**/support/")
    with page.expect_response("**/support/"):
        button.click()
    expect(button.locator("xpath=ancestor::form")).to_have_attribute("action", re.compile("/unsupport/$"))
    with page.expect_response("**/unsupport/"):
        button.click()  # and undone by the same button
    expect(button.locator("strong")).to_have_text(str(number))
    assert page.locator("support-now support-now").count() == 0


def test_a_refused_press_takes_the_one_after_it_along(come: Come) -> None:
    page, held = come("Dan"), []
    page.route("**/support/", lambda route: held.append(route))
    page.goto("/ideas/?state=live&sort=support")
    form = page.locator("support-now form:has([aria-pressed=false])").first
    button = page.locator(f"#{form.get_attribute('id')} button")
    with page.expect_request("**/support/"):
        button.click()
    button.click()

    refusal = {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML"}
    held.pop().fulfill(status=403, headers=refusal, body="<p>Closed since.</p>")
    expect(page.locator("#messages")).to_contain_text("Closed since.")
    expect(button).to_have_attribute("aria-pressed", "false")
    with page.expect_request("**/support/"):
        button.click()
    assert len(held) == 1, "nothing went out by itself"
    held.pop().abort()


def test_a_visitor_who_presses_support_is_led_to_sign_in(come: Come) -> None:
    page = come()
    page.goto("/ideas/?state=live")
    page.locator("support-now button").first.click()
    page.wait_for_url(re.compile(r"/account/login/\?next=/ideas/\d+/support/$"))


def test_the_head_of_whoever_has_most_to_do_is_one_line(come: Come) -> None:
    page = come("Mia")
    page.goto("/")
    assert page.locator(".top").bounding_box()["height"] < 64
    more = page.get_by_role("button", name="More")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="First steps")).to_be_visible()
    nothing_is_wrong(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="First steps")).to_be_hidden()
    expect(more).to_be_focused()


def test_on_a_phone_the_first_screen_says_what_came_of_it_and_what_to_do(come: Come) -> None:
    page = come(viewport={"width": 390, "height": 844})
    page.goto("/")
    for seen in (
        page.get_by_role("heading", level=1),
        page.locator(".button--main"),
        page.locator("[data-kpi^='share_answered']"),
        page.get_by_role("heading", name="You said, and what came of it"),
        page.locator(".ledger blockquote").first,
    ):
        box = seen.bounding_box()
        assert box["y"] + box["height"] <= 844, seen


@pytest.mark.parametrize(
    "path", ["/", "/ideas/", "/insights/", "/numbers/", "/desk/", "/go/", "/first-hour/"]
)
def test_at_twice_the_size_nothing_is_wider_than_the_screen(come: Come, path: str) -> None:
    page = come("Mia", viewport={"width": 640, "height": 450})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    nothing_is_wrong(page)


def test_on_a_phone_the_head_of_whoever_has_most_to_do_moves_within_the_screen(come: Come) -> None:
    page = come("Mia", viewport={"width": 390, "height": 844})
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_in_high_contrast_the_page_that_one_is_on_and_what_is_given_stand_out(come: Come) -> None:
    page = come("Dan", forced_colors="active")
    page.goto("/ideas/?state=live")
    line = "one => getComputedStyle(one).borderBlockEndColor"
    here = page.locator(".top .links a[aria-current]").evaluate(line)
    others = page.locator(".top .links a:not([aria-current])").evaluate_all(
        "all => all.map(one => getComputedStyle(one).borderBlockEndColor)"
    )
    assert others
    assert here not in others
    button = page.locator("support-now button[aria-pressed=false]").first
    form = button.locator("xpath=ancestor::form").get_attribute("id")
    with page.expect_response("**/support/"):
        button.click()
    given = page.locator(f"#{form} button[aria-pressed=true]")
    expect(given).to_have_css("outline-style", "solid")
    given.click()


def test_on_paper_there_is_only_what_can_be_read_dark_on_light(come: Come) -> None:
    page = come("Mia", color_scheme="dark")
    page.goto("/")
    page.emulate_media(media="print")
    for gone in (".top", ".foot", ".demo", ".button--main"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator(".promise [data-kpi^='time_to_answer']")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


@pytest.mark.parametrize(("path", "most"), [("/", 12), ("/ideas/", 8), ("/ideas/?q=hydrants", 10)])
def test_a_page_has_few_fonts_for_the_browser_asks_another_process_for_each(
    come: Come, path: str, most: int
) -> None:
    """A font is a family, a size and a weight. What is searched for here is an idea with a talk, and is opened."""
    page = come()
    page.goto(path)
    if "?q=" in path:
        page.get_by_role("link", name="Hydrants that children may open").click()
        expect(page.locator(".face--small").first).to_be_visible()
    fonts = page.evaluate(FONTS)
    assert len(fonts) <= most, fonts
