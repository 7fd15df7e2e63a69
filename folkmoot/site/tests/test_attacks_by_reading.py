"""Attacks by looking: other keys, canaries in private places, counts, and what was seen before."""

import io
import logging
import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from folkmoot.domains.communities import actions as communities
from folkmoot.domains.communities.models import Role, forget_roles
from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.insights import actions as insights
from folkmoot.domains.moderation.tests.test_canary import crawl
from folkmoot.domains.people import actions as people
from folkmoot.kit.refs import ref
from tests.house.routes import own_routes

from .attacking import HOUSE, browser_of, text_of

CANARY = "Zwillingskanarie"
TABLES = ["/moderation/log.csv", "/audit.csv"] + [
    f"/numbers/{kpi}/export/" for kpi in ("contributions", "time_to_answer")
]
FIRST = [
    "/",
    "/ideas/",
    "/communities/",
    "/insights/",
    "/themes/",
    "/numbers/",
    "/moderation/log/",
    "/promises/",
    "/privacy/",
]


@pytest.fixture
def secret(workshop, garden, eva, mia, ada, ben, settings, tmp_path, work):
    """The same word in every private place: idea, comment, insight, picture, draft, token, invitation."""
    settings.MEDIA_ROOT = tmp_path
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG")
    idea = ideas.draft(workshop, by=eva, title=f"A {CANARY}", body=f"The {CANARY} sings.")
    ideas.attach(idea, by=eva, file=SimpleUploadedFile("x.png", out.getvalue()), alt=f"{CANARY} in a tree")
    idea = ideas.let_pass(ideas.publish(idea, by=eva), by=mia)
    said = discussions.post(idea, by=mia, community=workshop, body=f"{CANARY}, yes.")
    ideas.support(idea, by=mia)
    draft = ideas.draft(garden, by=ada, title=f"{CANARY} again", body=CANARY)
    insight = insights.make(workshop, by=mia, title=f"Of the {CANARY}", voices=[(ref(idea), CANARY)])
    communities.invite(workshop, by=mia, email=f"{CANARY.lower()}@example.org")
    token = people.make_token(ben, name=CANARY, scopes=["read"], days=9)[0]
    work()
    return {"idea": idea, "said": said, "draft": draft, "insight": insight, "token": token}


def seen_by(browser, first):
    word = re.compile(CANARY, re.IGNORECASE)
    return {
        path
        for path, text in crawl(browser, first)
        if word.search(re.sub(r'value="[^"]*"|\?[^"\s]*q=[^"\s]*', "", text))
    }


def addresses_of(secret):
    return [secret[name].get_absolute_url() for name in ("idea", "said", "draft", "insight")]


@pytest.mark.parametrize("who", ["visitor", "dan", "cleo", "fay"])
def test_6_what_is_private_is_on_no_page_in_no_table_and_no_search(secret, cast, client, who):
    browser = browser_of(cast[who]) if who != "visitor" else client
    first = [
        *FIRST,
        *TABLES,
        *addresses_of(secret),
        "/communities/workshop/",
        "/ideas/in/workshop/",
        "/themes/in/workshop/",
    ]
    first += [f"/ideas/?q={CANARY}", f"/look-alikes/?text={CANARY}"]
    first += ["/me/", "/notices/", "/desk/", "/moderation/", "/outbox/"] if who != "visitor" else []
    assert seen_by(browser, first) == set()


def test_6_the_sweep_sees_what_is_there(secret, cast):
    """Else the test above would prove nothing."""
    assert addresses_of(secret)[0] in seen_by(browser_of(cast["eva"]), [*FIRST, "/communities/workshop/"])
    assert "/me/tokens/" in seen_by(browser_of(cast["ben"]), ["/me/tokens/"])


def test_6_an_administrator_reads_no_draft_and_no_token(secret, root):
    seen = seen_by(browser_of(root), [*FIRST, *TABLES, *addresses_of(secret), "/audit/", "/outbox/"])
    assert not {path for path in seen if f"/ideas/{secret['draft'].pk}/" in path or "token" in path}


def test_6_no_mail_to_others_and_no_line_of_the_log_names_it(
    workshop, garden, cast, eva, mia, work, caplog, mailoutbox
):
    with caplog.at_level(logging.DEBUG):
        idea = ideas.publish(ideas.draft(workshop, by=eva, title=f"A {CANARY}"), by=eva)
        discussions.post(idea, by=mia, community=workshop, body=CANARY)
        browser_of(eva).get(f"/ideas/?q={CANARY}")
        browser_of(eva).post(f"/ideas/{idea.pk}/revise/", {"title": f"Two {CANARY}", "body": ""})
        work()
    members = {cast[name].email for name in ("eva", "mia", "root")}
    assert not [one for one in mail.outbox if CANARY in one.subject + one.body and not set(one.to) <= members]
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("folkmoot")]
    assert lines
    assert not [line for line in lines if CANARY in line]


# 2: other keys


def test_2_no_key_of_another_opens_a_nested_thing(secret, cast, ben):
    """Each own address with numbers is asked with each key of the secret things, by somebody who may see none."""
    keys = {str(secret[name].pk) for name in secret}
    opened = []
    browser = browser_of(cast["dan"])
    for pattern in own_routes().values():
        if "<int:" not in pattern:
            continue
        for key in keys:
            address = "/" + re.sub(r"<int:\w+>", key, re.sub(r"<(?!int:)(?:\w+:)?\w+>", "workshop", pattern))
            answer = browser.get(address)
            if re.search(CANARY, text_of(answer), re.IGNORECASE):
                opened.append(address)
    assert opened == []


def test_2_no_form_reaches_a_thing_that_is_not_seen(secret, dan):
    browser = browser_of(dan)
    idea, said = secret["idea"], secret["said"]
    subject = ref(idea)
    for address, body in {
        "/discussions/post/": {"subject": subject, "body": "x"},
        f"/ideas/{idea.pk}/support/": {},
        f"/moderation/flag/ideas.idea/{idea.pk}/": {"reason": "spam"},
        f"/moderation/flag/discussions.comment/{said.pk}/": {"reason": "spam"},
        "/moderation/hide/": {"pick": [subject], "reason": "spam"},
        f"/me/revoke-token/{secret['token'].pk}/": {},
    }.items():
        answer = browser.post(address, body, headers={"HX-Request": "true"})
        assert answer.status_code in (403, 404), (address, answer.status_code)
    idea.refresh_from_db()
    secret["token"].refresh_from_db()
    assert (idea.support_count, idea.is_clear, secret["token"].revoked_at) == (1, True, None)


def test_2_a_comment_answers_nothing_that_is_elsewhere(secret, garden, ada, ben):
    mine = ideas.publish(ideas.draft(garden, by=ada, title="A bench"), by=ada)
    body = {"subject": ref(mine), "body": "x", "parent": secret["said"].pk}
    browser_of(ben).post("/discussions/post/", body)
    assert CANARY not in text_of(browser_of(ben).get(f"/ideas/{mine.pk}/"))


# 7: what a count tells


def bare(page, word):
    """A page without the word asked for and without what differs each time."""
    page = re.sub(
        r'csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|datetime="[^"]+"|topic="[^"]+"', "", page
    )
    return re.sub(r"\d+ (seconds?|minutes?) ago", "", page.replace(word, "word"))


@pytest.mark.parametrize("address", ["/ideas/", "/ideas/in/garden/", "/ideas/in/workshop/", "/look-alikes/"])
def test_7_a_search_tells_nothing_of_what_is_hidden(secret, dan, address):
    """The same answer, in every byte, for a word of a private idea and for one that nobody ever wrote."""
    browser = browser_of(dan)
    answers = []
    for word in (CANARY, "Regenbogenforelle"):
        answer = browser.get(address, {"q": word, "text": f"{word} {word} {word}"})
        answers.append((answer.status_code, bare(text_of(answer), word)))
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "address",
    ["/ideas/", "/ideas/?page=2", "/ideas/?sort=support", "/communities/", "/numbers/", "/insights/"],
)
def test_7_no_list_and_no_number_changes_with_what_is_hidden(garden, workshop, ada, eva, dan, work, address):
    ideas.publish(ideas.draft(garden, by=ada, title="A bench"), by=ada)
    work()
    browser_of(dan).get(address)  # numbers are measured when somebody first asks
    work()
    before = bare(text_of(browser_of(dan).get(address)), "-")
    for number in range(25):
        ideas.publish(ideas.draft(workshop, by=eva, title=f"Pump {number}"), by=eva)
        ideas.draft(garden, by=ada, title=f"Draft {number}")
    work()
    assert bare(text_of(browser_of(dan).get(address)), "-") == before


# 8: what was seen before


def test_8_what_moved_behind_a_door_is_gone_for_those_outside(garden, ada, ben, dan, mia, client, work):
    idea = ideas.publish(ideas.draft(garden, by=ada, title=f"A {CANARY}"), by=ada)
    said = discussions.post(idea, by=ben, community=garden, body=CANARY)
    ideas.support(idea, by=dan)
    communities.leave(garden, by=dan)
    work()
    first = [
        *FIRST,
        *(one.get_absolute_url() for one in (idea, said)),
        f"/ideas/?q={CANARY}",
        "/communities/garden/",
    ]
    assert idea.get_absolute_url() in seen_by(client, first)
    communities.close_door(garden, by=mia)
    assert seen_by(client, first) == set()
    assert seen_by(browser_of(dan), [*first, "/me/", "/notices/"]) == set()
    assert idea.get_absolute_url() in seen_by(browser_of(ben), first)


def test_8_whoever_leaves_sees_nothing_more_in_the_same_browser(secret, workshop, eva, mia):
    idea = secret["idea"].get_absolute_url()
    browser = browser_of(mia)
    assert browser.get(idea).status_code == 200
    workshop.memberships.filter(person=mia).delete()
    forget_roles(mia)
    assert browser.get(idea).status_code == 404
    assert browser.get("/communities/workshop/members/").status_code == 404


def test_8_a_lost_office_closes_its_desks_at_once(garden, cleo, mia):
    desk = {cleo: "/moderation/", mia: "/communities/garden/members/"}
    browsers = {one: browser_of(one) for one in desk}
    for one, path in desk.items():
        assert browsers[one].get(path).status_code == 200
    garden.memberships.filter(role__in=[Role.MODERATOR, Role.MANAGER]).delete()
    for one, path in desk.items():
        forget_roles(one)
        assert browsers[one].get(path).status_code == 403


def test_8_what_is_withdrawn_is_gone_for_others(garden, ada, client):
    idea = ideas.publish(ideas.draft(garden, by=ada, title=CANARY), by=ada)
    ideas.withdraw(idea, by=ada, reason="No.")
    assert client.get(f"/ideas/{idea.pk}/").status_code == 404
    assert client.get(f"/ideas/{idea.pk}/versions/").status_code == 404


def test_4_no_address_leads_to_a_file_that_was_brought_in(root, client):
    """Uploads of imports lie in the data directory; no route serves files from there but those that ask who it is."""
    serving = [
        file
        for file in HOUSE.rglob("*.py")
        if "tests" not in file.parts
        and re.search(r"FileResponse\(|sendfile|static\.serve|MEDIA_URL", file.read_text())
    ]
    assert {f"{one.parent.parent.name}/{one.parent.name}/{one.name}" for one in serving} <= {
        "ideas/views/pictures.py",
        "domains/privacy/views.py",
        "site/views/branding.py",  # the logo, which is for all
    }
    for path in (
        "/files/imports/",
        "/media/imports/x",
        "/static/../files/imports/x",
        "/imports/../../files/",
    ):
        assert browser_of(root).get(path).status_code in (301, 302, 404)
