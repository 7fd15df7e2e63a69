"""The journeys by keyboard alone, by the roles and names that a screen reader says: a visitor, a member, a decider."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.accessibility.conftest import Come, World
from tests.accessibility.keys import press, tab_to, write

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]


def test_a_visitor_skips_to_the_page_and_opens_an_idea(come: Come) -> None:
    page = come()
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the page")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_role("link").first).to_be_focused()

    ideas = page.get_by_role("region", name="What do you think of these?")
    idea = ideas.get_by_role("heading", level=3).get_by_role("link").first
    title = idea.inner_text()
    press(page, idea)
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(page).to_have_title(re.compile(f"^{re.escape(title)}"))


def test_a_member_signs_in_gives_an_idea_supports_another_and_answers(come: Come, world: World) -> None:
    page = come()
    page.goto(world.links["ben"])
    press(page, page.get_by_role("main").get_by_role("button"))
    expect(page.get_by_role("banner").get_by_role("button", name="Sign out")).to_be_visible()
    give_an_idea(page)
    support_another(page)
    answer_a_comment(page)


def give_an_idea(page: Page) -> None:
    page.goto("/ideas/in/households/draft/")
    write(page, page.get_by_role("textbox", name="Your idea in one sentence"), "Steps down to the river")
    press(page, page.get_by_role("button", name="Go on"))
    publish = page.get_by_role("button", name="Publish")
    expect(publish).to_be_visible()
    press(page, publish)
    expect(page.get_by_role("heading", level=1, name="Steps down to the river")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Your idea is live")).to_be_visible()


def support_another(page: Page) -> None:
    """It is said at the press, and the focus stays: so it can be taken back by the same key."""
    page.goto("/ideas/?state=live&sort=support")
    first = page.get_by_role("form").filter(has=page.get_by_role("button", pressed=False)).first
    form = page.get_by_role("form", name=first.get_attribute("aria-label") or "-", exact=True)
    tab_to(page, form.get_by_role("button"))
    for to, is_pressed, then in (("/support/", True, "/unsupport/"), ("/unsupport/", False, "/support/")):
        with page.expect_response(f"**{to}"):
            page.keyboard.press("Space")
        expect(form).to_have_attribute("action", re.compile(f"{then}$"))
        expect(page.locator(".htmx-added")).to_have_count(0)
        expect(form.get_by_role("button", pressed=is_pressed)).to_be_focused()


def answer_a_comment(page: Page) -> None:
    page.goto("/ideas/?q=rain+barrel")
    press(page, page.get_by_role("link", name="Half price for a rain barrel in every garden"))
    press(page, page.get_by_role("main").get_by_role("link", name="Answer", exact=True).first)
    field = page.get_by_role("textbox", name=re.compile("^Answer "))
    expect(field).to_be_focused()
    page.keyboard.type("One of 300 litres is enough.")
    press(page, page.get_by_role("button", name="Answer", exact=True))
    expect(page.get_by_role("listitem").filter(has_text="One of 300 litres").last).to_be_visible()


def test_a_decider_answers_at_the_desk(come: Come) -> None:
    page = come("fay")
    page.goto("/desk/")
    row = page.get_by_role("main").get_by_role("link", name="Warn of leaks at night")
    press(page, row)
    thing = page.get_by_role("article", name="Warn of leaks at night")
    expect(thing).to_be_visible()
    expect(row).to_be_focused()
    page.keyboard.press("a")
    choices = thing.get_by_role("group", name="Your answer")
    page.keyboard.press("ArrowDown")
    expect(choices.get_by_role("radio", name=re.compile("^We try it first"))).to_be_checked()
    write(page, thing.get_by_role("textbox", name="Because"), " ")
    page.keyboard.press("Control+Enter")

    refused = page.get_by_role("alert")
    expect(refused).to_be_focused()
    expect(refused.get_by_role("link", name=re.compile("^Because: "))).to_be_visible()
    write(page, page.get_by_role("textbox", name="Because"), "A hundred meters in June.")
    press(page, page.get_by_role("button", name="Answer", exact=True))
    expect(page.get_by_role("status").first).to_contain_text("goes out")


def test_a_refused_form_says_what_is_wrong_and_leads_there(come: Come) -> None:
    page = come("root")
    page.goto("/communities/found/")
    name = page.get_by_role("textbox", name="Name", exact=True)
    write(page, name, " ")
    press(page, page.get_by_role("button", name="Found it"))

    refused = page.get_by_role("alert")
    expect(refused).to_be_focused()
    expect(refused.get_by_role("heading")).to_have_text("One thing to put right")
    press(page, refused.get_by_role("link", name=re.compile("^Name: ")))
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description(re.compile("required"))
