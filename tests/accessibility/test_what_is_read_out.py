"""The accessibility tree: headings and landmarks of every page, and what a screen reader says on the main ones.

The expected text is a selection: what it names is there, in this order, by that role, under that name.
"""

import pytest
from playwright.sync_api import expect

from tests.accessibility.conftest import Come, EveryPage

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]
#: What is wrong with the headings and landmarks of a page.
WRONG = """
() => {
  const count = selector => document.querySelectorAll(selector).length
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(one => one.checkVisibility())
  const levels = [0, ...headings.map(one => Number(one.tagName[1]))]
  const jumps = headings.filter((_, at) => levels[at + 1] > levels[at] + 1).map(one => one.textContent.trim())
  const names = [...document.querySelectorAll("nav")].map(one => one.ariaLabel ?? "")
  const isDesk = count(".desk-frame") === 1
  return Object.entries({
    "not one h1": levels.filter(level => level === 1).length !== 1,
    [`a level is left out before ${jumps}`]: jumps.length > 0,
    "not one banner": count("body > header, .desk-frame > header") !== 1,
    "not one main": count("main") !== 1,
    "not one contentinfo": count("body > footer") !== (isDesk ? 0 : 1),
    [`navigations are named ${names}`]: names.includes("") || new Set(names).size < names.length,
  }).filter(([, isWrong]) => isWrong).map(([what]) => what)
}
"""
HEAD = """
- link "Skip to the page"
- banner:
  - link "Folkmoot"
  - navigation "Main":
    - link "Communities"
    - link "Ideas"
    - link "What we did"
  - link "Go to"
"""
FOOT = """
- contentinfo:
  - link "Accessibility statement"
  - link "Keys"
  - button "Español"
"""
PAGES = {
    ("visitor", "/"): """
- main:
  - status
  - heading "Tell us. We tell you what came of it." [level=1]
  - link "Give an idea"
  - group "How we keep our promise"
  - region "You said, and what came of it":
    - heading "You said, and what came of it" [level=2]
    - link "All answers"
  - region "What do you think of these?":
    - heading "What do you think of these?" [level=2]
    - list:
      - listitem:
        - form:
          - button /\\d+ support/
        - heading [level=3]:
          - link
""",
    ("visitor", "/ideas/"): """
- main:
  - status
  - heading "Ideas" [level=1]
  - search "Search and sort ideas":
    - searchbox "Search by words and meaning"
    - combobox "State"
    - combobox "First come"
    - button "Show"
  - region "Ideas":
    - list:
      - listitem:
        - form:
          - button /\\d+ support/
        - heading [level=2]:
          - link
    - navigation "Pages":
      - link "Next"
""",
    ("ben", "/ideas/5/"): """
- main:
  - status
  - navigation "You are here"
  - heading "Rain barrels that talk to the weather" [level=1]
  - region "What became of it":
    - heading "What became of it" [level=2]
    - list:
      - listitem:
        - strong: Published
      - listitem:
        - strong: An answer is owed
  - article "The idea"
  - form "Rain barrels that talk to the weather":
    - button /\\d+ support this, you too/ [pressed]
  - region /comments? from people/:
    - textbox "Say something"
    - button "Say it"
  - complementary "About this idea":
    - region "Look-alikes":
      - heading "Look-alikes" [level=2]
""",
    ("ben", "/ideas/in/households/draft/"): """
- main:
  - status
  - navigation "You are here":
    - list:
      - listitem:
        - link "Households of the Arle"
      - listitem:
        - link "Ideas"
      - listitem: Write
  - heading "Write an idea" [level=1]
  - textbox "Your idea in one sentence"
  - textbox "Tell us more · optional"
  - button "Go on"
""",
    ("visitor", "/account/login/"): """
- main:
  - status
  - heading "Sign in" [level=1]
  - textbox "Email"
  - textbox "Password"
  - button "Sign in"
  - navigation "Other ways in":
    - link "Send me a code instead"
""",
}
DESK = """
- link "Skip to the page"
- banner:
  - link "Folkmoot"
  - navigation "Desks":
    - link "Decisions"
    - link "Go to"
- main:
  - status
  - heading "What waits for my answer" [level=1]
  - region /waits? for your answer/:
    - heading /waits? for your answer/ [level=2]
    - checkbox "Pick all"
    - list:
      - listitem:
        - 'checkbox "Pick: Help people to store rain"'
        - link "Help people to store rain"
  - article "Help people to store rain":
    - heading "Help people to store rain" [level=2]
    - region "Evidence":
      - heading "Evidence" [level=3]
    - group "Your answer":
      - radio "We will do it Y"
      - radio "We will not N"
    - textbox "Because"
    - button "Answer"
"""


def test_every_page_has_its_headings_in_order_and_its_landmarks(every_page: EveryPage) -> None:
    wrong = [f"{name}: {found}" for name, page in every_page() for found in page.evaluate(WRONG)]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize(("who", "address"), PAGES)
def test_what_a_page_says(come: Come, who: str, address: str) -> None:
    page = come(who)
    page.goto(address)
    expect(page.locator("body")).to_match_aria_snapshot(HEAD + PAGES[who, address].strip() + FOOT)


def test_what_the_desk_says(come: Come) -> None:
    page = come("fay")
    page.goto("/desk/")
    expect(page.locator("body")).to_match_aria_snapshot(DESK)
