"""Limits, wrong requests and faults: each is a problem in words."""

import json

import pytest
from django.test import Client

from folkmoot.site.api import api

from .asking import HERE, ask, token_for


def test_a_program_publishes_forty_ideas_an_hour(tokens, ada):
    new = {"community": "garden", "title": "Again", "body": ""}
    answers = [ask(tokens["ada"], "POST", "/ideas/", new) for _ in range(41)]
    assert [one.status_code for one in answers] == [201] * 40 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert answers[-1].json()["status"] == 429
    assert int(answers[-1]["Content-Length"]) == len(answers[-1].content)  # not that of the page
    assert ask(token_for(ada), "POST", "/ideas/", new).status_code == 429  # another token is the same account
    assert ask(tokens["eva"], "POST", "/ideas/", new).status_code == 201


def test_searching_is_limited_and_reading_is_not(bench):
    assert {ask("", "GET", "/ideas/?q=x").status_code for _ in range(120)} == {200}
    assert ask("", "GET", "/ideas/?q=x").status_code == 429
    assert ask("", "GET", "/ideas/").status_code == 200


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/nothing/", 404),
        ("GET", "/docs", 404),
        ("PUT", "/ideas/", 405),
        ("GET", f"/ideas/{'9' * 40}/", 404),
        ("GET", "/ideas/?q=%00", 422),
        ("GET", "/ideas/?cursor=9.x", 422),
        ("GET", f"/ideas/?cursor=1.{'9' * 18}", 200),
        ("GET", f"/ideas/?cursor=-{'9' * 16}.1", 200),
        ("GET", f"/ideas/{'9' * 40}/comments/", 404),
    ],
)
def test_what_is_asked_wrongly_is_a_problem_in_words(db, method, address, status):
    answer = ask("", method, address)
    assert answer.status_code == status
    assert answer["Content-Type"].startswith(
        "application/problem+json" if status >= 400 else "application/json"
    )


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", '"x"', '{"title": "\\ud800"}', '{"body": "\\u0000"}']
)
def test_a_body_that_is_none_is_a_problem_in_words(tokens, body):
    answer = Client().post(
        f"{HERE}/ideas/",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {tokens['ada']}"},
    )
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"


def test_a_fault_of_ours_is_a_problem_without_its_inside(bench, monkeypatch):
    def broken(*_):
        raise RuntimeError("the inside")

    monkeypatch.setattr("folkmoot.domains.ideas.models.IdeaQuerySet.published", broken)
    answer = Client(raise_request_exception=False).get(f"{HERE}/ideas/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["status"] == 500
    assert "inside" not in answer.text


def test_the_schema_is_served_and_no_page_of_another_hand(client):
    assert client.get(f"{HERE}/openapi.json").json() == json.loads(json.dumps(api.get_openapi_schema()))
