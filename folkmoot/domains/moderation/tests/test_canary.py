"""What is hidden or held is found by nobody but its author and those who moderate: a crawl of a small world."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.insights import actions as insights
from folkmoot.domains.intelligence.actions import find_themes_in
from folkmoot.domains.moderation import actions
from folkmoot.domains.notices.models import Letter
from folkmoot.kit import clock
from folkmoot.kit.refs import ref

from .conftest import publish

CANARY, BIRD = "Zwillingskanarie", "Papageientaucher"
FIRST = [
    "/",
    "/ideas/",
    "/communities/",
    "/communities/garden/",
    "/insights/",
    "/themes/",
    "/numbers/",
    "/moderation/log/",
]
ASKED = [f"/ideas/?q={word}" for word in (CANARY, BIRD)] + [f"/look-alikes/?text={CANARY}"]
LEFT_OUT = re.compile(r"^/(static|account|kit)/|logout|/events/")
MOST_PAGES = 400


def crawl(client: Client, first: list[str]) -> Iterator[tuple[str, str]]:
    """Every page that links lead to, each once."""
    waiting, seen = list(first), set(first)
    while waiting:
        path = waiting.pop()
        answer = client.get(path, follow=True)
        text = answer.content.decode(errors="replace") if not answer.streaming else ""
        yield path, text
        for link in re.findall(r'(?:href|action|hx-get|data-url)="(/[^"#]*)', text):
            link = link.replace("&amp;", "&")
            if link not in seen and not LEFT_OUT.search(link) and len(seen) < MOST_PAGES:
                seen.add(link)
                waiting.append(link)


def pages_with(client: Client, first: list[str]) -> set[str]:
    # A search page repeats what was asked; what it found is in its list.
    return {
        path
        for path, text in crawl(client, first)
        if any(word in _without_questions(text) for word in (CANARY, BIRD))
    }


def _without_questions(text: str) -> str:
    return re.sub(r'value="[^"]*"|\?[^"\s]*q=[^"\s]*|next=[^"\s]*', "", text)


@pytest.fixture
def world(garden, ada, ben, mia, fay, cleo, dan, work):
    """An idea and a comment that everybody saw, quoted, supported, answered and told of; then hidden."""
    canary = publish(garden, ada, f"A {CANARY} for the bench", f"The {CANARY} sings. {CANARY}!")
    stands = publish(garden, ada, "A bench", "Under the lime tree.")
    said = discussions.post(stands, by=ada, community=garden, body=f"Like a {BIRD} on a rock.")
    reply = discussions.post(stands, by=ben, community=garden, body="That reply stays.", parent=said)
    discussions.post(canary, by=ben, community=garden, body="I like it.")
    ideas.support(canary, by=ben)
    work()
    find_themes_in(garden)
    insight = insights.make_and_give(
        garden,
        by=mia,
        title="Birds",
        voices=[(ref(canary), f"The {CANARY} sings."), (ref(said), f"Like a {BIRD}.")],
        owner=fay,
        due_on=clock.today() + timedelta(days=9),
    )
    insights.answer(insight, by=fay, outcome="carried_over", reason="We look at birds next year.")
    work()
    return {"canary": canary, "said": said, "stands": stands, "reply": reply, "insight": insight}


def hide_all(world, cleo):
    actions.hide([ref(world["canary"]), ref(world["said"])], by=cleo, reason="other")


def test_before_it_is_hidden_everybody_finds_it(world, client):
    """The crawl sees what is there to be seen; else the other tests would prove nothing."""
    found = pages_with(client, FIRST + ASKED)
    assert {f"/ideas/{world['canary'].pk}/", f"/ideas/{world['stands'].pk}/", "/ideas/"} <= found


@pytest.mark.parametrize("who", ["visitor", "dan", "ben", "fay"])
@pytest.mark.parametrize("has_worked", [False, True])
def test_what_is_hidden_is_found_by_nobody_else(world, cleo, cast, client, enter, work, who, has_worked):
    hide_all(world, cleo)
    if has_worked:
        work()
    if who != "visitor":
        enter(cast[who])
    first = FIRST + ASKED + (["/me/", "/notices/", "/desk/"] if who != "visitor" else [])
    first += [world[thing].get_absolute_url() for thing in ("canary", "said", "stands", "insight")]
    assert pages_with(client, first) == set()


@pytest.mark.parametrize("who", ["visitor", "dan", "ben"])
def test_what_is_held_is_found_by_nobody_else(garden, ada, cast, client, enter, work, who):
    held = publish(garden, ada, f"A {CANARY}", "See https://birds.example")
    stands = publish(garden, ada, "A bench")
    said = discussions.post(stands, by=ada, community=garden, body=f"A {BIRD}, https://birds.example")
    work()
    assert held.is_held
    assert said.is_held
    if who != "visitor":
        enter(cast[who])
    first = FIRST + ASKED + [thing.get_absolute_url() for thing in (held, stands, said)]
    assert pages_with(client, first) == set()


def test_its_author_and_those_who_moderate_find_it(world, cleo, ada, mia, enter, work):
    hide_all(world, cleo)
    work()
    page, talk = f"/ideas/{world['canary'].pk}/", f"/ideas/{world['stands'].pk}/"
    for who in (ada, cleo, mia):
        seen = enter(who)
        assert CANARY in seen.get(page).content.decode()
        assert BIRD in seen.get(talk).content.decode()
    assert CANARY in enter(ada).get("/me/").content.decode()


def test_replies_to_a_hidden_comment_stay_readable(world, cleo, client):
    hide_all(world, cleo)
    text = client.get(f"/ideas/{world['stands'].pk}/").content.decode()
    assert "Hidden by moderation." in text
    assert "That reply stays." in text
    assert "1 comment from people" in text


def test_no_mail_written_afterwards_names_it(world, cleo, ben, fay, garden, ada, work):
    hide_all(world, cleo)
    before = set(Letter.objects.values_list("pk", flat=True))
    discussions.answer(world["canary"], by=fay, community=garden, reason="We looked at it.")
    work()
    letters = Letter.objects.exclude(pk__in=before)
    assert letters.filter(person=ben).exists()
    assert not [one for one in letters.exclude(person=ada) if CANARY in one.text + one.subject + one.html]


def test_restored_it_is_back_in_lists_and_search(world, cleo, client, work):
    hide_all(world, cleo)
    work()
    actions.restore([ref(world["canary"]), ref(world["said"])], by=cleo)
    work()
    assert f"/ideas/{world['canary'].pk}/" in pages_with(client, FIRST + ASKED)
