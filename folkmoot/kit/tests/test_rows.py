"""Objects made of rows are those that Django makes, and behave like them."""

import pytest

from folkmoot.activity.models import Activity
from folkmoot.domains.discussions import actions as talk
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea, StateChange
from folkmoot.domains.people.models import Person
from folkmoot.kit.together import rows_of


@pytest.fixture
def idea(garden, ada, ben):
    made = ideas.publish(ideas.draft(garden, by=ada, title="A tap", body="For *all*."), by=ada)
    ideas.support(made, by=ben)
    talk.post(made, by=ben, community=garden, body="Yes.")
    return made


def held(thing):
    """All columns of a thing and of what was read with it."""
    columns = {name: value for name, value in vars(thing).items() if name != "_state"}
    return type(thing), columns, {name: held(one) for name, one in thing._state.fields_cache.items() if one}


def test_they_hold_what_django_reads(idea, ben):
    for read in (
        Idea.objects.with_names().with_my_support(ben),
        Idea.objects.select_related("merged_into__author").defer("words", "merged_into__words"),
        Comment.objects.with_names(),
        StateChange.objects.select_related("by"),
        Activity.objects.all(),
        Person.objects.order_by("pk"),
    ):
        (found,) = rows_of([read])
        assert [held(thing) for thing in found] == [held(thing) for thing in read]
        assert found


def test_values_are_rows_and_flat_ones_are_values(idea, ada):
    names = Person.objects.filter(pk=ada.pk)
    flat, rows, named = rows_of(
        [names.values_list("name", flat=True), names.values_list("pk", "name"), names.values("name")]
    )
    assert (flat, rows, named) == (["Ada"], [(ada.pk, "Ada")], [{"name": "Ada"}])


def test_they_are_saved_refreshed_and_read_further_like_any(idea):
    ((found,),) = rows_of([Idea.objects.filter(pk=idea.pk).defer("body", "words")])
    assert "body" in found.get_deferred_fields()
    assert found.body == "For *all*."
    assert found.author.name == "Ada"
    found.title = "A well"
    found.save(update_fields=["title"])
    idea.refresh_from_db()
    assert idea.title == "A well"
    assert found == idea
