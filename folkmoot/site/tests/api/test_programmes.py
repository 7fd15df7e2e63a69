"""Programs set up programmes by playbooks, and keep somebody from taking part."""

import pytest

from folkmoot.domains.communities.models import Community, Programme

from .asking import ask, published, sheets, token_for

WISH = {
    "playbook": "challenge",
    "title": "Water 2027",
    "communities": [{"key": "solvers", "name": "Who finds the leak?"}],
    "offices": {"owner": "fay@example.org"},
    "targets": {"contributions": 30},
}


def test_a_programme_is_set_up_by_a_playbook_and_opened(root, fay, tokens):
    roots = token_for(root)
    assert "challenge" in [one["name"] for one in ask(roots, "GET", "/playbooks/").json()["items"]]
    playbook = ask(roots, "GET", "/playbooks/challenge/").json()
    assert [place["key"] for place in playbook["places"]] == ["solvers", "institutes", "experts"]
    assert sum(phase["days"] for phase in playbook["phases"]) == playbook["days"]

    made = ask(roots, "POST", "/programmes/", WISH).json()
    (door,) = made["communities"]
    assert (door["name"], door["is_open"], door["is_meant_open"]) == ("Who finds the leak?", False, True)
    assert made["phases"][0]["is_now"]
    assert {office["key"]: office["seats"][0]["names"] for office in made["offices"]}["owner"] == [fay.name]
    assert [(one["value"]) for one in made["targets"]] == ["30 things given"]
    assert len(made["changes"]) >= 3  # two were left out, one has another name

    ask(roots, "POST", f"/communities/{door['slug']}/open/")
    assert ask("", "GET", f"/communities/{door['slug']}/").status_code == 200
    assert ask(roots, "GET", f"/programmes/{made['id']}/").json()["communities"][0]["is_open"]
    assert [one["title"] for one in sheets(roots, "/programmes/")] == ["Water 2027"]
    assert ask(tokens["ada"], "GET", f"/programmes/{made['id']}/").status_code == 404
    assert sheets(tokens["ada"], "/programmes/") == []


def test_a_programme_is_renamed_upon_what_was_seen(root):
    roots = token_for(root)
    made = ask(roots, "POST", "/programmes/", WISH).json()
    assert made["may"]["rename"]["is_yes"]
    place, new = f"/programmes/{made['id']}/title/", {"title": "Leaks 2027", "after": made["edit_number"]}
    assert ask(roots, "PUT", place, new).json()["title"] == "Leaks 2027"
    assert ask(roots, "PUT", place, new | {"title": "Leaks"}).status_code == 409
    assert ask(roots, "GET", f"/programmes/{made['id']}/").json()["title"] == "Leaks 2027"


@pytest.mark.parametrize(
    "wrong",
    [
        {"communities": [{"key": "nowhere", "name": "Nowhere"}]},
        {"communities": WISH["communities"] * 2},
        {"offices": {"king": "fay@example.org"}},
        {"targets": {"money": 3}},
        {"targets": {"contributions": -1}},
    ],
)
def test_what_the_playbook_does_not_know_sets_up_nothing(wrong, root):
    there = Community.objects.count()
    assert ask(token_for(root), "POST", "/programmes/", WISH | wrong).status_code == 403
    assert (Programme.objects.count(), Community.objects.count()) == (0, there)


def test_a_moderator_blocks_and_lets_in_again(tokens, garden, ben, cleo):
    moderates = token_for(cleo, "read", "write", "moderate")
    asked = {"person": ben.pk, "community": "garden", "reason": "spam", "until": "9999-12-31"}
    made = ask(moderates, "POST", "/moderation/blocks/", asked)
    assert (made.status_code, made.json()["person"]["name"], made.json()["reason"]) == (201, ben.name, "spam")
    new = {"community": "garden", "title": "A pond", "body": ""}
    assert ask(token_for(ben), "POST", "/ideas/", new).status_code == 403
    (one,) = sheets(moderates, "/moderation/blocks/")
    assert one["may"]["unblock"]["is_yes"]
    assert ask(moderates, "DELETE", f"/moderation/blocks/{one['id']}/").status_code == 204
    assert ask(token_for(ben), "POST", "/ideas/", new).status_code == 201
    assert sheets(moderates, "/moderation/blocks/") == []


def test_nobody_is_blocked_where_one_does_not_moderate(tokens, garden, workshop, ben, eva, dan, cleo):
    moderates = token_for(cleo, "read", "write", "moderate")
    for person, community, status in ((ben, "workshop", 404), (eva, "garden", 404), (ben, "", 403)):
        asked = {"person": person.pk, "community": community, "reason": "spam"}
        assert ask(moderates, "POST", "/moderation/blocks/", asked).status_code == status
    published(garden, ben, "Still here")
