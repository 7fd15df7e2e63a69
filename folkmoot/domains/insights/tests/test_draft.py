"""Drafts of answers: kept on the server while they are typed, never overwritten unseen, the writer's own affair."""

import pytest

from folkmoot.activity.models import Activity
from folkmoot.domains.insights import actions, rules
from folkmoot.domains.insights.models import AnswerDraft
from folkmoot.kit.answers import Overtaken, Refused

JSON = {"Accept": "application/json"}


def test_only_whoever_answers_drafts(cast, insight):
    assert {name for name, person in cast.items() if rules.may_draft(person, insight)} == {"fay"}


def test_what_is_typed_is_there_again_on_the_desk_and_on_the_page(insight, fay, enter):
    browser = enter(fay)
    answer = browser.post(
        "/desk/draft/",
        {"pick": insight.pk, "reason": "We look at wood first", "outcome": "test", "after": 0},
        headers=JSON,
    )
    assert "Draft saved" in answer.json()["words"]

    for page in ("/desk/", insight.get_absolute_url()):
        text = browser.get(page).text
        assert "We look at wood first</textarea>" in text
        assert f'value="{answer.json()["after"]}"' in text
    assert "Draft begun" in browser.get("/desk/").text


def test_nobody_else_sees_it(insight, fay, enter, mia, root):
    actions.draft([insight], by=fay, reason="Not for everybody")
    for person in (mia, root):
        for page in (insight.get_absolute_url(), "/desk/", "/board/"):
            assert "Not for everybody" not in enter(person).get(page).text


def test_two_tabs_never_overwrite_each_other_unseen(insight, fay, enter):
    browser = enter(fay)
    words = {"pick": insight.pk, "after": 0}
    first = browser.post("/desk/draft/", {**words, "reason": "The first tab"}, headers=JSON).json()

    second = browser.post("/desk/draft/", {**words, "reason": "The second tab"}, headers=JSON)

    assert second.status_code == 409
    assert "newer draft" in second.json()["words"]
    assert AnswerDraft.objects.get().reason == "The first tab"
    after = {"pick": insight.pk, "after": first["after"]}
    assert browser.post("/desk/draft/", {**after, "reason": "Both"}, headers=JSON).status_code == 200
    assert AnswerDraft.objects.get().reason == "Both"


def test_without_script_a_button_saves_it(insight, fay, enter):
    page = enter(fay).post("/desk/draft/", {"pick": insight.pk, "reason": "By the button"}, follow=True)
    assert "Draft saved." in page.text
    assert "By the button</textarea>" in page.text


def test_for_those_picked_together_there_is_one_draft_whatever_is_picked(insight, another, fay, enter):
    other, third = another("Another"), another("A third")
    browser = enter(fay)
    picked = {"together": 1, "outcome": "carried_over", "reason": "All in spring"}
    first = browser.post(
        "/desk/draft/", {**picked, "pick": [insight.pk, other.pk], "after": 0}, headers=JSON
    ).json()
    second = browser.post(
        "/desk/draft/", {**picked, "pick": [third.pk, other.pk], "after": first["after"]}, headers=JSON
    )
    assert second.status_code == 200

    draft = AnswerDraft.objects.get()
    assert draft.insights == sorted([other.pk, third.pk])
    assert "Go on with your draft for 2 insights together" in browser.get("/desk/").text
    page = browser.get("/desk/?together=1").text
    assert "All in spring</textarea>" in page
    assert page.count(" checked") >= 3  # two insights, and the answer


def test_typing_before_anything_is_picked_breaks_nothing(insight, fay, enter):
    answer = enter(fay).post("/desk/draft/", {"together": 1, "reason": "Hm"}, headers=JSON)
    assert answer.status_code == 200
    assert not AnswerDraft.objects.exists()


def test_it_goes_when_the_answer_is_given_and_when_the_duty_goes(insight, another, fay, mia):
    other = another("Another")
    actions.draft([insight], by=fay, reason="One")
    actions.draft([insight, other], by=fay, is_together=True, reason="Both")
    actions.answer(insight, by=fay, outcome="accepted", reason="Yes.")
    assert not AnswerDraft.objects.exists()

    actions.draft([other], by=fay, reason="One")
    actions.hand_over(other, by=fay, to=mia, reason="Hers.")
    assert not AnswerDraft.objects.exists()


def test_the_stream_hears_nothing_of_it(insight, fay):
    before = Activity.objects.count()
    actions.draft([insight], by=fay, reason="Mine")
    assert Activity.objects.count() == before


def test_the_action_insists_for_every_picked_insight(insight, another, fay, mia):
    other = another("Another")
    actions.hand_over(other, by=fay, to=mia, reason="Hers.")
    with pytest.raises(Refused, match="owes the answer"):
        actions.draft([insight, other], by=fay, reason="Both", is_together=True)
    actions.draft([insight], by=fay, reason="Mine")
    with pytest.raises(Overtaken):
        actions.draft([insight], by=fay, reason="Mine again", after=5)
