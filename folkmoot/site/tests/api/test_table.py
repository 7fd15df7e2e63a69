"""Every operation for every role; what a token must be made for; lists that ask no more often when there is more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.activity.models import Activity
from folkmoot.domains.communities.models import Community
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.webhooks.actions import enqueue, register
from folkmoot.domains.webhooks.models import Webhook
from folkmoot.kit.refs import ref
from tests.house.test_lists import fill
from tests.house.world import a_picture, who

from .asking import ask, token_for
from .operations import PLACES, ROLES, Row, address_of, answer, operations, table, tokens

OPERATIONS = operations()


def is_list(operation):
    answer = operation["responses"][200]["content"].get("application/json")  # a file has none
    return answer is not None and answer["schema"]["$ref"].endswith("Sheet")


LISTS = [
    row
    for row in table()
    if row.method == "GET" and "200" in row.answers and is_list(OPERATIONS[row.operation])
]
WRITES = [name for name in OPERATIONS if not name.startswith("GET ")]


@pytest.fixture
def things(furnished_world, db):
    named = furnished_world
    more = {
        "an_idea": {"kind": "ideas.idea", "pk": named["idea"]},
        "picture": named["drawn"]["picture"],
        "secret_picture": draw_secret(),
    }
    return named | webhooks() | more


def draw_secret():
    """A picture of an idea that is not for everybody, by somebody whom no moderator has to wait for."""
    trials, mia = Community.objects.get(slug="trials"), who("mia")
    idea = ideas.publish(ideas.draft(trials, by=mia, title="A valve", body=""), by=mia)
    return ideas.attach(idea, by=mia, file=a_picture(), alt="A valve").pk


def webhooks():
    """The one of the demo world, which is paused, and one that works."""
    paused = Webhook.objects.get()
    working, _secret = register(
        by=paused.owner, name="Works", address="https://works.example.org/", community=paused.community
    )
    published = Activity.objects.of("ideas.idea.published").filter(context=ref(paused.community))
    enqueue(published.first())
    return {"hook": paused.pk, "live_hook": working.pk}


def given_in_words(answer):
    return not answer.get("Content-Type", "").startswith("image/")


def test_every_operation_stands_in_the_table():
    assert {row.operation for row in table()} == set(OPERATIONS)


def test_everybody_gets_the_answer_of_the_table(things):
    with_tokens, wrong = tokens(), []
    for row in table():
        given = [answer(row, things, with_tokens[role]) for role in ROLES]
        told = Row(row.method, row.path, row.thing, tuple(str(one.status_code) for one in given))
        if told != row:
            wrong.append(f"{row}\n{told}")
        for one in given:
            if one.status_code >= 400:
                said = one.json()
                assert one["Content-Type"] == "application/problem+json", row
                assert (said["status"], bool(said["title"]), bool(said["detail"])) == (
                    one.status_code,
                    True,
                    True,
                )
            elif (
                given_in_words(one) and "/agreements/" not in row.path
            ):  # where the organisation gives its own address
                assert "@" not in one.content.decode(), row
    assert wrong == [], "\n" + "\n".join(wrong)


@pytest.mark.parametrize("name", WRITES)
def test_a_token_to_read_writes_nothing(name, ada):
    method, path = name.split()
    given = ask(token_for(ada, "read"), method, path.format(**dict.fromkeys(PLACES, 1)), {})
    assert given.status_code == 403
    assert 'error="insufficient_scope"' in given["WWW-Authenticate"]


@pytest.mark.parametrize("name", [name for name in OPERATIONS if " /moderation/" in name])
def test_moderating_needs_its_own_scope(name, ada):
    method, path = name.split()
    needed = OPERATIONS[name]["security"][0]["Token"]
    address = path.format(**dict.fromkeys(PLACES, 1))
    given = ask(token_for(ada, "read", "write"), method, address, {} if method == "POST" else None)
    if path == "/moderation/log/":  # everybody may read it
        assert (needed, given.status_code) == (["read"], 200)
    else:
        assert needed == ["moderate"]
        assert 'scope="moderate"' in given["WWW-Authenticate"]


def statements(things, token):
    counts = {}
    for row in LISTS:
        address = address_of(row, things)
        limited = "limit" in {one["name"] for one in OPERATIONS[row.operation]["parameters"]}
        if limited:
            address += ("&" if "?" in address else "?") + "limit=100"
        ask(token, "GET", address)  # what is asked once and kept is not counted
        with CaptureQueriesContext(connection) as asked:
            given = ask(token, "GET", address)
        counts[row.operation, row.thing] = (len(asked), len(given.json().get("items", [])))
    return counts


@pytest.mark.parametrize("role", ["ada", "mia"])
def test_no_list_asks_more_often_when_there_is_more(role, things, work):
    token = tokens()[role]
    before = statements(things, token)
    fill(things)
    work()
    after = statements(things, token)
    assert {row: (after[row], before[row]) for row in after if after[row][0] > before[row][0]} == {}
    grown = {
        operation
        for (operation, _thing) in after
        if after[operation, _thing][1] > before[operation, _thing][1]
    }
    assert {"GET /ideas/", "GET /ideas/{pk}/comments/", "GET /activity/"} <= grown
