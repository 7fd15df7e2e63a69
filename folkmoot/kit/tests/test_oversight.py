"""What moderation may do with a thing is named by the room that holds it."""

import pytest
from django.db import IntegrityError, transaction

from folkmoot.domains.ideas.models import Idea
from folkmoot.kit import oversight
from folkmoot.kit.oversight import Kind, Moderation, Reason, Shown


class Thing:
    def __init__(self, moderation="clear", locked="", author=7):
        self.moderation, self.locked_because, self.author_id = moderation, locked, author


def test_ideas_and_comments_are_under_oversight_and_name_what_can_be_done():
    kinds = oversight.kinds()
    assert {"ideas.idea", "discussions.comment"} <= set(kinds)
    assert {"hide", "restore", "let_pass"} <= set(kinds["discussions.comment"].acts)
    assert "lock" in kinds["ideas.idea"].acts
    assert "lock" not in kinds["discussions.comment"].acts


def test_a_kind_has_one_room():
    def show(thing):
        return Shown("", "", "")

    with pytest.raises(ValueError, match=r"ideas\.idea is overseen already"):
        oversight.oversees(Kind("ideas.idea", "x", {}, show, lambda person: 0))


def test_every_reason_has_its_rule():
    assert set(oversight.RULES) == set(Reason.values)


def test_a_thing_without_moderation_is_shown_and_open():
    assert oversight.is_shown_to(None, object())
    assert oversight.may_add_to(None)


@pytest.mark.parametrize("moderation", ["held", "hidden"])
def test_words_that_are_held_or_hidden_are_named_to_the_author_alone(moderation):
    thing = Thing(moderation)
    assert oversight.is_shown_to(7, thing)
    assert not oversight.is_shown_to(8, thing)
    assert not oversight.is_shown_to(None, thing)
    assert not oversight.may_add_to(thing)


def test_a_locked_thing_says_why():
    assert "Advertising" in str(oversight.may_add_to(Thing(locked="spam")).because)


def test_the_database_knows_three_ways_only(garden, ada):
    idea = Idea.objects.create(community=garden, author=ada)
    with pytest.raises(IntegrityError, match="an_idea_is_clear_held_or_hidden"), transaction.atomic():
        Idea.objects.filter(pk=idea.pk).update(moderation="deleted")
    assert Idea.objects.get(pk=idea.pk).moderation == Moderation.CLEAR
