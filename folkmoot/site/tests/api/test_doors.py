"""What programs do through the doors of the rooms, told from beginning to end."""

import pytest

from folkmoot.domains.insights import actions as insights
from folkmoot.domains.insights.models import Insight
from folkmoot.kit import clock
from folkmoot.kit.refs import ref

from .asking import ask, published, sheets, token_for


def test_the_most_supported_come_first_sheet_by_sheet(tokens, garden, ben, bench, lathe):
    pond, hedge = published(garden, ben, "A pond"), published(garden, ben, "A hedge")
    for name in ("ada", "mia"):
        ask(tokens[name], "POST", f"/ideas/{pond.pk}/support/")
    ask(tokens["mia"], "POST", f"/ideas/{hedge.pk}/support/")
    assert [one["title"] for one in sheets("", "/ideas/", sort="support")] == ["A pond", "A hedge", "A bench"]
    assert [one["title"] for one in sheets("", "/search/", q="pond")] == ["A pond"]


def test_a_community_is_founded_filled_and_opened(tokens, root, dan, mailoutbox):
    roots, place = token_for(root), "/communities/new-ground"
    made = ask(roots, "POST", "/communities/", {"name": "New ground", "joining": "invitation"})
    assert (made.status_code, made.json()["slug"], made.json()["joining"]) == (
        201,
        "new-ground",
        "invitation",
    )
    assert ask(tokens["dan"], "GET", f"{place}/").status_code == 404
    assert ask(roots, "POST", "/communities/", {"name": " "}).status_code == 422

    assert ask(roots, "POST", f"{place}/roles/", {"email": dan.email, "role": "manager"}).status_code == 204
    assert ask(tokens["dan"], "GET", f"{place}/").json()["my_roles"] == ["member", "manager"]
    assert ask(tokens["dan"], "POST", f"{place}/invitations/", {"email": "nobody"}).status_code == 422
    invited = ask(tokens["dan"], "POST", f"{place}/invitations/", {"email": "zoe@example.org"})
    assert (invited.status_code, mailoutbox[-1].to) == (204, ["zoe@example.org"])

    assert ask(tokens["ada"], "POST", f"{place}/open/").status_code == 404
    assert ask(tokens["dan"], "POST", f"{place}/open/").json()["joining"] == "open"
    assert ask("", "GET", f"{place}/").status_code == 200
    assert ask(tokens["dan"], "POST", f"{place}/close/").json()["joining"] == "invitation"
    assert ask("", "GET", f"{place}/").status_code == 404


def test_what_one_may_do_is_said_with_its_reason(tokens, bench, ben):
    place = f"/ideas/{bench.pk}/"
    mine = ask(token_for(ben), "GET", place).json()["may"]
    assert mine["support"] == {"is_yes": False, "because": "Authors do not support their own idea."}
    assert mine["revise"] == {"is_yes": True, "because": ""}
    assert ask("", "GET", place).json()["may"]["support"]["because"] == "Sign in to take part."


def test_two_ideas_become_one_by_consent_and_two_again(tokens, garden, ada, bench, ben):
    other = published(garden, ada, "A seat")
    asked = ask(
        tokens["ada"], "POST", f"/ideas/{other.pk}/merges/", {"into": bench.pk, "reason": "Both sit."}
    )
    place = f"/merges/{asked.json()['id']}"
    assert (asked.status_code, asked.json()["state"]) == (201, "asked")
    assert ask(tokens["dan"], "POST", f"{place}/agree/").status_code == 403
    assert ask(token_for(ben), "POST", f"{place}/agree/").json()["state"] == "agreed"
    assert ask("", "GET", f"/ideas/{other.pk}/").json()["merged_into"] == bench.pk
    assert [one["title"] for one in sheets("", "/ideas/", community="garden")] == ["A bench"]
    assert ask(tokens["ada"], "POST", f"{place}/unmerge/").json()["state"] == "undone"


def test_what_is_followed_is_told_and_let_go(tokens, bench, work):
    assert ask(tokens["dan"], "POST", "/following/", {"thing": ref(bench)}).status_code == 201
    ask(tokens["ada"], "POST", f"/ideas/{bench.pk}/comments/", {"body": "I help."})
    work()
    news = sheets(tokens["dan"], "/following/news/")
    assert "discussions.comment.posted" in {one["verb"] for one in news}
    notices = sheets(tokens["dan"], "/notices/", unseen="true")
    assert notices
    assert ask(tokens["dan"], "POST", "/notices/see/").json() == {"seen": len(notices)}
    assert sheets(tokens["dan"], "/notices/", unseen="true") == []
    assert ask(tokens["dan"], "DELETE", f"/following/ideas.idea/{bench.pk}/").status_code == 204
    assert sheets(tokens["dan"], "/following/") == []


def test_what_happens_in_a_closed_place_is_told_to_no_stranger(tokens, lathe, workshop):
    for role in ("visitor", "dan", "ada"):
        assert ref(lathe) not in {one["object"] for one in sheets(tokens[role], "/activity/")}
        assert sheets(tokens[role], "/activity/", context=ref(workshop)) == []
    assert ref(lathe) in {one["object"] for one in sheets(tokens["eva"], "/activity/", about=ref(lathe))}


def test_a_flag_leads_to_a_decision_and_an_appeal(tokens, bench, ben, cleo, mia):
    moderates = {one: token_for(one, "read", "write", "moderate") for one in (cleo, mia)}
    ask(tokens["ada"], "POST", "/flags/", {"thing": ref(bench), "reason": "spam", "words": "It sells."})
    (case,) = sheets(moderates[cleo], "/moderation/queue/")
    assert (case["thing"], case["flag_count"]) == (ref(bench), 1)
    assert "ada" not in str(case).casefold()  # who flagged is not in the list
    hidden = {"things": [ref(bench)], "reason": "spam", "words": "It sells something."}
    assert ask(moderates[cleo], "POST", "/moderation/hide/", hidden).json()["decided"] == [ref(bench)]
    assert ask("", "GET", f"/ideas/{bench.pk}/").status_code == 404
    (line,) = sheets("", "/moderation/log/")
    assert (line["verb"], "bench" in str(line)) == ("hidden", False)
    (decision,) = sheets(token_for(ben), "/me/decisions/")
    ask(token_for(ben), "POST", f"/me/decisions/{decision['id']}/appeal/", {"words": "It sells nothing."})
    (appeal,) = sheets(moderates[mia], "/moderation/appeals/")
    place = f"/moderation/appeals/{appeal['id']}/overturn/"
    assert ask(moderates[cleo], "POST", place, {}).status_code == 403  # she decided first
    assert ask(moderates[mia], "POST", place, {}).json()["outcome"] == "overturned"
    assert ask("", "GET", f"/ideas/{bench.pk}/").status_code == 200


@pytest.fixture
def need(garden, bench, mia, fay):
    """An insight that waits for Fay."""
    made = insights.make(garden, by=mia, title="People want to sit", voices=[(ref(bench), "In the shade")])
    return insights.give(made, by=mia, owner=fay, due_on=clock.today())


def test_an_answer_waits_can_be_undone_and_is_sent(tokens, need, fay):
    hers, place = token_for(fay), f"/insights/{need.pk}"
    assert [one["id"] for one in sheets(hers, "/desk/")] == [need.pk]
    assert sheets(tokens["ada"], "/desk/") == []
    said = {"decision": "accepted", "reason": "It is right.", "after": 0}
    assert ask(hers, "POST", f"{place}/answers/", said).status_code == 201
    assert (sheets(hers, "/desk/"), len(sheets(hers, "/desk/held/"))) == ([], 1)
    assert sheets("", f"{place}/answers/") == []
    assert ask(hers, "POST", f"{place}/undo/").json()["end"] == "undone"
    ask(hers, "POST", f"{place}/answers/", said)
    assert ask(hers, "POST", f"{place}/send/").json()["end"] == "out"
    assert [one["decision"] for one in sheets("", f"{place}/answers/")] == ["accepted"]
    assert (
        ask(hers, "POST", f"{place}/answers/", said).status_code == 409
    )  # there is one that she had not seen
    assert ask("", "GET", f"{place}/delivery/").json()["stage"] == "planned"
    assert [one["insight"] for one in sheets("", "/roadmap/")] == [need.pk]


def test_what_is_delivered_is_measured_and_framed(tokens, need, fay):
    insights.answer(need, by=fay, outcome="accepted", reason="Yes")
    hers, place = token_for(fay), f"/insights/{need.pk}"
    step = {"stage": "shipped", "percent": 100, "note": "It stands."}
    assert ask(hers, "POST", f"{place}/delivery/steps/", step).json()["stage"] == "shipped"
    measured = {
        "what": "Seats",
        "before": 0,
        "after": 3,
        "low": 2,
        "high": 4,
        "unit": "seats",
        "source": "Count",
    }
    assert ask(hers, "POST", f"{place}/measurements/", measured).json()["after"] == 3
    assert ask(hers, "POST", f"{place}/measurements/", measured | {"low": 9}).status_code == 403
    assert [one["insight"] for one in sheets("", "/changelog/")] == [need.pk]
    framed = ask(hers, "POST", f"{place}/opportunities/", {"who": "Walkers", "need": "rest"})
    assert (framed.status_code, framed.json()["insights"]) == (201, [need.pk])
    settled = {"state": "taken", "because": "It is worth it."}
    assert (
        ask(hers, "POST", f"/opportunities/{framed.json()['id']}/settle/", settled).json()["state"] == "taken"
    )


def test_an_answer_is_owed_by_somebody_with_an_office_alone(tokens, need, fay, mia, ada):
    hers, place = token_for(fay), f"/insights/{need.pk}/hand-over/"
    for one in (ada.pk, 10**9):  # a member, and nobody: told alike
        assert ask(hers, "POST", place, {"to": one, "reason": "Not mine."}).status_code == 404
    assert ask(hers, "POST", place, {"to": mia.pk, "reason": "It is hers."}).json()["owner"]["name"] == "Mia"
    assert Insight.objects.get(pk=need.pk).owner == mia


def test_a_number_comes_with_its_interval_and_what_stands_behind_it(tokens, bench, garden):
    for name in [one["name"] for one in ask("", "GET", "/numbers/?fields=name").json()["items"]]:
        one = ask(tokens["mia"], "GET", f"/numbers/{name}/?community={garden.pk}").json()
        assert {"value", "low", "high", "k", "n", "version", "formula"} <= set(one)
        assert one["may"]["aim"]["is_yes"]
        assert len(sheets("", f"/numbers/{name}/items/", community=garden.pk)) == one["n"]
    assert ask(tokens["dan"], "GET", "/numbers/?day=1800-01-01").status_code == 404
