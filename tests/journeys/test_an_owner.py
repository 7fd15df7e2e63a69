"""A decision owner: ten answers by the keyboard, one undone in time; what was promised is done and measured."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from folkmoot.site.launch.testing import Running

from .conftest import Mails, at_last, come_in, told

pytestmark = [pytest.mark.browser, pytest.mark.server]
# Fifteen people have an idea each: five of benches, five of buses, five of books.
PEOPLE = """
import json
from folkmoot.domains.communities import actions as communities
from folkmoot.domains.communities.models import Role
from folkmoot.domains.intelligence.tests.worlds import BENCHES, BOOKS, BUSES, publish
from folkmoot.domains.people import actions as people

root = people.make_administrator("root@example.org")
fay = people.meet("fay@example.org", name="Fay")
town = communities.found(by=root, name="The town", slug="town")
communities.appoint(town, by=root, person=fay, role=Role.DECISION_OWNER)
ideas = []
for number, title in enumerate([*BENCHES, *BUSES, *BOOKS]):
    author = people.meet(f"voice{number}@example.org", name=f"Voice {number}")
    communities.join(town, by=author)
    ideas.append(publish(town, author, title, "So that everybody has something of it.").pk)
print("TOLD", json.dumps({"fay": people.sign_in_link(fay, is_reusable=True), "ideas": ideas}))
"""
# The benches are one insight, made of their theme; nine others are made of one idea each.
INSIGHTS = """
import json
from datetime import timedelta
from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas.models import Idea
from folkmoot.domains.insights import actions as insights
from folkmoot.domains.intelligence.models import Theme, ThemeMember
from folkmoot.domains.people.models import Person
from folkmoot.kit import clock
from folkmoot.kit.refs import ref

root, fay = (Person.objects.get(email=f"{name}@example.org") for name in ("root", "fay"))
town = Community.objects.get(slug="town")
own = list(Idea.objects.order_by("pk"))
theme = ThemeMember.objects.get(subject=ref(own[0])).theme
def give(title, voices, days, origin=""):
    return insights.make_and_give(
        town, by=root, title=title, voices=voices, origin=origin, owner=fay, contradicting="None found.",
        due_on=clock.today() + timedelta(days=days))
first = give("People want to sit down", theme.voices(), 3, theme)
for number, idea in enumerate(own[5:14]):
    give(f"Insight {number}", [(ref(idea), idea.title)], 4 + number)
told = [f"voice{number}@example.org" for number, idea in enumerate(own[:5]) if ref(idea) in dict(theme.voices())]
print("TOLD", json.dumps({"first": first.get_absolute_url(), "theme": theme.name, "told": told}))
"""
STATE = """
import json
from folkmoot.domains.insights.models import HeldAnswer, Insight
print("TOLD", json.dumps([HeldAnswer.objects.open().count(), Insight.objects.answered().count()]))
"""
REASON = "In spring, when the wood is dry."


def test_ten_answers_by_keyboard_and_what_came_of_one_of_them(
    site: Running, visit: Callable[[], Page], look: Callable[[Page, str], None], mails: Mails
) -> None:
    people = told(site, PEOPLE)
    fay = come_in(visit(), people["fay"])
    at_last(fay, "/communities/town/themes/", fay.locator("article").filter(has_text="bench"))
    made = told(site, INSIGHTS)

    answer_ten(fay, site, look)
    undo_the_tenth(fay, site)
    send_the_rest(fay, site)
    are_told_of_nine(mails, made["told"])

    idea = f"/ideas/{people['ideas'][0]}/"
    read_the_chain(visit(), idea, made, look)
    deliver(fay, made["first"], mails, made["told"], look)
    read_what_came_of_it(visit(), idea, made["first"], look)


def answer_ten(page: Page, site: Running, look: Callable[[Page, str], None]) -> None:
    page.goto("/desk/")
    press = page.keyboard.press
    expect(page.locator(".worklist a").first).to_be_focused()
    press("?")
    expect(page.get_by_text("undo the newest answer")).to_be_visible()
    press("Escape")
    for _row in range(10):
        press("x")
        press("j")
    expect(page.locator("[data-picked]")).to_have_text("10")
    press("a")
    press("y")
    expect(page.locator("#together [value=accepted]")).to_be_checked()
    press("Tab")
    page.keyboard.type(REASON)
    expect(page.locator("[data-draft] output").first).to_contain_text("Draft saved")
    look(page, "owner-ten-picked")
    page.get_by_label("Because").first.focus()
    press("Control+Enter")
    expect(page.get_by_text("10 answers are on their way")).to_be_visible()
    assert told(site, STATE) == [10, 0]
    look(page, "owner-ten-held")


def undo_the_tenth(page: Page, site: Running) -> None:
    """The newest one; its words are a draft again, and what is added to them stays, too."""
    page.goto("/desk/")
    expect(page.locator("desk-keys")).to_be_focused()
    page.keyboard.press("u")
    expect(page.get_by_text("Undone. Nobody was told, and your words are here again.")).to_be_visible()
    expect(page.locator("#one_reason")).to_have_value(REASON)
    assert told(site, STATE) == [9, 0]
    expect(page.locator(".worklist a")).to_have_text(["Insight 8"])
    expect(page.locator(".worklist a")).to_be_focused()
    page.keyboard.press("a")
    page.keyboard.press("n")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+End")
    with page.expect_response(lambda answer: "Not even then" in (answer.request.post_data or "")):
        page.keyboard.type(" Not even then.")
    page.reload()
    expect(page.locator("#one_reason")).to_have_value(f"{REASON} Not even then.")
    page.keyboard.press("h")
    expect(page.locator("#hand-over select")).to_be_focused()


def send_the_rest(page: Page, site: Running) -> None:
    """Nine answers go out now, without a mouse."""
    for left in range(9, 0, -1):
        page.goto("/desk/")
        expect(page.locator(".worklist a")).to_be_focused()
        expect(page.get_by_role("button", name="Send now")).to_have_count(left)
        walk_back_to(page, page.get_by_role("button", name="Send now").last)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").get_by_text("told.")).to_be_visible()
    expect(page.get_by_role("button", name="Send now")).to_have_count(0)
    assert told(site, STATE) == [0, 9]


def walk_back_to(page: Page, target: Locator) -> None:
    for _step in range(12):
        page.keyboard.press("Shift+Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError("The keyboard does not come to it.")


def are_told_of_nine(mails: Mails, benches: list[str]) -> None:
    """Each who spoke of what was answered has one letter with the reason; who spoke of the tenth has none."""
    buses_and_books = [f"voice{number}@example.org" for number in range(5, 13)]
    assert len(benches) >= 3
    for address in benches + buses_and_books:
        mails.wait_for(address, re.escape(REASON))
        answers = [mail for mail in mails.to(address) if "answered" in str(mail["Subject"])]
        assert len(answers) == 1, f"{address}: {[str(mail['Subject']) for mail in answers]}"
    assert mails.to("voice13@example.org") == []


def read_the_chain(page: Page, idea: str, made: dict[str, str], look: Callable[[Page, str], None]) -> None:
    """On the page of an idea every step stands, and leads to the next: voice, theme, insight, answer."""
    page.goto(idea)
    expect(page.get_by_role("link", name=f"Theme: {made['theme']}")).to_be_visible()
    fate = page.get_by_role("region", name="What became of it")
    expect(fate.get_by_role("link", name="People want to sit down")).to_be_visible()
    expect(fate).to_contain_text("We will do it")
    expect(fate).to_contain_text("Planned")
    expect(page.get_by_text(REASON).first).to_be_visible()
    look(page, "owner-idea")
    fate.get_by_role("link", name="People want to sit down").click()
    steps = page.get_by_role("region", name="What became of it").get_by_role("listitem")
    for step in ("Said", made["theme"], "Insight", "Given to Fay", "We will do it", "Planned", "Told"):
        expect(steps.filter(has_text=step).first).to_be_visible()
    steps.get_by_role("link", name=made["theme"]).click()
    expect(page.get_by_role("link", name="People want to sit down")).to_be_visible()


def deliver(
    page: Page, insight: str, mails: Mails, benches: list[str], look: Callable[[Page, str], None]
) -> None:
    """Fay says how far it is, that it is delivered, and what came of it."""
    page.goto(insight)
    say_how_far(page, "Under way", "40", "The wood is there.")
    page.goto("/roadmap/")
    lane = page.get_by_role("region", name=re.compile("Under way"))
    expect(lane.get_by_role("link", name="People want to sit down")).to_be_visible()
    expect(lane).to_contain_text("The wood is there.")
    look(page, "owner-roadmap")

    page.goto(insight)
    say_how_far(page, "Delivered", "100", "Twelve benches stand.")
    for address in benches:
        mails.wait_for(address, r"delivered .*People want to sit down")

    page.get_by_text("Say what came of it").click()
    form = page.locator("form", has=page.get_by_role("button", name="Keep the measurement"))
    for label, value in (
        ("What was measured?", "Benches that are used"), ("Before", "3"), ("After", "11"), ("At least (95%)", "9"),
        ("At most (95%)", "12"), ("Unit", "benches"), ("Where do the numbers come from?", "Counted on five Sundays"),
    ):  # fmt: skip
        form.get_by_label(re.compile(f"^{re.escape(label)}")).fill(value)
    form.get_by_role("button", name="Keep the measurement").click()
    expect(page.get_by_text("Everybody who asked for it can see what came of it.")).to_be_visible()
    look(page, "owner-measured")


def say_how_far(page: Page, stage: str, percent: str, note: str) -> None:
    page.get_by_text("Say how far it is").click()
    page.get_by_label(stage, exact=True).check()
    page.get_by_label("Per cent done").fill(percent)
    page.get_by_label("What is new?").fill(note)
    page.get_by_role("button", name="Say so").click()
    expect(page.get_by_text("The roadmap says so now.")).to_be_visible()


def read_what_came_of_it(page: Page, idea: str, insight: str, look: Callable[[Page, str], None]) -> None:
    """A visitor reads all of it, on a phone, too."""
    page.goto("/changelog/")
    expect(page.get_by_role("link", name="People want to sit down")).to_be_visible()
    expect(page.get_by_text("Twelve benches stand.")).to_be_visible()
    expect(page.get_by_role("link", name="More benches in the park")).to_be_visible()
    look(page, "owner-changelog")
    page.goto("/board/")
    expect(page.get_by_role("region", name=re.compile("Measured"))).to_contain_text("People want to sit down")
    look(page, "owner-board")
    page.goto(idea)
    fate = page.get_by_role("region", name="What became of it")
    expect(fate.get_by_role("link", name="Delivered")).to_be_visible()
    page.goto(insight)
    expect(page.get_by_role("table", name="What came of it")).to_contain_text("9 to 12")
    chain = page.get_by_role("region", name="What became of it")
    expect(chain.get_by_role("listitem").filter(has_text="Measured").first).to_be_visible()
    look(page, "owner-insight")
