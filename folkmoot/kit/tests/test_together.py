"""What is read together is what each queryset would have read alone, in one statement."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.domains.discussions import actions as talk
from folkmoot.domains.discussions.models import Comment
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.ideas.models import Idea, StateChange
from folkmoot.domains.people.models import Person
from folkmoot.kit.together import alone, counts, rows_of, together


@pytest.fixture
def spoken(garden, ada, ben):
    for title in ("A tap", "Ein “Baum” für alle", "A bench\\n"):
        one = ideas.publish(ideas.draft(garden, by=ada, title=title, body="For *all*: % and %s."), by=ada)
        talk.post(one, by=ben, community=garden, body="Yes — 'please'.")
    return one


def facts(thing: object) -> object:
    """All that was read of a thing, and of those that came along with it."""
    if not hasattr(thing, "_state"):
        return thing
    along = {name: facts(one) for name, one in thing._state.fields_cache.items()}
    return {name: value for name, value in vars(thing).items() if name != "_state"} | along


def querysets(who):
    return [
        Idea.objects.visible_to(who).with_names().with_my_support(who).order_by("pk"),
        Comment.objects.with_names().oldest_first()[:2],
        StateChange.objects.select_related("by").filter(state="live"),
        Idea.objects.order_by("-pk").values_list("title", "published_at"),
        Idea.objects.order_by("pk").values_list("pk", flat=True),
        Person.objects.filter(pk__in=[]),
        Person.objects.filter(name="nobody"),
    ]


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_each_gets_what_it_would_have_got_alone(spoken, ben, is_signed_in):
    who = ben if is_signed_in else AnonymousUser()
    expected = [[facts(one) for one in queryset] for queryset in querysets(who)]
    with CaptureQueriesContext(connection) as statements:
        found = rows_of(querysets(who))
    assert [[facts(one) for one in rows] for rows in found] == expected
    assert len(expected[0]) == 3
    assert len(statements) == 1


def test_counts_are_asked_along(spoken):
    assert rows_of([counts(Comment.objects.all()), counts(Comment.objects.filter(body="no"))]) == [[3], [0]]


def test_generators_go_on_in_rounds_and_nothing_asked_costs_nothing(spoken, ben):
    def first_idea():
        (found,) = yield [Idea.objects.defer("words").order_by("pk")[:1]]
        (said,) = yield [Comment.objects.on(f"ideas.idea/{found[0].pk}")]
        return [comment.body for comment in said]

    def names():
        (found,) = yield [Person.objects.order_by("name").values_list("name", flat=True)]
        return found

    with CaptureQueriesContext(connection) as statements:
        made = together([first_idea(), "as it is", names()])
    assert made[:2] == [["Yes — 'please'."], "as it is"]
    assert "Ada" in made[2]
    assert len(statements) == 2
    with CaptureQueriesContext(connection) as none:
        assert alone(None) is None
    assert len(none) == 0


def test_what_cannot_come_along_is_said(spoken):
    with pytest.raises(TypeError, match="SearchVectorField does not travel"):
        rows_of([Idea.objects.all()])
    with pytest.raises(TypeError, match="prefetches nothing"):
        rows_of([Idea.objects.prefetch_related("pictures").defer("words")])
