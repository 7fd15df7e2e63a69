"""Script in every field that people fill, in a real Chromium, with our policy and without it; and votes at once."""

import json
import re
import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from folkmoot.site.launch.grounds import copied_to
from folkmoot.site.launch.testing import Running, running_instance, temporary_folder

from .asking import ask

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

#: One of each way in: a tag, an end of an attribute, an end of a text, mutation, Markdown, an address, clobbering.
BOMBS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "'-alert(3)-'",
    "</title></textarea></script><svg onload=alert(4)>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(5)&gt;">',
    "[x](javascript:alert(6)) [y](data:text/html,<script>alert(6)</script>) <javascript:alert(6)>",
    '![x](x"onerror=alert(7)) <a href="&#106;avascript:alert(7)" autofocus onfocus=alert(7)>z</a>',
    "<form id=body name=location><input name=action></form><a id=csrfmiddlewaretoken>",
    '<noscript><p title="</noscript><img src=x onerror=alert(9)>">',
    "{{constructor.constructor('alert(10)')()}} ${alert(10)}",
]
#: Told in a place of its own: who, where, and every field that a person fills.
STORY = """
import io, json, sys
from PIL import Image
from django.core.files.uploadedfile import SimpleUploadedFile

from folkmoot.domains.agreements import actions as agreements
from folkmoot.domains.communities import actions as communities
from folkmoot.domains.communities.models import Role
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.insights import actions as insights
from folkmoot.domains.moderation import actions as moderation
from folkmoot.domains.people import actions as people
from folkmoot.kit import clock
from folkmoot.kit.refs import ref
from datetime import timedelta

bombs = json.loads({bombs!r})
root = people.make_administrator("root@example.org")
people.rename(root, name=bombs[1][:80])
pages = []
for number, bomb in enumerate(bombs):
    one = communities.found(by=root, name=bomb[:110], slug=f"place-{{number}}", summary=bomb)
    ada = people.meet(f"ada{{number}}@example.org", name=bomb[:80])
    communities.appoint(one, by=root, person=ada, role=Role.DECISION_OWNER)
    idea = ideas.publish(ideas.draft(one, by=ada, title=bomb[:190], body=bomb), by=ada)
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG")
    ideas.attach(idea, by=ada, file=SimpleUploadedFile(bomb, out.getvalue()), alt=bomb)
    idea = ideas.revise(idea, by=ada, title="x" + bomb[:180], body=bomb + " again")
    said = discussions.post(idea, by=root, community=one, body=bomb)
    discussions.post(idea, by=ada, community=one, body=bomb, parent=said)
    insight = insights.make_and_give(one, by=root, title=bomb[:190], summary=bomb, voices=[(ref(idea), bomb)],
                                     owner=ada, due_on=clock.today() + timedelta(days=3))
    insights.answer(insight, by=ada, outcome="carried_over", reason=bomb)
    moderation.flag(idea, by=root, reason="other", words=bomb)
    people.make_token(root, name=bomb[:60], scopes=["read"], days=9)
    pages += [one.get_absolute_url(), idea.get_absolute_url(), insight.get_absolute_url()]
    pages += [f"/ideas/{{idea.pk}}/versions/", f"/moderation/of/ideas.idea/{{idea.pk}}/"]
    pages += [f"/communities/{{one.slug}}/members/", f"/ideas/in/{{one.slug}}/"]
agreements.publish("terms", language="en", by=root, body=bombs[0] + bombs[4] + bombs[6])
pages += ["/", "/ideas/", "/communities/", "/insights/", "/moderation/", "/moderation/log/", "/me/"]
pages += ["/me/tokens/", "/notices/", "/outbox/", "/audit/", "/themes/", "/numbers/", "/desk/", "/promises/terms/"]
print("TOLD", json.dumps({{"link": people.sign_in_link(root, is_reusable=True), "pages": pages}}))
"""
VOTES = """
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from folkmoot.domains.communities import actions as communities
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.people import actions as people

root = people.make_administrator("root2@example.org")
place = communities.found(by=root, name="Votes", slug="votes")
idea = ideas.publish(ideas.draft(place, by=root, title="A bench"), by=root)
ben = people.meet("ben@example.org", name="Ben")
session = SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(ben.pk), "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = ben.get_session_auth_hash()
session.save()
print("TOLD", json.dumps({"cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}", "idea": idea.pk}))
"""
COUNT = """
from folkmoot.domains.ideas.models import Idea, Support
from folkmoot.domains.moderation.models import Flag
print("TOLD", [Support.objects.filter(idea={idea}).count(), Idea.objects.get(pk={idea}).support_count,
               Flag.objects.filter(subject="ideas.idea/{idea}").count()])
"""


@pytest.fixture(scope="module")
def site() -> Iterator[Running]:
    with temporary_folder() as folder, running_instance(copied_to(folder / "var"), "--no-demo") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()


def told(site: Running, code: str):
    done = site.run_code(code)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.partition("TOLD ")[2])


@pytest.fixture(scope="module")
def story(site: Running):
    return told(site, STORY.format(bombs=json.dumps(BOMBS)))


def watched(browser: Browser, site: Running, *, has_policy: bool) -> tuple[Page, list[str]]:
    """A page of a fresh browser, and what acted in it: dialogs, and calls that a script of others makes."""
    context = browser.new_context(base_url=site.url, bypass_csp=not has_policy)
    acted: list[str] = []
    context.add_init_script("window.alert = (x) => console.warn('ACTED ' + x)")
    page = context.new_page()
    page.on("dialog", lambda dialog: (acted.append(f"{page.url} {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda said: acted.append(f"{page.url} {said.text}") if "ACTED" in said.text else None)
    return page, acted


def test_11_the_watch_sees_what_acts(browser: Browser, site: Running) -> None:
    page, acted = watched(browser, site, has_policy=False)
    page.goto("/")
    page.evaluate("document.body.innerHTML = '<img src=x onerror=alert(1)>'")
    page.wait_for_timeout(300)
    assert acted


@pytest.mark.parametrize("has_policy", [True, False], ids=["with our policy", "without it"])
def test_11_nothing_that_people_write_acts(browser: Browser, site: Running, story, has_policy: bool) -> None:
    page, acted = watched(browser, site, has_policy=has_policy)
    page.goto(story["link"])
    page.locator("main").get_by_role("button").click()
    seen = 0
    for path in story["pages"]:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        seen += page.content().count("alert(")
        is_whole = page.evaluate(
            "document.body.tagName === 'BODY' && typeof document.location.href === 'string'"
        )
        assert is_whole, f"{path}: a name of a person's text hides one of the page"
        for link in page.locator("main a").evaluate_all("links => links.map(link => link.protocol)"):
            assert link in ("http:", "https:", "mailto:", ""), f"{path}: {link}"
    assert acted == []
    assert seen > len(BOMBS), "the texts are on the pages, as texts"


def test_18_thirty_presses_at_once_are_one_vote(site: Running) -> None:
    """And one flag: the real server, thirty connections that wait for each other."""
    facts = told(site, VOTES)
    idea = facts["idea"]
    page = ask(site.port, "GET", f"/ideas/{idea}/", Cookie=facts["cookie"])
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    cookies = f"{facts['cookie']}; csrftoken={page.cookie('csrftoken')}"
    for path, fields in (
        (f"/ideas/{idea}/support/", ""),
        (f"/moderation/flag/ideas.idea/{idea}/", "&reason=spam"),
    ):
        answers = at_once(site.port, path, f"csrfmiddlewaretoken={token}{fields}", cookies)
        assert len(answers) == 30
        assert set(answers) <= {302, 403}, answers
        assert 302 in answers
    assert told(site, COUNT.format(idea=idea)) == [1, 1, 1]


def at_once(port: int, path: str, body: str, cookies: str) -> list[int]:
    start, answers = threading.Barrier(30), []

    def press() -> None:
        start.wait()
        kind = "application/x-www-form-urlencoded"
        answers.append(ask(port, "POST", path, body, Cookie=cookies, Content_Type=kind).status)

    threads = [threading.Thread(target=press) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
