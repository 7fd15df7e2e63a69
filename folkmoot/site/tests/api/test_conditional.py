"""What is known already is not sent twice, nor to anybody else; and nothing is overwritten that was not seen."""

import pytest
from django.db import connection

from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea

from .asking import ask, published, token_for
from .operations import operations


@pytest.mark.parametrize("address", ["/ideas/", "/communities/", "/me/", "/numbers/"])
def test_what_is_known_already_is_not_sent_again(address, tokens):
    first = ask(tokens["ada"], "GET", address)
    again = ask(tokens["ada"], "GET", address, **{"If-None-Match": f'"other", W/{first["ETag"]}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == "private, no-cache"
    assert "Authorization" in again["Vary"]


def test_a_change_changes_the_tag(tokens, bench):
    address = f"/ideas/{bench.pk}/"
    first = ask(tokens["ada"], "GET", address)
    ask(tokens["ada"], "POST", f"{address}support/")
    again = ask(tokens["ada"], "GET", address, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.json()["support_count"]) == (200, 1)


def test_the_tag_of_one_person_says_nothing_of_what_another_sees(tokens, lathe):
    address = f"/ideas/{lathe.pk}/"
    hers = ask(tokens["eva"], "GET", address)
    assert ask(tokens["dan"], "GET", address, **{"If-None-Match": hers["ETag"]}).status_code == 404
    assert ask(tokens["dan"], "GET", address, **{"If-None-Match": "*"}).status_code == 404
    me = ask(tokens["eva"], "GET", "/me/")["ETag"]
    assert ask(tokens["dan"], "GET", "/me/", **{"If-None-Match": me}).status_code == 200


def test_every_operation_that_reads_promises_a_tag():
    for name, said in operations().items():
        if name.startswith("GET "):
            assert "ETag" in said["responses"][200]["headers"], name
            assert "304" in said["responses"], name


def test_preferences_are_written_upon_what_was_seen(tokens):
    address, wish = "/notices/preferences/", {"occasions": [], "digest_hour": 7, "digest_weekday": 1}
    seen = ask(tokens["ada"], "GET", address)["ETag"]
    first = ask(tokens["ada"], "PUT", address, wish, **{"If-Match": seen})
    second = ask(tokens["ada"], "PUT", address, wish | {"digest_hour": 9}, **{"If-Match": seen})
    assert (first.status_code, second.status_code) == (200, 412)
    assert ask(tokens["ada"], "GET", address).json()["digest_hour"] == 7
    assert ask(tokens["ada"], "PUT", address, wish, **{"If-Match": "*"}).status_code == 200


def test_where_nothing_can_be_seen_nothing_matches(tokens, bench):
    answer = ask(tokens["ada"], "POST", f"/ideas/{bench.pk}/support/", **{"If-Match": "*"})
    assert answer.status_code == 412
    assert Idea.objects.get(pk=bench.pk).support_count == 0


def test_a_draft_and_a_version_are_written_after_what_was_seen(garden, ben):
    token = token_for(ben)
    draft = ask(token, "POST", "/drafts/", {"community": "garden", "title": "A pond"}).json()
    place = f"/ideas/{draft['id']}"
    words = {"title": "A deep pond", "after": draft["edit_number"]}
    assert ask(token, "PUT", f"{place}/draft/", words).status_code == 200
    late = ask(token, "PUT", f"{place}/draft/", words)
    assert (late.status_code, late.json()["detail"]) == (
        409,
        "This draft was changed in another tab meanwhile.",
    )
    ask(token, "POST", f"{place}/publish/")
    version = {"title": "Two ponds", "after": 1}
    assert ask(token, "POST", f"{place}/versions/", version).json()["version_number"] == 2
    assert ask(token, "POST", f"{place}/versions/", version | {"title": "Three"}).status_code == 409
    assert [one["title"] for one in ask(token, "GET", f"{place}/versions/").json()["items"]] == [
        "Two ponds",
        "A deep pond",
    ]


def test_an_idea_of_now_has_the_tag_of_now(tokens, garden, ada, happened):
    idea = published(garden, ada, "A hedge")
    seen = ask(tokens["ada"], "GET", f"/ideas/{idea.pk}/versions/")["ETag"]
    ideas.revise(idea, by=ada, title="A high hedge", body="")
    answer = ask(tokens["ada"], "POST", f"/ideas/{idea.pk}/versions/", {"title": "No"}, **{"If-Match": seen})
    assert answer.status_code == 412
    assert connection.in_atomic_block  # what is refused is undone to a point before it, not the whole test
    assert Idea.objects.get(pk=idea.pk).title == "A high hedge"
