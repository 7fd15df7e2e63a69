"""What nobody may learn, what a program gives, and what it cannot set."""

import pytest
from django.utils import timezone

from folkmoot.domains.discussions import actions as talk
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas.models import Idea
from folkmoot.kit.refs import ref

from .asking import ROLES, ask, published, token_for


def test_the_secret_lathe_is_nowhere_for_those_outside(tokens):
    reading = ["/communities/", "/ideas/", "/ideas/?q=lathe", "/ideas/?cursor=9999999999999999.1", "/me/"]
    for role in ("visitor", "dan", "ada, to read", "ada"):
        for address in reading:
            answer = ask(tokens[role], "GET", address)
            assert "lathe" not in answer.text
            assert "workshop" not in answer.text
            assert answer.json().get("next", "") == ""  # not even that something would follow
    assert "lathe" in ask(tokens["eva"], "GET", "/ideas/?q=lathe").text


@pytest.mark.parametrize("change", [{"moderation": "held"}, {"moderation": "hidden"}, {"state": "draft"}])
def test_what_is_not_public_is_not_shown(change, tokens, bench, ben):
    Idea.objects.filter(pk=bench.pk).update(**change)
    for role in ("visitor", "dan", "ada", "eva"):
        assert "A bench" not in ask(tokens[role], "GET", "/ideas/").text
        assert ask(tokens[role], "GET", f"/ideas/{bench.pk}/").status_code == 404
        assert ask(tokens[role], "GET", f"/ideas/{bench.pk}/comments/").status_code == 404
    assert "A bench" not in ask(tokens["mia"], "GET", "/ideas/").text
    assert ask(token_for(ben), "GET", f"/ideas/{bench.pk}/").status_code == 200


@pytest.mark.parametrize("change", [{"moderation": "held"}, {"taken_back_at": timezone.now()}])
def test_a_comment_that_does_not_stand_is_not_shown(change, tokens, bench):
    Comment.objects.filter(subject=ref(bench)).update(**change)
    for role in ROLES:
        assert ask(tokens[role], "GET", f"/ideas/{bench.pk}/comments/").json()["items"] == []


def test_what_is_proposed_stands_with_the_name_of_the_tokens_person(tokens, ada, happened):
    answer = ask(
        tokens["ada"], "POST", "/ideas/", {"community": "garden", "title": " A  pond ", "body": "*Wet*"}
    )
    idea = Idea.objects.get(pk=answer.json()["id"])
    assert (idea.author, idea.title, idea.state, idea.version_number) == (ada, "A pond", "live", 1)
    assert answer.json()["body_html"] == idea.body_html
    assert happened("ideas.idea.published", actor=ada, object=idea)


def test_a_link_of_somebody_new_waits_and_the_answer_says_so(tokens):
    new = {"community": "garden", "title": "Look", "body": "https://example.net/"}
    answer = ask(tokens["dan"], "POST", "/ideas/", new)
    assert (answer.status_code, answer.json()["moderation"]) == (201, "held")


def test_an_idea_that_is_refused_leaves_no_draft(tokens, workshop, dan):
    ask(tokens["dan"], "POST", "/ideas/", {"community": "workshop", "title": "In", "body": ""})
    ask(tokens["dan"], "POST", "/ideas/", {"community": "garden", "title": "\x1c", "body": ""})
    assert not Idea.objects.filter(author=dan).exists()


@pytest.mark.parametrize(
    "extra", [{"state": "accepted"}, {"author": 1}, {"support_count": 9}, {"moderation": "clear"}, {"id": 1}]
)
def test_no_field_can_be_set_that_is_not_asked_for(extra, tokens, bench):
    new = {"community": "garden", "title": "A pond", "body": ""} | extra
    answer = ask(tokens["ada"], "POST", "/ideas/", new)
    assert answer.status_code == 422
    assert [fault["where"] for fault in answer.json()["errors"]] == [f"body.new.{next(iter(extra))}"]
    assert not Idea.objects.filter(title="A pond").exists()
    said = ask(tokens["ada"], "POST", f"/ideas/{bench.pk}/comments/", {"body": "x"} | extra)
    assert said.status_code == 422


def test_what_was_sent_is_not_sent_back(tokens):
    answer = ask(tokens["ada"], "POST", "/ideas/", {"community": "garden", "title": ["my secret"]})
    assert answer.status_code == 422
    assert "secret" not in answer.text


def test_support_is_counted_once_and_taken_back(tokens, bench):
    counts = [
        ask(tokens["ada"], method, f"/ideas/{bench.pk}/support/").json()["support_count"]
        for method in ("POST", "POST", "DELETE", "DELETE")
    ]
    assert counts == [1, 1, 0, 0]


def test_a_refusal_says_why(tokens, lathe):
    answer = ask(tokens["eva"], "POST", f"/ideas/{lathe.pk}/support/")
    assert answer.json()["detail"] == "Authors do not support their own idea."


def test_an_answer_stands_below_a_comment_of_the_same_idea(tokens, bench, garden, ben):
    other = talk.post(published(garden, ben, "A hedge"), by=ben, community=garden, body="Elsewhere")
    first = Comment.objects.get(subject=ref(bench))
    address = f"/ideas/{bench.pk}/comments/"
    assert ask(tokens["ada"], "POST", address, {"body": "I", "parent": other.pk}).status_code == 404
    answer = ask(tokens["ada"], "POST", address, {"body": "I", "parent": first.pk})
    assert (answer.status_code, answer.json()["parent"]) == (201, first.pk)
