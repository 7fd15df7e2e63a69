"""Two tabs with the same idea: nothing is overwritten unseen, and nobody's words are lost."""

import pytest

from folkmoot.domains.ideas import actions
from folkmoot.domains.ideas.models import Idea


@pytest.fixture
def draft(ada, garden) -> Idea:
    return actions.draft(garden, by=ada, title="A tap", body="At the gate.")


def test_a_draft_from_an_older_tab_does_not_overwrite_the_newer(draft, ada, enter):
    browser, seen = enter(ada), draft.edit_number
    address = f"/ideas/{draft.pk}/edit/"
    first = browser.post(
        address,
        {"title": "A tap", "body": "From the first.", "after": seen},
        headers={"Accept": "application/json"},
    ).json()

    late = browser.post(
        address,
        {"title": "A tap", "body": "From the second.", "after": seen},
        headers={"Accept": "application/json"},
    )

    assert late.status_code == 409
    assert late.json()["words"] == "This draft was changed in another tab meanwhile."
    draft.refresh_from_db()
    assert draft.body == "From the first."
    assert first["after"] == draft.edit_number, "the first tab goes on from its own edit"


@pytest.mark.parametrize("verb", ["edit", "publish"])
def test_without_script_the_words_come_back_and_may_be_saved_above(draft, ada, enter, verb):
    browser, seen = enter(ada), draft.edit_number
    actions.edit(draft, by=ada, title="A tap", body="From the first.")

    page = browser.post(
        f"/ideas/{draft.pk}/{verb}/", {"title": "A tap", "body": "From the second.", "after": seen}
    )

    draft.refresh_from_db()
    assert page.status_code == 422
    assert "From the second.</textarea>" in page.content.decode()
    assert f'name="after" value="{draft.edit_number}"' in page.content.decode()
    assert draft.is_draft
    assert draft.body == "From the first."


def test_a_version_from_an_older_tab_is_not_put_above_unseen(draft, ada, enter):
    idea = actions.publish(draft, by=ada)
    browser = enter(ada)
    assert 'name="after" value="1"' in browser.get(f"/ideas/{idea.pk}/revise/").content.decode()
    actions.revise(idea, by=ada, title="A tap", body="Version two.")

    page = browser.post(
        f"/ideas/{idea.pk}/revise/", {"title": "A tap", "body": "From a tab of before.", "after": 1}
    )

    assert "A version was published in another tab meanwhile." in page.content.decode()
    assert "From a tab of before.</textarea>" in page.content.decode()
    assert idea.versions.count() == 2
    browser.post(f"/ideas/{idea.pk}/revise/", {"title": "A tap", "body": "From a tab of before.", "after": 2})
    assert idea.versions.count() == 3
