"""From a draft to a published idea."""

import pytest
from django.urls import reverse

from folkmoot.domains.ideas import actions
from folkmoot.kit.answers import Refused


def test_an_author_publishes_a_draft(ada, garden, happened):
    idea = actions.draft(garden, by=ada, title="A bee hotel", body="By the *gate*.")

    idea = actions.publish(idea, by=ada)

    assert idea.state == "live"
    assert idea.versions.get().body == "By the *gate*."
    assert "<em>gate</em>" in idea.body_html
    assert happened("ideas.idea.published", object=idea, actor=ada, context=garden)


def test_nobody_else_can_publish_it(ada, ben, garden, happened):
    idea = actions.draft(garden, by=ada, title="A bee hotel")

    with pytest.raises(Refused, match="Only its author"):
        actions.publish(idea, by=ben)

    assert not happened("ideas.idea.published", object=idea)


def test_it_needs_a_title(ada, garden):
    idea = actions.draft(garden, by=ada, body="Something")

    with pytest.raises(Refused, match="title"):
        actions.publish(idea, by=ada)


def test_it_takes_one_press_of_the_button(ada, garden, enter):
    idea = actions.draft(garden, by=ada, title="A bee hotel")

    page = enter(ada).post(
        reverse("ideas:publish", args=[idea.pk]), {"title": "A bee hotel", "body": "At last"}, follow=True
    )

    assert "A bee hotel" in page.text
    assert "At last" in page.text
    idea.refresh_from_db()
    assert idea.state == "live"


def test_a_draft_is_hidden_from_others(ada, ben, garden, enter):
    idea = actions.draft(garden, by=ada, title="A bee hotel")

    assert enter(ben).post(reverse("ideas:publish", args=[idea.pk])).status_code == 404
    assert enter(ben).get(idea.get_absolute_url()).status_code == 404


def test_a_draft_is_saved_as_it_is_typed(ada, garden, enter):
    idea = actions.draft(garden, by=ada)

    answer = enter(ada).post(
        reverse("ideas:edit", args=[idea.pk]),
        {"title": "Half a th", "body": ""},
        headers={"accept": "application/json"},
    )

    assert answer.json()["words"].startswith("Draft saved")
    idea.refresh_from_db()
    assert (idea.title, idea.state) == ("Half a th", "draft")
