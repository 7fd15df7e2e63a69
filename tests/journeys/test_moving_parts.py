"""What moves in the browser: drafts that keep themselves, support in place, look-alikes, a desk under the keys."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from folkmoot.site.launch.grounds import demo_copied_to
from folkmoot.site.launch.testing import Running, running_instance, temporary_folder

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture(scope="module")
def demo() -> Iterator[Running]:
    with temporary_folder() as folder, running_instance(demo_copied_to(folder / "var")) as running:
        yield running


@pytest.fixture
def site(demo: Running) -> Running:
    """The pages of these tests are those of the demo world."""
    return demo


def test_a_draft_keeps_itself_and_is_there_again(enter: Callable[[str], Page]) -> None:
    page = enter("Ada")
    page.goto("/ideas/in/households/draft/")
    page.get_by_label("Your idea in one sentence").fill("A tap at the allotments")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Tell us more").press_sequentially("Behind the fence there is a standpipe.")
    expect(page.locator("[data-draft]")).to_contain_text("Draft saved,", timeout=10_000)

    page.reload()

    expect(page.get_by_label("Tell us more")).to_have_value("Behind the fence there is a standpipe.")


def test_what_is_alike_shows_while_one_types(enter: Callable[[str], Page]) -> None:
    page = enter("Ben")
    page.goto("/ideas/in/households/draft/")
    page.get_by_label("Your idea in one sentence").press_sequentially(
        "A tap for bottles at the railway station"
    )
    expect(page.get_by_role("link", name="A tap to fill bottles at the station")).to_be_visible(
        timeout=20_000
    )


def test_support_is_given_and_taken_back_in_place(enter: Callable[[str], Page]) -> None:
    page = enter("Dan")
    page.goto("/ideas/")
    item = page.locator("li.item", has_text="Open the water works one Sunday")
    before = item.locator(".support strong").inner_text()
    expect(item.locator(".support .icon:visible")).to_have_class("icon when-not")

    item.locator(".support").click()

    expect(item.locator(".support")).to_have_attribute("aria-pressed", "true")
    expect(item.locator(".support .icon:visible")).to_have_class("icon when-given")
    expect(item.locator(".support strong")).to_have_text(str(int(before) + 1))
    with page.expect_response(re.compile(r"/ideas/\d+/unsupport/$")):  # what is seen at once is not yet done
        item.locator(".support").click()
    expect(item.locator(".support")).to_have_attribute("aria-pressed", "false")
    expect(item.locator(".support strong")).to_have_text(before)
    assert page.url.endswith("/ideas/")


def test_whoever_presses_again_before_the_answer_is_there_is_not_forgotten(
    enter: Callable[[str], Page],
) -> None:
    page, waiting = enter("Dan"), []
    page.route(re.compile(r"/ideas/\d+/support/$"), lambda route: waiting.append(route))
    page.goto("/ideas/")
    support = page.locator("li.item", has_text="Open the water works one Sunday").locator(".support")
    before = support.locator("strong").inner_text()
    expect(support).to_have_attribute("aria-pressed", "false")

    with page.expect_request(re.compile(r"/ideas/\d+/support/$")):
        support.click()
    expect(support).to_have_attribute("aria-pressed", "true")
    support.click()
    expect(support).to_have_attribute("aria-pressed", "false")
    with page.expect_response(re.compile(r"/ideas/\d+/unsupport/$")) as taken_back:
        waiting[0].continue_()

    assert taken_back.value.ok
    expect(support).to_have_attribute("aria-pressed", "false")
    expect(support.locator("strong")).to_have_text(before)


def test_a_comment_is_answered_in_its_place(enter: Callable[[str], Page]) -> None:
    page = enter("Dan")
    page.goto("/ideas/")
    page.get_by_role("link", name="Tell me when my meter runs all night").click()
    page.get_by_role("link", name="Answer", exact=True).first.click()
    field = page.get_by_role("textbox", name=re.compile("^Answer "))
    expect(field).to_be_focused()
    field.fill("We have one like that in Lower Street.")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".thread .thread li", has_text="in Lower Street")).to_be_visible()


def test_at_the_desk_the_keys_walk_and_pick(enter: Callable[[str], Page]) -> None:
    page = enter("Fay")
    page.goto("/desk/")
    page.locator(".worklist a").first.focus()

    page.keyboard.press("j")
    page.keyboard.press("x")

    expect(page.locator(".worklist input[type=checkbox]").nth(1)).to_be_checked()
    expect(page.locator("[data-picked]")).to_have_text("1")


def test_without_script_an_idea_is_given_all_the_same(browser, site: Running) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/ideas/in/households/draft/")
    page.get_by_label("Your idea in one sentence").fill("Benches by the weir")
    page.get_by_label("Your e-mail address").fill("nora@example.org")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    context.close()


ARABIC = "صنبور ماء للزجاجات في محطة القطار"


def test_text_from_right_to_left_runs_its_own_way(enter: Callable[[str], Page]) -> None:
    page = enter("Dan")
    page.goto("/ideas/in/households/draft/")
    page.get_by_label("Your idea in one sentence").fill(ARABIC)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Tell us more").fill(ARABIC)
    page.get_by_role("button", name="Publish").click()

    words = page.locator(".words p").first
    paragraph, line = words.bounding_box(), right_edge_of_text(words)
    assert paragraph
    assert abs(paragraph["x"] + paragraph["width"] - line) < 2, "Arabic begins at the right."


def right_edge_of_text(words: Locator) -> float:
    script = "e => { const r = document.createRange(); r.selectNodeContents(e); return r.getClientRects()[0].right }"
    return float(words.evaluate(script))


@pytest.mark.parametrize("width", [390, 1280])
def test_a_whole_page_from_right_to_left_does_not_break(enter: Callable[[str], Page], width: int) -> None:
    page = enter("Mia")
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("/", "/ideas/", "/communities/households/", "/insights/", "/me/", "/imports/", "/numbers/"):
        page.goto(path)
        page.evaluate("document.documentElement.dir = 'rtl'")
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{path} is {wider} px too wide"
        heading = page.locator("h1").first.bounding_box()
        assert heading
        assert heading["x"] + heading["width"] > width / 2, f"{path}: the heading begins at the right"
