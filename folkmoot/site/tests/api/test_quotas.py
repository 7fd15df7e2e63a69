"""With every answer that is counted, how much is left."""

import re

from .asking import ask

ITEM = re.compile(r'^"(?P<name>[^"]+)";r=(?P<r>\d+);t=(?P<t>\d+)$')


def test_every_counted_answer_says_what_is_left(tokens, bench):
    address = f"/ideas/{bench.pk}/support/"
    said = [ITEM.match(ask(tokens["ada"], "POST", address)["RateLimit"]) for _ in range(3)]
    assert [(one["name"], int(one["r"])) for one in said] == [("support", left) for left in (299, 298, 297)]
    assert all(0 < int(one["t"]) <= 3600 for one in said)
    assert ask(tokens["ada"], "DELETE", address)["RateLimit-Policy"] == '"support";q=300;w=3600'


def test_who_has_nothing_left_is_told_when_it_comes_back(tokens):
    new = {"community": "garden", "title": "Again", "body": ""}
    answers = [ask(tokens["ada"], "POST", "/ideas/", new) for _ in range(41)]
    assert answers[-1].status_code == 429
    last = ITEM.match(answers[-1]["RateLimit"])
    assert (last["name"], last["r"]) == ("publish", "0")
    assert abs(int(last["t"]) - int(answers[-1]["Retry-After"])) <= 1


def test_a_refusal_counts_and_says_so(tokens, lathe):
    answer = ask(tokens["eva"], "POST", f"/ideas/{lathe.pk}/support/")
    assert (answer.status_code, '"support"' in answer["RateLimit"]) == (403, True)


def test_what_is_free_promises_nothing(bench):
    assert "RateLimit" not in ask("", "GET", "/ideas/").headers
    assert '"search";r=119' in ask("", "GET", "/ideas/?q=x")["RateLimit"]
